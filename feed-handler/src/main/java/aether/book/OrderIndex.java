package aether.book;

import aether.state.StateFields;
import java.util.Arrays;
import org.agrona.BitUtil;

/**
 * Finds an order by instrument and OrderID: open addressing with linear probing, closed up again on removal, so that it never
 * needs to be rebuilt.
 *
 * <pre>
 *   slot   63              32 31            0
 *         +------------------+---------------+
 *         |       tag        |     order     |   0 = free
 *         +------------------+---------------+
 * </pre>
 *
 * The tag is a hash of the OrderID to which the instrument's own multiple of an odd number is added: the same OrderID has
 * another tag in each instrument, so that tag and OrderID together are the key. It stands in the slot, so that a probe looks at
 * an order only when it almost certainly is the right one: orders seldom are in the nearest cache. Its upper bits name the slot,
 * so that removal needs no look at orders either.
 */
final class OrderIndex {
    private static final int INSTRUMENT_FACTOR = 0x9E3779B1;
    private static final long KEY_FACTOR = 0xD6E8FEB86659FD93L;
    private static final int SPREAD = 29;

    /** Up to here, memory costs less than a longer probe. */
    private static final int SMALL = 32_768;

    private static final int SLOTS_OF_SMALL = 4;
    private static final double SLOTS = 5.0 / 3;

    private final long[] slots;
    private final int mask;
    private final int shift;
    private final OrderArena orders;

    OrderIndex(final OrderArena orders, final int capacity) {
        this.orders = orders;
        final int wanted = (int) (capacity * (capacity <= SMALL ? SLOTS_OF_SMALL : SLOTS));
        slots = new long[BitUtil.findNextPositivePowerOfTwo(Math.max(8, wanted))];
        mask = slots.length - 1;
        shift = Integer.SIZE - Integer.numberOfTrailingZeros(slots.length);
    }

    /** What the order goes by in the slots. */
    static int tag(final int instrument, final long orderId) {
        final long mixed = orderId * KEY_FACTOR;
        return (int) ((mixed ^ mixed >>> SPREAD) * KEY_FACTOR >>> Integer.SIZE) + instrument * INSTRUMENT_FACTOR;
    }

    /**
     * The slot of an order; when it is not there, the complement (below 0) of the free slot where it belongs. Valid until the
     * next change.
     */
    int slotOf(final int tag, final long orderId) {
        int slot = tag >>> shift;
        long entry;
        while ((entry = slots[slot & mask]) != 0) {
            if ((int) (entry >>> Integer.SIZE) == tag && orders.orderId((int) entry) == orderId) {
                return slot & mask;
            }
            slot++;
        }
        return ~(slot & mask);
    }

    /** The order in a slot. */
    int order(final int slot) {
        return (int) slots[slot];
    }

    /** Puts an order into the free slot that {@link #slotOf} found for it. */
    void put(final int freeSlot, final int tag, final int order) {
        slots[freeSlot] = (long) tag << Integer.SIZE | order;
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
            final int home = (int) (entry >>> Integer.SIZE) >>> shift;
            if ((slot - home & mask) >= (slot - free & mask)) {
                slots[free] = entry;
                free = slot;
            }
        }
        slots[free] = 0;
    }

    /** Slots that are taken, each with its place: most are free. */
    void state(final StateFields fields) {
        if (fields.isRead()) {
            Arrays.fill(slots, 0);
            final int taken = fields.count(0, slots.length);
            for (int i = 0; i < taken; i++) {
                slots[fields.count(0, mask)] = fields.number(0);
            }
            return;
        }
        fields.count((int) Arrays.stream(slots).filter(entry -> entry != 0).count(), slots.length);
        for (int slot = 0; slot < slots.length; slot++) {
            if (slots[slot] != 0) {
                fields.count(slot, mask);
                fields.number(slots[slot]);
            }
        }
    }
}
