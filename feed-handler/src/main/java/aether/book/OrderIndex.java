package aether.book;

import org.agrona.BitUtil;

/**
 * Finds an order by instrument and OrderID: open addressing with linear probing, kept at most half full, and closed up again
 * on removal, so that it never needs to be rebuilt.
 *
 * <pre>
 *   slot   63              32 31            0
 *         +------------------+---------------+
 *         |  hash of the key | place + 1     |   0 = free
 *         +------------------+---------------+
 * </pre>
 *
 * The hash stands in the slot, so that a probe looks at an order only when it almost certainly is the right one: orders seldom
 * are in the nearest cache. The upper bits of the hash name the slot, so that removal needs no look at orders either.
 */
final class OrderIndex {
    static final int NOT_FOUND = -1;

    private static final long INSTRUMENT_FACTOR = 0x9E3779B97F4A7C15L;
    private static final long KEY_FACTOR = 0xD6E8FEB86659FD93L;
    private static final long PLACE_MASK = 0xFFFFFFFFL;

    private final long[] slots;
    private final int mask;
    private final int shift;
    private final OrderArena orders;

    OrderIndex(final OrderArena orders, final int capacity) {
        this.orders = orders;
        slots = new long[BitUtil.findNextPositivePowerOfTwo(Math.max(8, capacity * 2))];
        mask = slots.length - 1;
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(slots.length);
    }

    private static int hash(final int instrument, final long orderId) {
        final long mixed = (orderId ^ instrument * INSTRUMENT_FACTOR) * KEY_FACTOR;
        return (int) ((mixed ^ mixed >>> 29) * INSTRUMENT_FACTOR >>> 32);
    }

    /** Place of the order, or {@link #NOT_FOUND}. */
    int find(final int instrument, final long orderId) {
        final int hash = hash(instrument, orderId);
        int slot = hash >>> shift;
        long entry;
        while ((entry = slots[slot & mask]) != 0) {
            if ((int) (entry >>> 32) == hash) {
                final int order = (int) entry - 1;
                if (orders.orderId(order) == orderId && orders.instrument(order) == instrument) {
                    return order;
                }
            }
            slot++;
        }
        return NOT_FOUND;
    }

    /** Adds an order that is not there. */
    void add(final int instrument, final long orderId, final int order) {
        final int hash = hash(instrument, orderId);
        int slot = hash >>> shift;
        while (slots[slot & mask] != 0) {
            slot++;
        }
        slots[slot & mask] = (long) hash << 32 | order + 1;
    }

    /** Removes an order that is there, and moves up what had to stand behind it. */
    void remove(final int instrument, final long orderId, final int order) {
        final int hash = hash(instrument, orderId);
        int free = hash >>> shift;
        while ((slots[free & mask] & PLACE_MASK) != order + 1) {
            free++;
        }
        free &= mask;
        int slot = free;
        while (true) {
            slot = slot + 1 & mask;
            final long entry = slots[slot];
            if (entry == 0) {
                break;
            }
            final int home = (int) (entry >>> 32) >>> shift;
            if ((slot - home & mask) >= (slot - free & mask)) {
                slots[free] = entry;
                free = slot;
            }
        }
        slots[free] = 0;
    }
}
