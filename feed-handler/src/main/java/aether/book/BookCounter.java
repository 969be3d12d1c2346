package aether.book;

/** What the book builder met. */
public enum BookCounter {
    /** Match events that ended. */
    EVENTS,
    /** Match events of which a part was lost. */
    INCOMPLETE_EVENTS,
    /** Entries applied to books by price. */
    BOOK_ENTRIES,
    /** Changes of books keyed by price whose place in the chain was right. */
    BOOK_CHANGES,
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
    /** Order entries applied to books by order. */
    ORDER_ENTRIES,
    /** Order entries left alone because their book is stale or unknown. */
    SKIPPED_ORDER_ENTRIES,
    /** Orders that rest now, in all books together. */
    LIVE_ORDERS,
    /** Entries that were put aside until a snapshot comes. */
    QUEUED_ENTRIES,
    /** Queues given up for lack of room: their books wait for a newer snapshot. */
    QUEUE_OVERFLOWS,
    /** Books by price that a snapshot made right. */
    RECOVERED_BOOKS,
    /** Books by order that a snapshot made right. */
    RECOVERED_ORDER_BOOKS,
    /** Books that were suspect and that a snapshot confirmed. */
    CONFIRMED_BOOKS,
    /** Snapshots that a book waited for, but that were older than what it lacks. */
    SNAPSHOTS_TOO_OLD,
    /** Snapshots that contradict themselves; their book goes on waiting. */
    SNAPSHOT_FAULTS,
    /** Snapshots of live books compared with them, in verify mode. */
    SNAPSHOTS_COMPARED,
    /** Live books by price and by order compared with each other, in verify mode. */
    CROSS_CHECKS,
    /** Books by price that are not live now. */
    UNSETTLED_BOOKS,
    /** Books by order that are not live now. */
    UNSETTLED_ORDER_BOOKS,
    /** Definitions that said something new. */
    DEFINITION_CHANGES,
    /** Instruments deleted. */
    DISCONTINUED_INSTRUMENTS,
    /** Entries for instruments that were deleted. */
    DISCONTINUED_ENTRIES,
    /** Statuses taken over by instruments. */
    STATUS_CHANGES,
    /** Group and product statuses that there was no room to remember. */
    STATUS_SCOPES_REFUSED,
    /** Statistics of a type that is not kept. */
    UNKNOWN_STATISTICS,
    /** Orders put to their trades. */
    TRADE_ORDERS,
    /** Orders of trades that no trade of the event has room for. */
    TRADE_ORDERS_UNASSIGNED,
    /** Trades beyond what one event can be followed through. */
    TRADES_WITHOUT_ORDERS,
    /** Trades whose orders do not add up to them. */
    TRADE_ORDER_MISMATCHES,
    /** Instruments that found no room; their entries are left alone. */
    INSTRUMENTS_REFUSED,
    /** Definitions of books deeper than there is room for: entries of rows that are lacking make such a book stale. */
    DEPTHS_REFUSED
}
