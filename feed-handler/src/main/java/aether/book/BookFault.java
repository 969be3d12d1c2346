package aether.book;

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
    /** An update action that nobody knows. */
    UNKNOWN_ACTION,
    /** The entry is too short to say which side it is for. */
    TYPE_MISSING,
    /** RptSeq says that entries of this instrument were lost. */
    RPT_SEQ_BREAK,
    /** RptSeq went back: a reset of the instrument was lost. */
    RPT_SEQ_REGRESS
}
