package aether.bench.page;

import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.ExitCode;
import aether.console.UsageException;
import aether.host.KernelClock;
import aether.monitor.Publishing;
import aether.web.ChannelPage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code aether bench page}. */
@Command(
        name = "page",
        mixinStandardHelpOptions = true,
        description = {
            "What open pages and a scraper cost the thread that builds books: frames of a simulated exchange at a steady rate through the whole path, each timed "
                    + "by itself, in turn with nobody looking and with all of them, who are a process of their own.",
            "Printed: percentiles of each round, and the ratios of the medians (1.00: nothing)."
        },
        footer = {"", "Example: aether bench page --viewers 10 --rounds 7"})
public final class PageBenchCommand implements Callable<Integer> {
    private static final long COPY_MS = 100;
    private static final double[] PERCENTILES = {50, 90, 99, 99.9};

    @Option(
            names = "--viewers",
            defaultValue = "10",
            paramLabel = "N",
            description = "Open pages (default: ${DEFAULT-VALUE}).")
    private int viewers;

    @Option(
            names = "--rounds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Of each kind (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            paramLabel = "N",
            description = "Of a round (default: ${DEFAULT-VALUE}).")
    private int seconds;

    private final KernelClock clock = new KernelClock();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (viewers < 1 || viewers > 32 || rounds < 1 || seconds < 1) {
            throw new UsageException("--viewers: give 1 to 32; --rounds and --seconds: 1 or more");
        }
        final Path directory = Files.createTempDirectory("aether-page-");
        try {
            final SiteConfig config = ConfigReader.parse(
                    "channel: { id: 1, lines: { A: { group: 239.255.0.1, port: 30001 } } }\npage: { port: 0 }\n"
                            + "publication: { directory: '" + directory + "' }\n",
                    "bench");
            try (Publishing publishing = new Publishing(config, clock);
                    ChannelPage page = new ChannelPage(config, publishing, clock)) {
                measure(publishing, page);
            }
        } finally {
            IoUtil.delete(directory.toFile(), true);
        }
        return ExitCode.OK;
    }

    private void measure(final Publishing publishing, final ChannelPage page) throws IOException, InterruptedException {
        final WatchedFeed feed = new WatchedFeed(publishing, clock);
        page.stage("book", feed.latencies());
        publishing.start();
        final Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PageViewers.class.getName(),
                        page.address(),
                        Integer.toString(viewers))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (ScheduledExecutorService host = new ScheduledThreadPoolExecutor(1);
                PrintWriter out = new PrintWriter(process.getOutputStream(), true, StandardCharsets.US_ASCII);
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            host.scheduleAtFixedRate(publishing.monitor()::doWork, 0, COPY_MS, TimeUnit.MILLISECONDS);
            run(feed, out, in);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void run(final WatchedFeed feed, final PrintWriter out, final BufferedReader in) throws IOException {
        final List<double[]> alone = new ArrayList<>();
        final List<double[]> watched = new ArrayList<>();
        // The first of each is for the compiler.
        for (int round = 0; round <= rounds; round++) {
            final double[] without = round(feed, out, in, "off");
            final double[] with = round(feed, out, in, "on");
            if (round > 0) {
                alone.add(without);
                watched.add(with);
            }
        }
        for (int i = 0; i < PERCENTILES.length; i++) {
            final double without = median(alone, i);
            final double with = median(watched, i);
            System.out.printf(
                    "p%-5s alone %8.0f ns  with %d pages and a scraper %8.0f ns  %.3f%n",
                    PERCENTILES[i], without, viewers, with, with / without);
        }
    }

    private double[] round(final WatchedFeed feed, final PrintWriter out, final BufferedReader in, final String who)
            throws IOException {
        out.println(who);
        in.readLine();
        final Histogram times = feed.run(TimeUnit.SECONDS.toNanos(seconds));
        out.println(who);
        final double[] percentiles = Arrays.stream(PERCENTILES)
                .map(percentile -> times.getValueAtPercentile(percentile))
                .toArray();
        System.out.printf(
                "%-3s  %,9d frames  p50 %5.0f  p90 %5.0f  p99 %6.0f  p99.9 %7.0f ns; bytes and scrapes: %s%n",
                who,
                times.getTotalCount(),
                percentiles[0],
                percentiles[1],
                percentiles[2],
                percentiles[3],
                in.readLine());
        return percentiles;
    }

    private static double median(final List<double[]> values, final int at) {
        final double[] sorted =
                values.stream().mapToDouble(each -> each[at]).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
