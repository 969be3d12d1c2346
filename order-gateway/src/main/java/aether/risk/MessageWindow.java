package aether.risk;

import aether.state.StateFields;

/** Counts messages in a sliding window, exactly: the times of the newest are kept. */
final class MessageWindow {
    private final long[] times;
    private int next;
    private long count;

    /** Room for the largest limit, a power of two. */
    MessageWindow(final int capacity) {
        times = new long[capacity];
    }

    int capacity() {
        return times.length;
    }

    /** True when one more message keeps within {@code limit} messages in {@code windowNs}. */
    boolean hasRoom(final long limit, final long windowNs, final long nowNs) {
        if (limit <= 0) {
            return false;
        }
        if (count < limit) {
            return true;
        }
        final long bounded = Math.min(limit, times.length);
        final long oldest = times[(int) (next - bounded & times.length - 1)];
        return nowNs - oldest >= windowNs;
    }

    /** How many more messages keep within {@code limit} messages in {@code windowNs}; 0 to the limit. */
    long room(final long limit, final long windowNs, final long nowNs) {
        final long most = Math.min(limit, times.length);
        // The newest are in order of time: those that still count are the last of them.
        long fewest = 0;
        long beyond = Math.min(count, Math.max(0, most));
        while (fewest < beyond) {
            final long middle = fewest + beyond + 1 >>> 1;
            if (nowNs - times[(int) (next - middle & times.length - 1)] < windowNs) {
                fewest = middle;
            } else {
                beyond = middle - 1;
            }
        }
        return Math.max(0, limit - fewest);
    }

    /** How many there were, and when the newest came, oldest first; into one that is empty. */
    void state(final StateFields fields) {
        final int kept = fields.count((int) Math.min(count, times.length), times.length);
        final int oldest = next - kept & times.length - 1;
        final long all = fields.number(count);
        for (int i = 0; i < kept; i++) {
            final long time = fields.number(times[oldest + i & times.length - 1]);
            if (fields.isRead()) {
                add(time);
            }
        }
        count = all;
    }

    void add(final long nowNs) {
        times[next] = nowNs;
        next = next + 1 & times.length - 1;
        count++;
    }
}
