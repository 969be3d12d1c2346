package aether.bench.trade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.bench.trade.OrderPathBenchmark.Desk;
import aether.bench.trade.TickPath.Layout;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order path allocates nothing, and does the same in every layout. */
class OrderPathTest {
    private static final int WARM_UP = 2_000;
    private static final int WINDOWS = 4;
    private static final int BURSTS = 2_000;
    private static final int FRAMES = 40_000;
    private static final long INTERVAL_NS = 50_000;

    @TempDir
    Path directory;

    /** Orders and their reports: 128,000 of the one and 256,000 of the other in each window. */
    @Test
    void shouldNotAllocateForOrdersAndTheirReports() {
        final var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final Desk desk = new Desk();
        play(desk, WARM_UP);
        // The JVM itself may allocate on this thread now and then; the path would in every window.
        long least = Long.MAX_VALUE;
        for (int window = 0; window < WINDOWS; window++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            play(desk, BURSTS);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        desk.requireAllSent();
        assertEquals(0, least, "bytes allocated");
    }

    private static void play(final Desk desk, final int bursts) {
        for (int i = 0; i < bursts; i++) {
            desk.want();
            desk.order();
            desk.hear();
        }
    }

    @Test
    void shouldTradeTheSameInEveryLayout() throws InterruptedException {
        final long fused = hash(Layout.FUSED);
        assertEquals(fused, hash(Layout.JOURNALED));
        assertEquals(fused, hash(Layout.PIPELINED));
    }

    private long hash(final Layout layout) throws InterruptedException {
        final TickFrames frames = new TickFrames(FRAMES, 1);
        try (TickPath path = new TickPath(layout, directory)) {
            final TickSchedule schedule = layout == Layout.PIPELINED
                    ? new TickSchedule.Pipelined(path, frames)
                    : new TickSchedule.Fused(path, frames);
            frames.next();
            schedule.play(0, frames.count(), INTERVAL_NS, false);
            assertEquals(0, path.lost());
            assertTrue(path.orders() > 100, path.orders() + " orders");
            return path.hash();
        }
    }
}
