package aether.backtest;

import aether.console.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** Runs with every combination of some settings' values, several at a time; what comes of each does not depend on how many. */
public final class Grid {
    private static final int MOST_RUNS = 10_000;

    /**
     * What is kept of one run, which is not its books.
     *
     * @param settings those that differ
     * @param remark what a reader should know of the session, or null
     * @param isWhole whether all of the session could be read
     * @param failure what the strategy threw, in words, or null
     */
    public record Run(Map<String, String> settings, Figures figures, String remark, boolean isWhole, String failure) {}

    /** Of a run: counts, profit after fees in words, and the digest of its order plane. */
    public record Figures(long orders, long fills, long contracts, String profit, long hash) {
        public static Figures of(final BacktestResult result) {
            return new Figures(result.placed(), result.fills(), result.contracts(), result.profit(), result.hash());
        }
    }

    private Grid() {}

    /**
     * All combinations, the last setting changing fastest.
     *
     * @param values of each setting
     */
    public static List<Map<String, String>> combinations(final Map<String, List<String>> values) {
        List<Map<String, String>> all = List.of(Map.of());
        for (final Map.Entry<String, List<String>> setting : values.entrySet()) {
            final List<Map<String, String>> more = new ArrayList<>();
            for (final Map<String, String> before : all) {
                for (final String value : setting.getValue()) {
                    final Map<String, String> with = new LinkedHashMap<>(before);
                    with.put(setting.getKey(), value);
                    more.add(with);
                }
            }
            all = more;
            if (all.size() > MOST_RUNS) {
                throw new UsageException("--grid: more than " + MOST_RUNS + " combinations");
            }
        }
        return all;
    }

    /**
     * Runs all.
     *
     * @param run makes one, on any thread
     * @param done told how many are over, on any thread
     */
    public static List<Run> run(
            final List<Map<String, String>> combinations,
            final int threads,
            final Function<Map<String, String>, Run> run,
            final IntConsumer done) {
        final AtomicInteger over = new AtomicInteger();
        final ExecutorService workers = Executors.newFixedThreadPool(Math.min(threads, combinations.size()));
        try {
            final List<Future<Run>> futures = new ArrayList<>();
            for (final Map<String, String> settings : combinations) {
                futures.add(workers.submit(() -> {
                    final Run finished = run.apply(settings);
                    done.accept(over.incrementAndGet());
                    return finished;
                }));
            }
            final List<Run> runs = new ArrayList<>();
            for (final Future<Run> future : futures) {
                runs.add(future.get());
            }
            return runs;
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof final RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageException("interrupted");
        } finally {
            workers.shutdownNow();
        }
    }
}
