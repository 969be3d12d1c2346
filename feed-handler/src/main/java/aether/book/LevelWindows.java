package aether.book;

import aether.state.StateFields;
import java.util.Arrays;

/**
 * For each side of each book, the levels near its best price, found by tick and without a search: a window of {@link #LEVELS}
 * ticks from a base that moves with the market. Prices are turned into keys that rise towards the better price, so that both
 * sides are alike; the tick is the greatest one on which all keys of the window lie, learnt from them.
 *
 * <pre>
 *  side   0              1            2                 3
 *        +--------------+------------+-----------------+--------------------------------+
 *        | base, lowest | occupied,  | inverse of the  | orders | other levels?         |
 *        | key          | bit a tick | tick's odd part | flipped? | power of 2 in tick  |
 *        +--------------+------------+-----------------+--------------------------------+
 * </pre>
 *
 * Keys are divided by the tick with one multiplication: a multiple of an odd number times that number's inverse, modulo 2⁶⁴, is
 * the quotient, and what is no multiple gives a number too large to be one (Granlund and Montgomery, "Division by invariant
 * integers using multiplication", 1994, section 9).
 */
final class LevelWindows {
    /** Ticks of a window. */
    static final int LEVELS = 32;

    /** Not a place. */
    static final int OUTSIDE = OrderArena.NONE;

    /** Greatest tick that is reckoned with: so many of them stay below the greatest long. */
    static final long MAX_TICK = Long.MAX_VALUE / (2 * LEVELS);

    /** In the number of a side; bids do not have it. */
    private static final int OFFER = 1;

    private static final int PLACE_SHIFT = 5;
    private static final int HEAD_SHIFT = 2;
    private static final int OCCUPIED = 1;
    private static final int INVERSE = 2;
    private static final int SHAPE = 3;
    private static final long POWER = 0xFF;
    private static final int FLIP_SHIFT = 8;
    private static final long FLIPPED = 1L << FLIP_SHIFT;
    private static final long HAS_OTHERS = FLIPPED << 1;
    private static final long ONE_ORDER = 1L << Integer.SIZE;

    private final long[] heads;

    /** Windows of so many sides. */
    LevelWindows(final int sides) {
        heads = new long[sides << HEAD_SHIFT];
        forget();
    }

    /** All empty, with a tick of 1; offers have the lower price in front. */
    private void forget() {
        Arrays.fill(heads, 0);
        for (int side = 0; side < heads.length >> HEAD_SHIFT; side++) {
            frame(side, 0, 1);
            lowerIsBetter(side, (side & OFFER) != 0);
        }
    }

    /** The key of a price, and the price of a key. */
    long key(final int side, final long price) {
        return price ^ -(heads[(side << HEAD_SHIFT) + SHAPE] >>> FLIP_SHIFT & 1);
    }

    /** Whether a lower price is the better one; only while the side is empty. */
    void lowerIsBetter(final int side, final boolean isLower) {
        final int at = (side << HEAD_SHIFT) + SHAPE;
        heads[at] = isLower ? heads[at] | FLIPPED : heads[at] & ~FLIPPED;
    }

    boolean isLowerBetter(final int side) {
        return (heads[(side << HEAD_SHIFT) + SHAPE] & FLIPPED) != 0;
    }

    /** The first place of a side: a level's number in {@link OrderArena}. */
    static int firstPlace(final int side) {
        return side + 1 << PLACE_SHIFT;
    }

    /** The place of a key, or {@link #OUTSIDE}: below the window, above it, or between its ticks. */
    int place(final int side, final long key) {
        final int at = side << HEAD_SHIFT;
        final long ticks = Long.rotateRight((key - heads[at]) * heads[at + INVERSE], (int) heads[at + SHAPE]);
        return ticks >>> PLACE_SHIFT == 0 ? firstPlace(side) + (int) ticks : OUTSIDE;
    }

    /** A level has come into a place. */
    void occupy(final int place) {
        heads[headOf(place) + OCCUPIED] |= 1L << bit(place);
    }

    /** A level has left a place. */
    void leave(final int place) {
        heads[headOf(place) + OCCUPIED] &= ~(1L << bit(place));
    }

    private static int headOf(final int place) {
        return (place >>> PLACE_SHIFT) - 1 << HEAD_SHIFT;
    }

    /** A place by its height in the window. */
    static int bit(final int place) {
        return place & LEVELS - 1;
    }

    /** Levels in the window of a side, as bits: the highest is the best. */
    long occupied(final int side) {
        return heads[(side << HEAD_SHIFT) + OCCUPIED];
    }

    /** The lowest key that the window holds. */
    long base(final int side) {
        return heads[side << HEAD_SHIFT];
    }

    /** Empties the window, to hold other keys, and other ticks, from now on. */
    void frame(final int side, final long base, final long tick) {
        final int at = side << HEAD_SHIFT;
        final int power = Long.numberOfTrailingZeros(tick);
        heads[at] = base;
        heads[at + OCCUPIED] = 0;
        heads[at + INVERSE] = inverse(tick >>> power);
        heads[at + SHAPE] = heads[at + SHAPE] & ~POWER | power;
    }

    /** Of an odd number, modulo 2⁶⁴, by Newton's iteration: each step doubles the bits that are right, from 3. */
    private static long inverse(final long odd) {
        long inverse = odd;
        while (odd * inverse != 1) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }

    /** Whether the side has levels that are not in its window. */
    boolean hasOthers(final int side) {
        return (heads[(side << HEAD_SHIFT) + SHAPE] & HAS_OTHERS) != 0;
    }

    void hasOthers(final int side, final boolean has) {
        final int at = (side << HEAD_SHIFT) + SHAPE;
        heads[at] = has ? heads[at] | HAS_OTHERS : heads[at] & ~HAS_OTHERS;
    }

    /** Orders of a side. */
    int orders(final int side) {
        return (int) (heads[(side << HEAD_SHIFT) + SHAPE] >>> Integer.SIZE);
    }

    void addOrder(final int side) {
        heads[(side << HEAD_SHIFT) + SHAPE] += ONE_ORDER;
    }

    void removeOrder(final int side) {
        heads[(side << HEAD_SHIFT) + SHAPE] -= ONE_ORDER;
    }

    /** The side has no orders any more. */
    void forgetOrders(final int side) {
        heads[(side << HEAD_SHIFT) + SHAPE] &= ONE_ORDER - 1;
    }

    /** Of the first {@code sides}. */
    void state(final StateFields fields, final int sides) {
        if (fields.isRead()) {
            forget();
        }
        fields.numbers(heads, sides << HEAD_SHIFT);
    }
}
