package aether.appliance;

import aether.config.SiteConfig;
import aether.host.CoreAgent;
import aether.host.CorePlan;
import aether.host.CoreRunner;
import aether.host.CoreShield;
import aether.host.CpuList;
import aether.host.DutyCycle;
import aether.host.HotCores;
import aether.host.ProcessLocks;
import aether.host.ScalingReport;
import aether.host.Watchdog;
import aether.nic.CounterRegister;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingMillisIdleStrategy;

/**
 * The threads of an appliance: hot ones on their cores, one or two by the layout; one of the host for everything that happens now and then; and
 * one each for what blocks.
 */
public final class ApplianceThreads {
    private static final long NS_PER_MS = 1_000_000;
    private static final long WATCHDOG_PERIOD_NS = 10 * NS_PER_MS;
    private static final long HOST_SLEEP_MS = 1;
    private static final long SERVICE_SLEEP_MS = 5;
    private static final long MAX_PARK_NS = 50_000;
    private static final int MOST_REPORTS = 100;

    private final SiteConfig.Runtime runtime;
    private final String hotCores;
    private final Consumer<Throwable> onFailure;
    private final HotCores hot;
    private final CoreRunner host;
    private final List<CoreRunner> services = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> reports = new ConcurrentLinkedQueue<>();
    private final Watchdog watchdog;
    private ProcessLocks locks;
    private CoreShield shield;

    /** {@code shared}: hot threads that other channels use as well; elsewhere they are of its own. */
    ApplianceThreads(final SiteConfig config, final Optional<HotCores> shared, final Consumer<Throwable> onFailure) {
        runtime = config.runtime();
        hotCores = config.host().hotCores();
        hot = shared.orElseGet(() -> hotCores(runtime, new int[0], onFailure));
        this.onFailure = onFailure;
        watchdog = new Watchdog(runtime.stallNs(), this::report);
        host = new CoreRunner(
                CorePlan.anywhere("host"),
                List.of(),
                new SleepingMillisIdleStrategy(HOST_SLEEP_MS),
                System::nanoTime,
                onFailure);
        every(WATCHDOG_PERIOD_NS, () -> watchdog.look(System.nanoTime()));
    }

    /** A warning. The last ones are kept: whoever prints them may be slow. */
    void report(final String line) {
        reports.add(line);
        if (reports.size() > MOST_REPORTS) {
            reports.poll();
        }
    }

    /** Something to do on the host's thread again and again; before that starts. */
    void every(final long periodNs, final Runnable duty) {
        host.timers().every(periodNs, duty);
    }

    /** A thread for something that may block; starts and ends with the host's. */
    void service(final Agent blocking) {
        services.add(cold("service", blocking, new SleepingMillisIdleStrategy(SERVICE_SLEEP_MS)));
    }

    /** A thread that moves frames between the card and the kernel; starts and ends with the host's. */
    void bridge(final Agent bridge) {
        services.add(cold("kernel", bridge, new BackoffIdleStrategy(100, 10, 1_000, MAX_PARK_NS)));
    }

    /** A thread beside the hot ones that is not started yet, for whoever starts and ends it. */
    CoreRunner cold(final String name, final Agent agent, final IdleStrategy idle) {
        return new CoreRunner(
                CorePlan.anywhere(name), List.of(CoreAgent.urgent(agent)), idle, System::nanoTime, onFailure);
    }

    /** Hands the hot duties to the threads that they will run on. */
    void place(final String channel, final int weight, final ReceiveAgent receive, final TradeAgent trade) {
        final CoreAgent first = CoreAgent.urgent(receive);
        final CoreAgent second = CoreAgent.urgent(trade);
        if (runtime.layout() == SiteConfig.Layout.FUSED) {
            hot.add(new HotCores.Duty("feed" + channel, weight, runtime.receiveCore(), List.of(first, second)));
        } else {
            hot.add(new HotCores.Duty("trade" + channel, weight, runtime.tradeCore(), List.of(second)));
            hot.add(new HotCores.Duty("receive" + channel, weight, runtime.receiveCore(), List.of(first)));
        }
    }

    /** Hot threads as the configuration wants them: each duty of a single appliance has one of its own. */
    public static HotCores hotCores(
            final SiteConfig.Runtime runtime, final int[] cores, final Consumer<Throwable> onFailure) {
        return new HotCores(
                cores, runtime.fifoPriority(), runtime.stallNs(), () -> hotIdle(runtime), System::nanoTime, onFailure);
    }

    private static IdleStrategy hotIdle(final SiteConfig.Runtime runtime) {
        return runtime.idle() == SiteConfig.Idle.SPIN
                ? new BusySpinIdleStrategy()
                : new BackoffIdleStrategy(100, 10, 1_000, MAX_PARK_NS);
    }

    /** Starts all but the hot threads. */
    void startHost() {
        services.forEach(CoreRunner::start);
        locks = new ProcessLocks(runtime.isMemoryLocked(), runtime.isAwake());
        shield = new CoreShield(Path.of("/"), CpuList.parse(hotCores));
        host.start();
    }

    /** Starts the hot threads, unless another channel that shares them has done so. */
    void startHot() {
        hot.start();
        hot.runners().forEach(watchdog::watch);
    }

    /** Whether all hot threads run. */
    boolean isHotAlive() {
        return hot.isAlive();
    }

    /** For how long some hot thread has taken no turn, nanoseconds. */
    long silentNs() {
        final long nowNs = System.nanoTime();
        long longestNs = 0;
        for (final CoreRunner runner : hot.runners()) {
            longestNs = Math.max(longestNs, nowNs - runner.lastTurnNs());
        }
        return longestNs;
    }

    /** What of the configuration's wishes could not be had, in plain words. */
    List<String> refused() {
        final List<String> refused = new ArrayList<>(locks.refused());
        refused.addAll(shield.refused());
        hot.runners().stream()
                .map(CoreRunner::refused)
                .filter(text -> !text.isEmpty())
                .forEach(refused::add);
        return refused;
    }

    /** Which thread or resource limits, and the remedy; {@code betweenThreads} and {@code dropped}: packets and records that found no room. Lines for people. */
    List<String> scaling(final long betweenThreads, final long dropped) {
        return new ScalingReport(
                        hot.runners(),
                        hot.runningNs(),
                        List.of(
                                new ScalingReport.Resource(
                                        "the ring between the hot threads", betweenThreads, "a larger runtime.ring"),
                                new ScalingReport.Resource(
                                        "the journal", dropped, "a larger journal.tapLength, or a faster disk")))
                .lines();
    }

    /** Tells how the hot threads spend their time; when all duties are placed. */
    void registerCounters(final CounterRegister register) {
        for (final CoreRunner runner : hot.runners()) {
            for (final DutyCycle account : runner.accounts()) {
                account.registerCounters(register);
            }
        }
        register.add("watchdog stalls", watchdog::stalls);
        register.add("watchdog longest stall ns", watchdog::longestNs);
    }

    /** The next warning, or null. */
    String nextReport() {
        return reports.poll();
    }

    /** Ends them. Returns false when one does not end: what it uses must stay. */
    boolean stop() {
        CloseHelper.quietClose(hot);
        CloseHelper.quietCloseAll(services);
        CloseHelper.quietClose(host);
        CloseHelper.quietClose(locks);
        CloseHelper.quietClose(shield);
        return hot.hasEnded() && !host.isAlive() && services.stream().noneMatch(CoreRunner::isAlive);
    }
}
