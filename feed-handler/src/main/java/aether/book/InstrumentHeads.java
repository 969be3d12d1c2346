package aether.book;

import aether.state.StateFields;
import java.util.Arrays;

/**
 * What an entry of whatever kind needs of its instrument, in one cache line, so that the instrument's objects are left
 * alone until somebody is told of it:
 *
 * <pre>
 *   0               1             2               3                     4         5          6         7
 *  +---------------+-------------+---------------+---------------------+---------+----------+---------+-----------+
 *  | orders follow | hash of its | flags of the  | size    | price     | RptSeq  | marks of | made by | its       |
 *  | behind packet | orders      | open event    | exponent| exponent  |         | its state| packet  | rx time   |
 *  +---------------+-------------+---------------+---------------------+---------+----------+---------+-----------+
 * </pre>
 *
 * Instruments are numbered by their place in the builder's table.
 */
final class InstrumentHeads {
    /** No packet: entries of the book by order are not simply applied. */
    static final long NEVER = Long.MAX_VALUE;

    /** No entry has come. */
    static final long NO_RPT_SEQ = -1;

    private static final int SHIFT = 3;
    private static final int HASH = 1;
    private static final int TOUCHED = 2;
    private static final int EXPONENTS = 3;
    private static final int RPT_SEQ = 4;
    private static final int MARKS = 5;
    private static final int PACKET = 6;
    private static final int RX_TIME = 7;
    private static final long LOW = 0xFFFFFFFFL;

    /** A contiguous RptSeq changes nothing but the book: the common case, decided once per change of state. */
    static final long FOLLOWS = 1;

    /** The book by price is suspect. */
    static final long SUSPECT = 2;

    /** A side became wholly known: worth a look whether all are. */
    private static final long MAY_BE_COMPLETE = 4;

    /** The book by price is fit to be shown. */
    static final long PUBLISHED = 8;

    private static final long TO_LOOK_AT = SUSPECT | MAY_BE_COMPLETE;

    private final long[] heads;

    InstrumentHeads(final int instruments) {
        heads = new long[instruments << SHIFT];
        forget();
    }

    private void forget() {
        Arrays.fill(heads, 0);
        for (int instrument = 0; instrument < instruments(); instrument++) {
            heads[instrument << SHIFT] = NEVER;
            heads[(instrument << SHIFT) + RPT_SEQ] = NO_RPT_SEQ;
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
        return (int) heads[(instrument << SHIFT) + TOUCHED];
    }

    void touched(final int instrument, final int flags) {
        heads[(instrument << SHIFT) + TOUCHED] = flags;
    }

    /** The book by price is in another state. */
    void state(final int instrument, final long marks) {
        final int at = (instrument << SHIFT) + MARKS;
        heads[at] = heads[at] & MAY_BE_COMPLETE | marks;
    }

    /** The book by price is fit to be shown. */
    boolean isPublished(final int instrument) {
        return (heads[(instrument << SHIFT) + MARKS] & PUBLISHED) != 0;
    }

    /** The book by price is what this packet made of it; a packet that comes late does not take it back. */
    void madeBy(final int instrument, final long sequence, final long rxTimeNs) {
        final int at = instrument << SHIFT;
        heads[at + PACKET] = Math.max(heads[at + PACKET], sequence);
        heads[at + RX_TIME] = rxTimeNs;
    }

    /** The channel's numbers start over. */
    void forgetPacket(final int instrument) {
        heads[(instrument << SHIFT) + PACKET] = 0;
    }

    /** MsgSeqNum of the packet that made the book by price; 0 before the first. */
    long packet(final int instrument) {
        return heads[(instrument << SHIFT) + PACKET];
    }

    /** Receive time of that packet, nanoseconds since the epoch. */
    long rxTimeNs(final int instrument) {
        return heads[(instrument << SHIFT) + RX_TIME];
    }

    /** A contiguous RptSeq changes nothing but the book. */
    boolean follows(final int instrument) {
        return (heads[(instrument << SHIFT) + MARKS] & FOLLOWS) != 0;
    }

    /** A side of the book by price is wholly known now. */
    void sideIsComplete(final int instrument) {
        heads[(instrument << SHIFT) + MARKS] |= MAY_BE_COMPLETE;
    }

    /** The book is suspect, and a side has become wholly known since somebody looked. */
    boolean isToLookAt(final int instrument) {
        return (heads[(instrument << SHIFT) + MARKS] & TO_LOOK_AT) == TO_LOOK_AT;
    }

    void looked(final int instrument) {
        heads[(instrument << SHIFT) + MARKS] &= ~MAY_BE_COMPLETE;
    }

    /** Takes an entry that follows by itself; false when it does not, and nothing is changed then. */
    boolean follow(final int instrument, final long rptSeq) {
        final int at = instrument << SHIFT;
        if (rptSeq != heads[at + RPT_SEQ] + 1 || (heads[at + MARKS] & FOLLOWS) == 0) {
            return false;
        }
        heads[at + RPT_SEQ] = rptSeq;
        return true;
    }

    /** RptSeq of the newest entry that was taken. */
    long rptSeq(final int instrument) {
        return heads[(instrument << SHIFT) + RPT_SEQ];
    }

    void rptSeq(final int instrument, final long sequence) {
        heads[(instrument << SHIFT) + RPT_SEQ] = sequence;
    }

    int priceExponent(final int instrument) {
        return (int) heads[(instrument << SHIFT) + EXPONENTS];
    }

    void priceExponent(final int instrument, final int exponent) {
        final int at = (instrument << SHIFT) + EXPONENTS;
        final long exponents = heads[at];
        if ((int) exponents != exponent) {
            heads[at] = exponents & ~LOW | exponent & LOW;
        }
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

    /** Of the first {@code instruments}. */
    void state(final StateFields fields, final int instruments) {
        if (fields.isRead()) {
            forget();
        }
        fields.numbers(heads, instruments << SHIFT);
    }
}
