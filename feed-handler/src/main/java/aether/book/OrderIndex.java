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
    private static final long INSTRUMENT_FACTOR = 0x9E3779B97F4A7C15L;
    private static final long KEY_FACTOR = 0xD6E8FEB86659FD93L;

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

    /**
     * The slot of an order; when it is not there, the complement (below 0) of the free slot where it belongs. Valid until the
     * next change.
     */
    int slotOf(final int instrument, final long orderId) {
        final int hash = hash(instrument, orderId);
        int slot = hash >>> shift;
        long entry;
        while ((entry = slots[slot & mask]) != 0) {
            if ((int) (entry >>> 32) == hash) {
                final int order = (int) entry - 1;
                if (orders.orderId(order) == orderId && orders.instrument(order) == instrument) {
                    return slot & mask;
                }
            }
            slot++;
        }
        return ~(slot & mask);
    }

    /** The order in a slot. */
    int order(final int slot) {
        return (int) slots[slot] - 1;
    }

    /** Puts an order into the free slot that {@link #slotOf} found for it. */
    void put(final int freeSlot, final int instrument, final long orderId, final int order) {
        slots[freeSlot] = (long) hash(instrument, orderId) << 32 | order + 1;
    }

    /** Frees a slot, and moves up what had to stand behind it. */
    void remove(final int taken) {
        int free = taken;
        int slot = taken;
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
