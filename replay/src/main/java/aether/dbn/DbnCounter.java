package aether.dbn;

/** What was met in files of the kind. */
public enum DbnCounter {
    /** Records that were told. */
    RECORDS,
    /** Records of a kind that says nothing about books, such as bars. */
    LEFT_OUT,
    /** Cancels of orders that no record had added: normal where a file begins in the middle of a day without a snapshot. */
    UNKNOWN_ORDERS,
    /** Orders added that rest already. */
    REPEATED_ORDERS,
    /** Orders without a side or a size. */
    ODD_ORDERS,
    /** Records that say that books may be bad. */
    DOUBTS,
    /** Events whose last record never came. */
    UNFINISHED_EVENTS,
    /** Events of which more came than there is room for: they were told as they were then, and their books are in doubt. */
    CUT_EVENTS,
    /** Records of instruments, and orders, for which there was no room. */
    REFUSED
}
