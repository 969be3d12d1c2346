package aether.risk;

import aether.state.StateFields;
import java.util.Arrays;
import org.agrona.collections.Hashing;

/**
 * The newest orders sent, to notice one that is sent twice. Fixed room: of more than that within the window, the oldest are missed. Orders of one
 * hash are chained, newest first, so that one that is new is known to be so after a step or two.
 *
 * <pre>
 *   newest[hash] -> number of an order -> before[number % CAPACITY] -> ... older than CAPACITY orders, or none
 * </pre>
 */
final class RecentOrders {
    /** Orders that are remembered. */
    static final int CAPACITY = 64;

    private static final int CHAINS = 4 * CAPACITY;
    private static final long NONE = -1;

    private final long[] newest = new long[CHAINS];
    private final long[] before = new long[CAPACITY];
    private final int[] securityIds = new int[CAPACITY];
    private final short[] sides = new short[CAPACITY];
    private final long[] prices = new long[CAPACITY];
    private final long[] quantities = new long[CAPACITY];
    private final long[] times = new long[CAPACITY];
    private long count;

    RecentOrders() {
        Arrays.fill(newest, NONE);
    }

    boolean contains(final RiskQuestion question, final long windowNs, final long nowNs) {
        final long oldest = Math.max(0, count - CAPACITY);
        for (long number = newest[hash(question)]; number >= oldest; number = before[slot(number)]) {
            if (nowNs - times[slot(number)] >= windowNs) {
                return false;
            }
            if (isSame(slot(number), question)) {
                return true;
            }
        }
        return false;
    }

    private static int slot(final long number) {
        return (int) number & CAPACITY - 1;
    }

    private static int hash(final RiskQuestion question) {
        return hash(question.securityId, question.side.code(), question.price, question.quantity);
    }

    private static int hash(final int securityId, final short side, final long price, final long quantity) {
        final long mixed = 31 * (31 * (31 * price + securityId) + quantity);
        return Hashing.hash(mixed + side, CHAINS - 1);
    }

    private boolean isSame(final int slot, final RiskQuestion question) {
        return securityIds[slot] == question.securityId
                && sides[slot] == question.side.code()
                && prices[slot] == question.price
                && quantities[slot] == question.quantity;
    }

    void add(final RiskQuestion question, final long nowNs) {
        final int slot = slot(count);
        securityIds[slot] = question.securityId;
        sides[slot] = question.side.code();
        prices[slot] = question.price;
        quantities[slot] = question.quantity;
        times[slot] = nowNs;
        chain(hash(question));
    }

    private void chain(final int hash) {
        before[slot(count)] = newest[hash];
        newest[hash] = count;
        count++;
    }

    /** How many there were, and the newest, oldest first; into one that is empty. */
    void state(final StateFields fields) {
        final long all = fields.number(count);
        final long oldest = Math.max(0, all - CAPACITY);
        if (fields.isRead()) {
            count = oldest;
        }
        for (long number = oldest; number < all; number++) {
            final int slot = slot(number);
            securityIds[slot] = fields.whole(securityIds[slot]);
            sides[slot] = (short) fields.whole(sides[slot]);
            prices[slot] = fields.number(prices[slot]);
            quantities[slot] = fields.number(quantities[slot]);
            times[slot] = fields.number(times[slot]);
            if (fields.isRead()) {
                chain(hash(securityIds[slot], sides[slot], prices[slot], quantities[slot]));
            }
        }
    }
}
