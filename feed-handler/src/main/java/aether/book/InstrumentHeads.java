package aether.book;

/**
 * What an entry of whatever kind needs of its instrument, in half a cache line, so that the instrument's objects are left
 * alone until somebody is told of it:
 *
 * <pre>
 *   0                          1              2                        3
 *  +--------------------------+--------------+------------------------+---------------------+
 *  | orders follow behind     | hash of its  |  marks | flags of the  | size    | price     |
 *  | this packet              | orders       |        | open event    | exponent| exponent  |
 *  +--------------------------+--------------+------------------------+---------------------+
 * </pre>
 *
 * Instruments are numbered by their place in the builder's table.
 */
final class InstrumentHeads {
    /** No packet: entries of the book by order are not simply applied. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int SHIFT = 2;
    private static final int HASH = 1;
    private static final int EVENT = 2;
    private static final int EXPONENTS = 3;
    private static final long LOW = 0xFFFFFFFFL;

    /** A side became wholly known: worth a look whether all are. */
    private static final long MAY_BE_COMPLETE = 1L << Integer.SIZE;

    private final long[] heads;

    InstrumentHeads(final int instruments) {
        heads = new long[instruments << SHIFT];
        for (int instrument = 0; instrument < instruments; instrument++) {
            heads[instrument << SHIFT] = NEVER;
        }
    }

    int instruments() {
        return heads.length >> SHIFT;
    }

    /** Entries of the book by order are applied when their packet is behind this one; {@link #NEVER} while it is not live. */
    long followsBehind(final int instrument) {
        return heads[instrument << SHIFT];
    }

    void followsBehind(final int instrument, final long packet) {
        heads[instrument << SHIFT] = packet;
    }

    /** Hash over the orders, a sum of shares. */
    long orderHash(final int instrument) {
        return heads[(instrument << SHIFT) + HASH];
    }

    void addToOrderHash(final int instrument, final long share) {
        heads[(instrument << SHIFT) + HASH] += share;
    }

    void clearOrderHash(final int instrument) {
        heads[(instrument << SHIFT) + HASH] = 0;
    }

    /** What the open event did to the instrument, as flags of {@link BookEvent}; 0 when it did not touch it. */
    int touched(final int instrument) {
        return (int) heads[(instrument << SHIFT) + EVENT];
    }

    void touch(final int instrument, final int flag) {
        heads[(instrument << SHIFT) + EVENT] |= flag;
    }

    void forgetTouched(final int instrument) {
        heads[(instrument << SHIFT) + EVENT] &= ~LOW;
    }

    boolean mayBeComplete(final int instrument) {
        return (heads[(instrument << SHIFT) + EVENT] & MAY_BE_COMPLETE) != 0;
    }

    void setMayBeComplete(final int instrument) {
        heads[(instrument << SHIFT) + EVENT] |= MAY_BE_COMPLETE;
    }

    void looked(final int instrument) {
        heads[(instrument << SHIFT) + EVENT] &= ~MAY_BE_COMPLETE;
    }

    int priceExponent(final int instrument) {
        return (int) heads[(instrument << SHIFT) + EXPONENTS];
    }

    void priceExponent(final int instrument, final int exponent) {
        final int at = (instrument << SHIFT) + EXPONENTS;
        heads[at] = heads[at] & ~LOW | exponent & LOW;
    }

    /** From an entry that has no row of its own: rows have the last word. */
    void learnPriceExponent(final int instrument, final int exponent) {
        if ((int) heads[(instrument << SHIFT) + EXPONENTS] == 0) {
            priceExponent(instrument, exponent);
        }
    }

    int sizeExponent(final int instrument) {
        return (int) (heads[(instrument << SHIFT) + EXPONENTS] >>> Integer.SIZE);
    }

    void sizeExponent(final int instrument, final int exponent) {
        final int at = (instrument << SHIFT) + EXPONENTS;
        heads[at] = heads[at] & LOW | (long) exponent << Integer.SIZE;
    }
}
