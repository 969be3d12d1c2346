package aether.reader;

import static aether.reader.BookFile.INT;
import static aether.reader.BookFile.LONG;
import static aether.reader.BookFile.SHORT;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/** One book as it was after one event: a copy, that no writer changes any more. Fill it with {@link BookReader#read}. */
public final class BookView {
    private static final String[] STATES = {"EMPTY_UNKNOWN", "LIVE", "SUSPECT", "STALE", "RECOVERING", "DISCONTINUED"};
    private static final int LIVE = 1;

    final MemorySegment copy;
    private final int depth;

    BookView(final int depth) {
        this.depth = depth;
        copy = MemorySegment.ofArray(new long[(int) (BookFile.slotLength(depth) / Long.BYTES)]);
    }

    public int securityId() {
        return copy.get(INT, BookFile.SECURITY_ID);
    }

    /** From the definition; empty without one. */
    public String symbol() {
        int length = 0;
        while (length < BookFile.SYMBOL_LENGTH && symbolByte(length) != 0) {
            length++;
        }
        final byte[] symbol = new byte[length];
        for (int i = 0; i < length; i++) {
            symbol[i] = symbolByte(i);
        }
        return new String(symbol, StandardCharsets.US_ASCII);
    }

    private byte symbolByte(final int index) {
        return copy.get(java.lang.foreign.ValueLayout.JAVA_BYTE, BookFile.SYMBOL + index);
    }

    /** State of the book by price, such as {@code LIVE} or {@code STALE}. */
    public String state() {
        return name(copy.get(java.lang.foreign.ValueLayout.JAVA_BYTE, BookFile.STATE));
    }

    /** State of the book by order. */
    public String orderState() {
        return name(copy.get(java.lang.foreign.ValueLayout.JAVA_BYTE, BookFile.ORDER_STATE));
    }

    private static String name(final byte state) {
        return state >= 0 && state < STATES.length ? STATES[state] : "?";
    }

    /** True when the book may be believed. */
    public boolean isLive() {
        return copy.get(java.lang.foreign.ValueLayout.JAVA_BYTE, BookFile.STATE) == LIVE;
    }

    /** SecurityTradingStatus as the exchange numbers it. */
    public int tradingStatus() {
        return copy.get(SHORT, BookFile.STATUS);
    }

    /** The event that this is the book of; rises with each event of the channel. */
    public long eventId() {
        return copy.get(LONG, BookFile.EVENT_ID);
    }

    /** RptSeq of the newest entry. */
    public long rptSeq() {
        return copy.get(LONG, BookFile.RPT_SEQ);
    }

    /** MsgSeqNum of the packet that closed the event. */
    public long packetSequence() {
        return copy.get(LONG, BookFile.PACKET);
    }

    /** When the exchange processed the cause, nanoseconds since the epoch. */
    public long transactTimeNs() {
        return copy.get(LONG, BookFile.TRANSACT_TIME);
    }

    /** When the packet was received, nanoseconds since the epoch. */
    public long rxTimeNs() {
        return copy.get(LONG, BookFile.RX_TIME);
    }

    /** Price mantissa of the last trade; meaningless while {@link #lastTradeSize()} is 0. */
    public long lastTradePrice() {
        return copy.get(LONG, BookFile.TRADE_PRICE);
    }

    /** Size of the last trade; 0 when there was none. */
    public long lastTradeSize() {
        return copy.get(LONG, BookFile.TRADE_SIZE);
    }

    /** 1 when the last trade's aggressor bought, 2 when he sold, 0 nobody. */
    public int lastTradeAggressor() {
        return copy.get(INT, BookFile.AGGRESSOR);
    }

    /** Power of ten of the price mantissas. */
    public int priceExponent() {
        return copy.get(INT, BookFile.EXPONENT);
    }

    /** Rows of a side at most. */
    public int depth() {
        return depth;
    }

    /** True when the bid row (0 is the best) is there. */
    public boolean hasBid(final int row) {
        return (copy.get(INT, BookFile.BID_ROWS) & 1 << row) != 0;
    }

    public long bidPrice(final int row) {
        return word(row, 0, 0);
    }

    public long bidSize(final int row) {
        return word(row, 0, 1);
    }

    /** Number of orders; 2147483647 when the exchange gives none. */
    public int bidOrders(final int row) {
        return (int) word(row, 0, 2);
    }

    /** True when the offer row (0 is the best) is there. */
    public boolean hasOffer(final int row) {
        return (copy.get(INT, BookFile.OFFER_ROWS) & 1 << row) != 0;
    }

    public long offerPrice(final int row) {
        return word(row, depth, 0);
    }

    public long offerSize(final int row) {
        return word(row, depth, 1);
    }

    public int offerOrders(final int row) {
        return (int) word(row, depth, 2);
    }

    private long word(final int row, final int firstRow, final int word) {
        if (row < 0 || row >= depth) {
            throw new IndexOutOfBoundsException("row " + row + " of " + depth);
        }
        return copy.get(LONG, BookFile.ROWS + ((firstRow + row) * BookFile.ROW_WORDS + word) * (long) Long.BYTES);
    }
}
