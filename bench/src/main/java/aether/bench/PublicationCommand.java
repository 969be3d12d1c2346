package aether.bench;

import aether.book.BookListener;
import aether.book.BookPublication;
import aether.session.BenchSession;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether bench publication}. */
@Command(
        name = "publication",
        mixinStandardHelpOptions = true,
        description = {
            "Publishes books at full speed while other processes read them, and one of those is killed half-way. Every copy says "
                    + "itself whether it is whole; a torn one is a failure (exit code 1).",
            "Also the cost of publishing: the same events with and without it, on this thread, CPU time, median of passes."
        },
        footer = {"", "Example: aether bench publication --seconds 60 --readers 2"})
final class PublicationCommand implements Callable<Integer> {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int BATCH = 100_000;
    private static final int PASSES = 9;
    private static final int EVENTS_PER_PASS = 2_000_000;

    @Option(names = "--seconds", defaultValue = "60", description = "How long (default: 60).")
    private int seconds;

    @Option(names = "--readers", defaultValue = "2", description = "Reader processes (default: 2).")
    private int readers;

    @Override
    public Integer call() throws IOException, InterruptedException {
        BenchSession.requireUsage(seconds >= 1 && seconds <= 86_400, "--seconds: give 1 to 86400, not " + seconds);
        BenchSession.requireUsage(readers >= 0 && readers <= 16, "--readers: give 0 to 16, not " + readers);
        final Path directory = Files.createTempDirectory("aether-publication-");
        final Path file = directory.resolve("bench.books");
        try (BookPublication publication =
                BookPublication.create(file, PublicationWriter.INSTRUMENTS, PublicationWriter.ROWS)) {
            cost(publication);
            return race(publication) ? 0 : 1;
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(directory);
        }
    }

    private static void cost(final BookPublication publication) {
        cost("one row", publication, PublicationWriter::writeSingleRows, 1);
        cost("all rows", publication, PublicationWriter::write, 2 * PublicationWriter.ROWS);
    }

    private static void cost(
            final String what,
            final BookPublication publication,
            final ObjIntConsumer<PublicationWriter> events,
            final int entries) {
        final double without = cpuNsPerEvent(new PublicationWriter(new BookListener() {}), events);
        final double with = cpuNsPerEvent(new PublicationWriter(publication), events);
        System.out.printf(
                Locale.ROOT,
                "cost      %s: %.1f ns CPU an event of %d entries, %.1f ns without publication: %.1f ns for publishing%n",
                what,
                with,
                entries,
                without,
                with - without);
    }

    private static double cpuNsPerEvent(
            final PublicationWriter writer, final ObjIntConsumer<PublicationWriter> events) {
        final var threads = ManagementFactory.getThreadMXBean();
        final double[] passes = new double[PASSES];
        events.accept(writer, EVENTS_PER_PASS);
        for (int pass = 0; pass < PASSES; pass++) {
            final long before = threads.getCurrentThreadCpuTime();
            events.accept(writer, EVENTS_PER_PASS);
            passes[pass] = (double) (threads.getCurrentThreadCpuTime() - before) / EVENTS_PER_PASS;
        }
        Arrays.sort(passes);
        return passes[PASSES / 2];
    }

    private boolean race(final BookPublication publication) throws IOException, InterruptedException {
        final PublicationWriter writer = new PublicationWriter(publication);
        writer.write(BATCH);
        final List<Process> processes = new ArrayList<>();
        for (int i = 0; i < readers + 1; i++) {
            processes.add(start(publication.path()));
        }
        final Process victim = processes.removeLast();
        final long startNs = System.nanoTime();
        final long halfNs = startNs + seconds * NS_PER_SECOND / 2;
        long events = 0;
        long firstHalf = 0;
        while (processes.stream().anyMatch(Process::isAlive)
                && System.nanoTime() - startNs < 3L * seconds * NS_PER_SECOND + 30 * NS_PER_SECOND) {
            writer.write(BATCH);
            events += BATCH;
            if (firstHalf == 0 && System.nanoTime() > halfNs) {
                firstHalf = events;
                victim.destroyForcibly();
            }
        }
        victim.destroyForcibly();
        final double elapsed = (System.nanoTime() - startNs) / (double) NS_PER_SECOND;
        System.out.printf("writer    %,d events in %.0f s, %,.0f a second%n", events, elapsed, events / elapsed);
        return report(processes);
    }

    private Process start(final Path file) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PublicationCheck.class.getName(),
                        file.toString(),
                        String.valueOf(seconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static boolean report(final List<Process> processes) throws IOException, InterruptedException {
        boolean isRight = true;
        for (int i = 0; i < processes.size(); i++) {
            final Process process = processes.get(i);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            final String[] counts = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .trim()
                    .split(" ");
            final boolean hasCounts = counts.length == 4;
            isRight &= hasCounts && "0".equals(counts[1]) && Long.parseLong(counts[3]) > 0;
            System.out.println(
                    hasCounts
                            ? String.format(
                                    "reader %d  %,d reads, %s torn, %s given up, %,d different books",
                                    i + 1, Long.parseLong(counts[0]), counts[1], counts[2], Long.parseLong(counts[3]))
                            : "reader " + (i + 1) + "  ended without output");
        }
        System.out.println(isRight ? "PASS" : "FAIL");
        return isRight;
    }
}
