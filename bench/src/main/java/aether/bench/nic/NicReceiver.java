package aether.bench.nic;

import aether.bench.trade.TickSchedule;
import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.sys.Scheduling;
import org.HdrHistogram.Histogram;
import org.agrona.DirectBuffer;

/** The receiving side of the laboratory: polls a source through one window after the other, and measures. */
final class NicReceiver implements FrameHandler {
    private static final int LIMIT = 64;
    private static final long TAIL_NS = 3_000_000;
    private static final long SETTLE_NS = 200_000;
    private static final long HIGHEST_NS = 10_000_000_000L;

    private final NicSender sender;
    private final FrameSource source;
    private final Histogram window = new Histogram(HIGHEST_NS, 3);
    private long current;
    private int received;
    private long firstNs;
    private long lastNs;
    private boolean isRecorded;
    private int windows;
    private int undisturbed;
    private long lost;

    NicReceiver(final NicSender sender, final FrameSource source) {
        this.sender = sender;
        this.source = source;
    }

    @Override
    public void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        if (frame.getLong(NicSender.WINDOW) != current) {
            return;
        }
        if (isRecorded) {
            final long nowNs = System.nanoTime();
            window.recordValue(Math.clamp(nowNs - frame.getLong(NicSender.DUE), 0, HIGHEST_NS));
            firstNs = received == 0 ? nowNs : firstNs;
            lastNs = nowNs;
        }
        received++;
    }

    /** Windows of frames on a schedule; those that nobody disturbed go into {@code clean}, all into {@code whole}. */
    void latency(
            final int count, final int frames, final long intervalNs, final Histogram whole, final Histogram clean) {
        isRecorded = true;
        for (int i = 0; i < count; i++) {
            window.reset();
            final boolean isClean = play(frames, intervalNs);
            whole.add(window);
            if (isClean) {
                clean.add(window);
            }
        }
    }

    /** Windows as fast as can be: packets a second of each that was received whole and undisturbed. */
    void rate(final int count, final int frames, final Histogram packetsPerSecond) {
        isRecorded = true;
        for (int i = 0; i < count; i++) {
            window.reset();
            if (play(frames, NicSender.FLAT_OUT) && received == frames && lastNs > firstNs) {
                packetsPerSecond.recordValue(frames * 1_000_000_000L / (lastNs - firstNs));
            }
        }
    }

    /** Frames that wait all at once: tenths of a nanosecond that each one costs the reader alone. */
    void drain(final int count, final int frames, final Histogram tenthsOfNs) {
        isRecorded = false;
        for (int i = 0; i < count; i++) {
            received = 0;
            current = sender.request(frames, NicSender.FLAT_OUT);
            while (!sender.isDone(current)) {
                Thread.onSpinWait();
            }
            TickSchedule.await(System.nanoTime() + SETTLE_NS);
            final long switches = Scheduling.contextSwitches();
            final long startNs = System.nanoTime();
            int empty = 0;
            while (received < frames && empty < 100) {
                empty = source.poll(this, LIMIT) == 0 ? empty + 1 : 0;
            }
            final long tookNs = System.nanoTime() - startNs;
            windows++;
            if (received == frames && Scheduling.contextSwitches() == switches) {
                undisturbed++;
                tenthsOfNs.recordValue(Math.min(HIGHEST_NS, tookNs * 10 / frames));
            }
        }
    }

    private boolean play(final int frames, final long intervalNs) {
        received = 0;
        final long switches = Scheduling.contextSwitches();
        current = sender.request(frames, intervalNs);
        long endNs = Long.MAX_VALUE;
        while (received < frames && System.nanoTime() < endNs) {
            if (source.poll(this, LIMIT) == 0 && endNs == Long.MAX_VALUE && sender.isDone(current)) {
                endNs = System.nanoTime() + TAIL_NS;
            }
        }
        while (!sender.isDone(current)) {
            Thread.onSpinWait();
        }
        windows++;
        lost += frames - received;
        final boolean isClean = received == frames && !sender.wasSwitched() && Scheduling.contextSwitches() == switches;
        undisturbed += isClean ? 1 : 0;
        return isClean;
    }

    int windows() {
        return windows;
    }

    int undisturbed() {
        return undisturbed;
    }

    long lost() {
        return lost;
    }
}
