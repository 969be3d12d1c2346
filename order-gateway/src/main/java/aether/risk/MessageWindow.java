package aether.risk;

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

    void add(final long nowNs) {
        times[next] = nowNs;
        next = next + 1 & times.length - 1;
        count++;
    }
}
