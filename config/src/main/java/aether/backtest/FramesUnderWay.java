package aether.backtest;

import java.util.ArrayDeque;
import java.util.SplittableRandom;

/** Frames of one direction: none overtakes another. */
final class FramesUnderWay {
    /** Nothing is under way. */
    static final long NONE = Long.MAX_VALUE;

    /** A frame, and when it arrives, nanoseconds since the epoch. */
    private record Frame(long dueNs, byte[] bytes) {}

    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final Latency latency;
    private final SplittableRandom random;
    private long lastNs = Long.MIN_VALUE;

    FramesUnderWay(final Latency latency, final SplittableRandom random) {
        this.latency = latency;
        this.random = random;
    }

    void send(final byte[] bytes, final long nowNs) {
        lastNs = Math.max(lastNs, nowNs + latency.nextNs(random));
        frames.add(new Frame(lastNs, bytes));
    }

    /** When the next one arrives, or {@link #NONE}. */
    long dueNs() {
        return frames.isEmpty() ? NONE : frames.peek().dueNs();
    }

    byte[] take() {
        return frames.remove().bytes();
    }

    /** The connection is gone, and with it what was under way. */
    void lose() {
        frames.clear();
    }
}
