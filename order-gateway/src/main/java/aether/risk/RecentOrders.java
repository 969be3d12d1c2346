package aether.risk;

/** The newest orders sent, to notice one that is sent twice. Fixed room: of more than that within the window, the oldest are missed. */
final class RecentOrders {
    private static final int CAPACITY = 64;

    private final int[] securityIds = new int[CAPACITY];
    private final short[] sides = new short[CAPACITY];
    private final long[] prices = new long[CAPACITY];
    private final long[] quantities = new long[CAPACITY];
    private final long[] times = new long[CAPACITY];
    private int count;

    boolean contains(final RiskQuestion question, final long windowNs, final long nowNs) {
        final int from = Math.max(0, count - CAPACITY);
        for (int i = count - 1; i >= from && nowNs - times[i & CAPACITY - 1] < windowNs; i--) {
            final int slot = i & CAPACITY - 1;
            if (securityIds[slot] == question.securityId
                    && sides[slot] == question.side.code()
                    && prices[slot] == question.price
                    && quantities[slot] == question.quantity) {
                return true;
            }
        }
        return false;
    }

    void add(final RiskQuestion question, final long nowNs) {
        final int slot = count & CAPACITY - 1;
        securityIds[slot] = question.securityId;
        sides[slot] = question.side.code();
        prices[slot] = question.price;
        quantities[slot] = question.quantity;
        times[slot] = nowNs;
        count++;
    }
}
