package aether.host;

import aether.host.DutyCycle.Counter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Which core, duty or shared resource limits a process, and what to do about it, by the accounts of its threads. A thread that spins is always at
 * work for the system; here only turns that did something count.
 */
public final class ScalingReport {
    private static final double FULL = 0.7;
    private static final double BUSY = 0.3;
    private static final double UNEVEN = 2.0;
    private static final double PERCENT = 100.0;

    /**
     * What is shared by the threads, and lost when it is too small or too slow.
     *
     * @param name of the resource
     * @param lost units so far
     * @param remedy what to do when it is the limit
     */
    public record Resource(String name, long lost, String remedy) {}

    private final List<CoreRunner> runners;
    private final long ns;
    private final List<Resource> resources;

    /** {@code ns}: for how long the threads have run. */
    public ScalingReport(final List<CoreRunner> runners, final long ns, final List<Resource> resources) {
        this.runners = runners;
        this.ns = Math.max(1, ns);
        this.resources = resources;
    }

    private double share(final DutyCycle account) {
        return (double) account.get(Counter.BUSY_NS) / ns;
    }

    /** A line for each thread and duty, and the finding. */
    public List<String> lines() {
        final List<String> text = new ArrayList<>();
        for (final CoreRunner runner : runners) {
            for (final DutyCycle account : runner.accounts()) {
                final long work = account.get(Counter.WORK);
                text.add(String.format(
                        Locale.ROOT,
                        "%-24s %5.1f %% busy, %,d done, %,d ns each, longest turn %,d µs%s",
                        account.name(),
                        PERCENT * share(account),
                        work,
                        work == 0 ? 0 : account.get(Counter.BUSY_NS) / work,
                        account.get(Counter.LONGEST_NS) / 1_000,
                        account.get(Counter.OVERRUNS) == 0
                                ? ""
                                : ", " + account.get(Counter.OVERRUNS) + " turns too long"));
            }
        }
        text.add(finding());
        return text;
    }

    /** One sentence: what limits, and the remedy. */
    public String finding() {
        if (runners.isEmpty()) {
            return "limit: none, nothing ran";
        }
        final CoreRunner busiest = runners.stream()
                .max(Comparator.comparingDouble(runner -> share(runner.dutyCycle())))
                .orElseThrow();
        final CoreRunner idlest = runners.stream()
                .min(Comparator.comparingDouble(runner -> share(runner.dutyCycle())))
                .orElseThrow();
        final double most = share(busiest.dutyCycle());
        if (most >= FULL) {
            return full(busiest, idlest, most);
        }
        for (final Resource resource : resources) {
            if (resource.lost() > 0) {
                return String.format(
                        "limit: %s, which has lost %,d although no thread is full: %s",
                        resource.name(), resource.lost(), resource.remedy());
            }
        }
        final double least = share(idlest.dutyCycle());
        if (most >= BUSY && most > UNEVEN * least && duties(busiest) > 1) {
            return String.format(
                    Locale.ROOT,
                    "limit: none yet; thread %s has %.0f %% to do and thread %s %.0f %%: declare the weights as measured, %s",
                    name(busiest),
                    PERCENT * most,
                    name(idlest),
                    PERCENT * least,
                    weights());
        }
        return String.format(
                Locale.ROOT,
                "limit: none; the busiest thread, %s, has room for %.1f times the traffic",
                name(busiest),
                1 / Math.max(most, 1e-6));
    }

    private String full(final CoreRunner busiest, final CoreRunner idlest, final double most) {
        final DutyCycle heaviest = busiest.accounts().stream()
                .skip(1)
                .max(Comparator.comparingDouble(this::share))
                .orElse(busiest.dutyCycle());
        final String what = String.format(
                Locale.ROOT,
                "limit: thread %s, %.0f %% busy, most of it %s (%.0f %%): ",
                name(busiest),
                PERCENT * most,
                heaviest.name(),
                PERCENT * share(heaviest));
        if (idlest != busiest && share(idlest.dutyCycle()) < most / UNEVEN && duties(busiest) > 1) {
            return what + "move a channel to thread " + name(idlest) + " by declaring the weights as measured, "
                    + weights();
        }
        if (duties(busiest) > 1) {
            return what + "give a duty a core of its own: another core in host.hotCores, or runtime.layout: pipelined";
        }
        return what + "one channel cannot be cut further; a faster core, or a lighter strategy";
    }

    private static int duties(final CoreRunner runner) {
        return runner.accounts().size() - 1;
    }

    private static String name(final CoreRunner runner) {
        return runner.plan().name();
    }

    /** Measured shares of all duties, in hundredths of the whole. */
    private String weights() {
        final List<DutyCycle> duties = runners.stream()
                .flatMap(runner -> runner.accounts().stream().skip(1))
                .filter(duty -> duty.get(Counter.WORK) > 0)
                .toList();
        final double all = Math.max(duties.stream().mapToDouble(this::share).sum(), 1e-9);
        final StringBuilder text = new StringBuilder();
        for (final DutyCycle duty : duties) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(duty.name().replaceFirst(".*/", ""))
                    .append(' ')
                    .append(Math.max(1, Math.round(PERCENT * share(duty) / all)));
        }
        return text.toString();
    }
}
