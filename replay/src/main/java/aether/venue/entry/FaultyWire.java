package aether.venue.entry;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/** The venue's frames on their way to the client, with what the settings let go wrong. Seeded. */
final class FaultyWire {
    /** Bytes that are due at a time; the connection is cut behind them when they are not whole. */
    private record Piece(byte[] bytes, long dueNs, boolean isLast) {}

    /** Where bytes go. */
    interface Output {
        void write(byte[] bytes);

        void cut();
    }

    private final OrderEntryContext context;
    private final SplittableRandom random;
    private final Deque<Piece> queue = new ArrayDeque<>();
    private byte[] overtaken;
    private long lastDueNs;
    private long faults;

    /** The way of one connection; each has a random sequence of its own. */
    FaultyWire(final OrderEntryContext context, final int connection) {
        this.context = context;
        random = context.random(connection);
    }

    void send(final byte[] frame, final long nowNs) {
        double chance = random.nextDouble();
        lastDueNs = Math.max(lastDueNs, nowNs);
        if ((chance -= context.dropped()) < 0) {
            faults++;
        } else if ((chance -= context.duplicated()) < 0) {
            faults++;
            put(frame);
            put(frame);
        } else if ((chance -= context.swapped()) < 0 && overtaken == null) {
            faults++;
            overtaken = frame;
        } else if ((chance -= context.halved()) < 0) {
            faults++;
            queue.addLast(new Piece(java.util.Arrays.copyOf(frame, frame.length / 2), lastDueNs, true));
        } else if (chance - context.delayed() < 0) {
            faults++;
            lastDueNs += context.delayNs();
            put(frame);
        } else {
            put(frame);
        }
    }

    private void put(final byte[] frame) {
        queue.addLast(new Piece(frame, lastDueNs, false));
        if (overtaken != null) {
            queue.addLast(new Piece(overtaken, lastDueNs, false));
            overtaken = null;
        }
    }

    /** Writes what is due. */
    void flush(final long nowNs, final Output output) {
        while (!queue.isEmpty() && queue.peekFirst().dueNs <= nowNs) {
            final Piece piece = queue.removeFirst();
            output.write(piece.bytes);
            if (piece.isLast) {
                queue.clear();
                output.cut();
            }
        }
    }

    /** True when a frame of the client is not to arrive. */
    boolean losesClientFrame() {
        final boolean isLost = context.lost() > 0 && random.nextDouble() < context.lost();
        faults += isLost ? 1 : 0;
        return isLost;
    }

    /** Faults so far. */
    long faults() {
        return faults;
    }
}
