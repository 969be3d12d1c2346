package aether.book;

import aether.feed.MarketMessage;

/** The match event that a book is published for. One per builder, overwritten for each event. */
public final class BookEvent {
    /** Flag: entries of the real book were applied. */
    public static final int BOOK = 1;
    /** Flag: entries of the implied book were applied. */
    public static final int IMPLIED = 2;
    /** Flag: trades. */
    public static final int TRADE = 4;
    /** Flag: volume, statistics or limits. */
    public static final int STATISTICS = 8;
    /** Flag: the book was brought up to date by a snapshot; what led there was missed. */
    public static final int RECOVERED = 16;
    /** Flag: trading status. */
    public static final int STATUS = 128;
    /** Flag: entries of the book by order were applied. */
    public static final int ORDERS = 64;
    /** Flag: part of the event was lost, or it is told again late: the book is right, but it is no whole event. */
    public static final int INCOMPLETE = 32;

    /** Every row of both books. */
    static final int WHOLE_BOOK = BOOK | IMPLIED;

    /** What makes {@link BookListener#onBook} be called. */
    static final int PRICE_BOOK = BOOK | IMPLIED | TRADE | STATISTICS | STATUS;

    /** What counts in the instrument's own sequence, and so says that its book is up to date. */
    static final int RPT_SEQ_BOOK = BOOK | IMPLIED | TRADE | STATISTICS;

    private final MarketMessage message;
    private long eventId;
    private int flags;

    BookEvent(final MarketMessage message) {
        this.message = message;
    }

    void set(final long id, final int eventFlags) {
        eventId = id;
        flags = eventFlags;
    }

    /** Rises by one with each event of the channel, from 1. */
    public long eventId() {
        return eventId;
    }

    /** What happened to this instrument in the event. */
    public int flags() {
        return flags;
    }

    /** False when part of the event was lost. */
    public boolean isComplete() {
        return (flags & INCOMPLETE) == 0;
    }

    /** Receive time of the packet that closed the event, nanoseconds since the epoch. */
    public long rxTimeNs() {
        return message.rxTimeNs();
    }

    /** The message that closed the event: its packet, times and position. */
    public MarketMessage message() {
        return message;
    }
}
