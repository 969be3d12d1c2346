package aether.feed.mdp3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.DecoderCounter;
import aether.feed.MarketEvents;
import aether.feed.NullValue;
import aether.feed.mdp3.Layouts.Book;
import aether.feed.mdp3.Layouts.BookOrder;
import aether.feed.mdp3.Layouts.LongBook;
import aether.feed.mdp3.Layouts.OrderBook;
import aether.feed.mdp3.codec.MDIncrementalRefreshBook46Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshBookLongQty64Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshOrderBook47Decoder;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.SbeSchema;
import aether.nic.Counters;
import org.agrona.DirectBuffer;

/** Groups of the templates that change books: 32, 46 and 64 by price with the orders behind, 43 and 47 by order. */
final class BookMessages {
    private static final int INT32_NULL = Integer.MAX_VALUE;
    private static final long UINT64_NULL = -1L;
    private static final int ORDER_GROUP_SINCE_VERSION = 7;
    private static final int NO_GROUP = -1;
    private static final int BOOK_ENTRY_NEEDED = Book.TYPE + 1;

    private final EntryGroup book;
    private final EntryGroup longBook;
    private final EntryGroup bookOrders;
    private final EntryGroup orderBook;
    private final Counters<DecoderCounter> counters;

    BookMessages(final SbeSchema schema, final Counters<DecoderCounter> counters) {
        this.counters = counters;
        final MessageLayout book46 = schema.message(MDIncrementalRefreshBook46Decoder.TEMPLATE_ID);
        book = new EntryGroup(book46.groups().get(0), BOOK_ENTRY_NEEDED);
        requireNeighbours();
        longBook = new EntryGroup(
                schema.message(MDIncrementalRefreshBookLongQty64Decoder.TEMPLATE_ID)
                        .groups()
                        .get(0),
                LongBook.TYPE + 1);
        bookOrders = new EntryGroup(book46.groups().get(1), BookOrder.ACTION + 1);
        orderBook = new EntryGroup(
                schema.message(MDIncrementalRefreshOrderBook47Decoder.TEMPLATE_ID)
                        .groups()
                        .get(0),
                OrderBook.TYPE + 1);
    }

    /** What {@link #bookEntry} takes for granted. */
    private static void requireNeighbours() {
        if (Book.SECURITY_ID != Book.SIZE + Integer.BYTES
                || Book.ORDERS != Book.RPT_SEQ + Integer.BYTES
                || Book.ACTION != Book.LEVEL + 1
                || Book.TYPE != Book.LEVEL + 2) {
            throw new IllegalStateException("the schema's book entry is not laid out as the decoder reads it");
        }
    }

    /** 32 and 46. */
    void book(final DirectBuffer buffer, final int groups, final int version, final MarketEvents events) {
        final long header = GroupHeader.read(buffer, groups, GroupHeader.SHORT_LENGTH);
        final int stride = GroupHeader.stride(header);
        if (stride < BOOK_ENTRY_NEEDED) {
            final int orders = book.wrap(buffer, groups);
            shortBook(buffer, book, version >= ORDER_GROUP_SINCE_VERSION ? orders : NO_GROUP, events);
            return;
        }
        final int count = GroupHeader.count(header, GroupHeader.SHORT_LENGTH);
        int entry = groups + GroupHeader.SHORT_LENGTH;
        for (int i = 0; i < count; i++) {
            bookEntry(buffer, entry, events);
            entry += stride;
        }
        if (version >= ORDER_GROUP_SINCE_VERSION && hasEntries(buffer, entry)) {
            book.wrap(buffer, groups);
            bookOrders(buffer, entry, book, Book.SECURITY_ID, Book.PRICE, Book.TYPE, events);
        }
    }

    private static boolean hasEntries(final DirectBuffer buffer, final int group) {
        return GroupHeader.count(GroupHeader.read(buffer, group, GroupHeader.LONG_LENGTH), GroupHeader.LONG_LENGTH)
                != 0;
    }

    /** 64. */
    void longBook(final DirectBuffer buffer, final int groups, final MarketEvents events) {
        final int orders = longBook.wrap(buffer, groups);
        if (longBook.isShort()) {
            shortBook(buffer, longBook, orders, events);
            return;
        }
        for (int i = 0; i < longBook.count(); i++) {
            longBookEntry(buffer, longBook.index(i), events);
        }
        bookOrders(buffer, orders, longBook, LongBook.SECURITY_ID, LongBook.PRICE, LongBook.TYPE, events);
    }

    /** What order entries behind short price entries refer to is not all there: none of them can be taken. */
    private void shortBook(
            final DirectBuffer buffer, final EntryGroup group, final int orders, final MarketEvents events) {
        counters.increment(DecoderCounter.SHORT_ENTRIES);
        for (int i = 0; i < group.count(); i++) {
            if (group == book) {
                bookEntry(group.padded(buffer, i), 0, events);
            } else {
                longBookEntry(group.padded(buffer, i), 0, events);
            }
        }
        if (orders != NO_GROUP) {
            bookOrders.wrap(buffer, orders);
            for (int i = 0; i < group.count() && bookOrders.count() > 0; i++) {
                final int securityId = group == book ? Book.SECURITY_ID : LongBook.SECURITY_ID;
                events.onOrderFault(group.padded(buffer, i).getInt(securityId, LITTLE_ENDIAN));
            }
        }
    }

    /**
     * Four reads for eight fields: each read is bounds-checked, and neighbours share one.
     *
     * <pre>
     *   0        8      12           16       20       24    25     26   27     32
     *  +--------+------+------------+--------+--------+-----+------+----+------+
     *  | price  | size | SecurityID | RptSeq | orders |level|action|type|      |
     *  +--------+------+------------+--------+--------+-----+------+----+------+
     * </pre>
     */
    private static void bookEntry(final DirectBuffer buffer, final int entry, final MarketEvents events) {
        final long sizeAndId = buffer.getLong(entry + Book.SIZE, LITTLE_ENDIAN);
        final long rptSeqAndOrders = buffer.getLong(entry + Book.RPT_SEQ, LITTLE_ENDIAN);
        final int levelActionType = buffer.getInt(entry + Book.LEVEL - 1, LITTLE_ENDIAN) >>> 8;
        events.onBookLevel(
                (int) (sizeAndId >>> 32),
                rptSeqAndOrders & 0xFFFFFFFFL,
                (byte) (levelActionType >>> 16),
                levelActionType >>> 8 & 0xFF,
                levelActionType & 0xFF,
                buffer.getLong(entry + Book.PRICE, LITTLE_ENDIAN),
                widen((int) sizeAndId),
                (int) (rptSeqAndOrders >>> 32));
    }

    private static void longBookEntry(final DirectBuffer buffer, final int entry, final MarketEvents events) {
        final long size = buffer.getLong(entry + LongBook.SIZE, LITTLE_ENDIAN);
        events.onBookLevel(
                buffer.getInt(entry + LongBook.SECURITY_ID, LITTLE_ENDIAN),
                Integer.toUnsignedLong(buffer.getInt(entry + LongBook.RPT_SEQ, LITTLE_ENDIAN)),
                buffer.getByte(entry + LongBook.TYPE),
                Byte.toUnsignedInt(buffer.getByte(entry + LongBook.ACTION)),
                Byte.toUnsignedInt(buffer.getByte(entry + LongBook.LEVEL)),
                buffer.getLong(entry + LongBook.PRICE, LITTLE_ENDIAN),
                size == UINT64_NULL ? NullValue.SIZE : size,
                buffer.getInt(entry + LongBook.ORDERS, LITTLE_ENDIAN));
    }

    private void bookOrders(
            final DirectBuffer buffer,
            final int group,
            final EntryGroup prices,
            final int securityIdOffset,
            final int priceOffset,
            final int typeOffset,
            final MarketEvents events) {
        bookOrders.wrap(buffer, group);
        if (bookOrders.isShort() && bookOrders.count() > 0) {
            counters.increment(DecoderCounter.SHORT_ENTRIES);
            orderFault(buffer, prices, securityIdOffset, events);
            return;
        }
        for (int i = 0; i < bookOrders.count(); i++) {
            final int entry = bookOrders.index(i);
            final int reference = Byte.toUnsignedInt(buffer.getByte(entry + BookOrder.REFERENCE_ID));
            if (reference < 1 || reference > prices.count()) {
                counters.increment(DecoderCounter.BAD_ORDER_REFERENCES);
                orderFault(buffer, prices, securityIdOffset, events);
                continue;
            }
            final int priceEntry = prices.index(reference - 1);
            events.onOrder(
                    buffer.getInt(priceEntry + securityIdOffset, LITTLE_ENDIAN),
                    buffer.getLong(entry + BookOrder.ORDER_ID, LITTLE_ENDIAN),
                    buffer.getLong(entry + BookOrder.PRIORITY, LITTLE_ENDIAN),
                    buffer.getLong(priceEntry + priceOffset, LITTLE_ENDIAN),
                    widen(buffer.getInt(entry + BookOrder.DISPLAY_QTY, LITTLE_ENDIAN)),
                    buffer.getByte(priceEntry + typeOffset),
                    Byte.toUnsignedInt(buffer.getByte(entry + BookOrder.ACTION)));
        }
    }

    /** Which instrument was meant cannot be known, so it may be any of the message's. */
    private static void orderFault(
            final DirectBuffer buffer, final EntryGroup prices, final int securityIdOffset, final MarketEvents events) {
        for (int i = 0; i < prices.count(); i++) {
            events.onOrderFault(buffer.getInt(prices.index(i) + securityIdOffset, LITTLE_ENDIAN));
        }
    }

    /** 43 and 47. */
    void orderBook(final DirectBuffer buffer, final int groups, final MarketEvents events) {
        orderBook.wrap(buffer, groups);
        for (int i = 0; i < orderBook.count(); i++) {
            if (orderBook.isShort()) {
                counters.increment(DecoderCounter.SHORT_ENTRIES);
                orderBookEntry(orderBook.padded(buffer, i), 0, events);
            } else {
                orderBookEntry(buffer, orderBook.index(i), events);
            }
        }
    }

    private static void orderBookEntry(final DirectBuffer buffer, final int entry, final MarketEvents events) {
        events.onOrder(
                buffer.getInt(entry + OrderBook.SECURITY_ID, LITTLE_ENDIAN),
                buffer.getLong(entry + OrderBook.ORDER_ID, LITTLE_ENDIAN),
                buffer.getLong(entry + OrderBook.PRIORITY, LITTLE_ENDIAN),
                buffer.getLong(entry + OrderBook.PRICE, LITTLE_ENDIAN),
                widen(buffer.getInt(entry + OrderBook.DISPLAY_QTY, LITTLE_ENDIAN)),
                buffer.getByte(entry + OrderBook.TYPE),
                Byte.toUnsignedInt(buffer.getByte(entry + OrderBook.ACTION)));
    }

    private static long widen(final int quantity) {
        return quantity == INT32_NULL ? NullValue.SIZE : quantity;
    }
}
