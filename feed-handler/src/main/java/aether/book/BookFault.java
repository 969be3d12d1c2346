package aether.book;

import aether.feed.NullValue;

/** Why an entry cannot be applied: the book, or the entry, is wrong. The instrument becomes stale. */
public enum BookFault {
    /** No fault. */
    NONE,
    /** Level 0, or beyond the instrument's depth. */
    LEVEL_OUT_OF_RANGE,
    /** A new level behind a row that is empty. */
    SKIPPED_ROW,
    /** Change or delete of a row that is empty. */
    EMPTY_LEVEL,
    /** New or change without a price. */
    PRICE_MISSING,
    /** New or change with a size of zero or none, where the venue's setting calls that a fault. */
    SIZE_MISSING,
    /** An order larger than there is room for: more than 4,294,967,295. */
    SIZE_TOO_LARGE,
    /** An update action that nobody knows. */
    UNKNOWN_ACTION,
    /** The entry is too short to say which side it is for. */
    TYPE_MISSING,
    /** RptSeq says that entries of this instrument were lost. */
    RPT_SEQ_BREAK,
    /** RptSeq went back: a reset of the instrument was lost. */
    RPT_SEQ_REGRESS,
    /** Packets were lost in the middle of a change that takes several messages. */
    CHANGE_TORN,
    /** Change or delete of an order that is not in the book. */
    UNKNOWN_ORDER,
    /** A new order whose OrderID is in the book already. */
    DUPLICATE_ORDER,
    /** Change or delete of an order that stands on the other side. */
    WRONG_SIDE,
    /** An order entry that refers to no price entry of its message. */
    BAD_REFERENCE,
    /** The channel has more orders than there is room for: this book is given up until a snapshot fits. */
    ORDERS_FULL,
    /** Packets of the channel were lost: entries of books by order have no sequence of their own to judge by. */
    CHANNEL_GAP,
    /** The orders of a price do not add up to its level. */
    SUMS_DIFFER,
    /** A definition turned round which price is the better one. */
    INVERTED,
    /** A snapshot of a live book says something else. */
    SNAPSHOT_DIFFERS,
    /** Other machines that build the same book have come to something else. */
    MACHINES_DIFFER;

    /** What is lacking of an entry that brings a price and a quantity; {@link #NONE} when nothing is. */
    static BookFault ofAmounts(final long price, final long quantity) {
        if (price == NullValue.PRICE) {
            return PRICE_MISSING;
        }
        return quantity == NullValue.SIZE || quantity <= 0 ? SIZE_MISSING : NONE;
    }
}
