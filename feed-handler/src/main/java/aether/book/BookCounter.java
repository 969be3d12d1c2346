package aether.book;

/** What the book builder met. */
public enum BookCounter {
    /** Match events that ended. */
    EVENTS,
    /** Match events of which a part was lost. */
    INCOMPLETE_EVENTS,
    /** Entries applied to books by price. */
    BOOK_ENTRIES,
    /** Entries left alone because their book is stale or unknown. */
    SKIPPED_ENTRIES,
    /** Entries whose RptSeq was taken before. */
    REPEATED_ENTRIES,
    /** Breaks of RptSeq: entries of an instrument were lost. */
    RPT_SEQ_BREAKS,
    /** Entries whose MDEntryType is no side of a book by price. */
    UNKNOWN_ENTRY_TYPES,
    /** Deletes that name another price than the row has. */
    DELETE_PRICE_MISMATCHES,
    /** Changes that name another price than the row has. */
    CHANGE_PRICE_MISMATCHES,
    /** Entries of size zero that were taken as deletes. */
    SIZE_ZERO_DELETES,
    /** Book resets of one instrument. */
    BOOK_RESETS,
    /** Channel resets. */
    CHANNEL_RESETS,
    /** Books repaired by late packets. */
    REPAIRED_BOOKS,
    /** Order entries seen; books by order are not built yet. */
    ORDER_ENTRIES,
    /** Instruments that found no room; their entries are left alone. */
    INSTRUMENTS_REFUSED
}
