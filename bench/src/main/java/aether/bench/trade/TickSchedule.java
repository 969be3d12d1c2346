package aether.bench.trade;

/** Plays frames on a fixed schedule, in either layout. */
public interface TickSchedule {
    /**
     * Plays some frames of the part that is in memory. What the path sees as receive time runs at the pace of the schedule
     * even when frames are played faster.
     *
     * @param intervalNs between two frames
     * @param isPaced false: as fast as can be
     */
    void play(int from, int to, long intervalNs, boolean isPaced) throws InterruptedException;

    /** Spins until a time has come; returns when it was noticed. */
    static long await(final long dueNs) {
        long nowNs = System.nanoTime();
        while (nowNs < dueNs) {
            Thread.onSpinWait();
            nowNs = System.nanoTime();
        }
        return nowNs;
    }

    /** All on the calling thread. */
    final class Fused implements TickSchedule {
        private final TickPath path;
        private final TickFrames frames;
        private long rxTimeNs = TradePath.START_NS;

        Fused(final TickPath path, final TickFrames frames) {
            this.path = path;
            this.frames = frames;
        }

        @Override
        public void play(final int from, final int to, final long intervalNs, final boolean isPaced) {
            long dueNs = System.nanoTime();
            for (int i = from; i < to; i++) {
                dueNs = isPaced ? dueNs + intervalNs : System.nanoTime();
                final long takenNs = await(dueNs);
                rxTimeNs += intervalNs;
                path.onFrame(frames.frame(i), frames.length(i), rxTimeNs);
                path.settle(dueNs, takenNs, rxTimeNs);
            }
        }
    }

    /** The calling thread trades, another one receives. A frame of the one line is a packet of the ring. */
    final class Pipelined implements TickSchedule {
        private static final int MOST_UNDER_WAY = 8_192;

        private final TickPath path;
        private final TickFrames frames;
        private long rxTimeNs = TradePath.START_NS;
        private final long[] dueNs;
        private final long[] takenNs;
        private volatile int settled;

        Pipelined(final TickPath path, final TickFrames frames) {
            this.path = path;
            this.frames = frames;
            dueNs = new long[frames.capacity()];
            takenNs = new long[frames.capacity()];
        }

        @Override
        public void play(final int from, final int to, final long intervalNs, final boolean isPaced)
                throws InterruptedException {
            settled = from;
            final long startNs = rxTimeNs;
            final Thread receiving = Thread.ofPlatform().daemon().start(() -> receive(from, to, intervalNs, isPaced));
            int next = from;
            while (next < to && (receiving.isAlive() || path.lost() == 0)) {
                if (path.poll() > 0) {
                    path.settle(dueNs[next], takenNs[next], startNs + (next - from + 1) * intervalNs);
                    settled = ++next;
                }
            }
            receiving.join();
        }

        private void receive(final int from, final int to, final long intervalNs, final boolean isPaced) {
            long time = System.nanoTime();
            for (int i = from; i < to; i++) {
                time = isPaced ? time + intervalNs : System.nanoTime();
                rxTimeNs += intervalNs;
                while (i - settled > MOST_UNDER_WAY) {
                    Thread.onSpinWait();
                }
                dueNs[i] = time;
                takenNs[i] = await(time);
                path.onFrame(frames.frame(i), frames.length(i), rxTimeNs);
            }
        }
    }
}
