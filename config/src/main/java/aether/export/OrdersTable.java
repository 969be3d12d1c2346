package aether.export;

import aether.book.BookBuilder;
import aether.book.InstrumentBook;
import aether.feed.MarketEvents;
import aether.feed.NullValue;
import aether.session.ForwardingEvents;
import aether.table.Column;
import aether.table.ColumnType;
import aether.table.TableRows;
import aether.table.TableSchema;
import java.util.List;
import java.util.function.Supplier;

/** Entries of the book by order as the venue sent them. */
final class OrdersTable extends ForwardingEvents implements MarketTable {
    static final TableSchema SCHEMA = new TableSchema(
            "orders",
            "changes of single orders as the venue sent them, those of snapshots left out",
            MarketColumns.with(List.of(
                    Column.text("action", "new, change or delete; others by their number"),
                    Column.text("side", "bid or ask"),
                    Column.unsigned("order_id", "OrderID"),
                    Column.unsigned("priority", "MDOrderPriority: lower stands in front"),
                    Column.price("price", "of the order"),
                    Column.number("size", "what is left of it and shown"),
                    Column.number("size_exponent", "sizes are in units of 10 to the power of this"))));

    private static final int ACTION = MarketColumns.OWN;
    private static final int SIDE = ACTION + 1;
    private static final int ORDER_ID = SIDE + 1;
    private static final int PRIORITY = ORDER_ID + 1;
    private static final int PRICE = PRIORITY + 1;
    private static final int SIZE = PRICE + 1;
    private static final int SIZE_EXPONENT = SIZE + 1;
    private static final String[] ACTIONS = {"new", "change", "delete"};

    private final ChannelRows channel;
    private Supplier<BookBuilder> books;

    OrdersTable(final ChannelRows channel) {
        this.channel = channel;
    }

    @Override
    public MarketEvents around(final MarketEvents inner, final Supplier<BookBuilder> lookup) {
        forwardTo(inner);
        books = lookup;
        return this;
    }

    @Override
    public void onOrder(
            final int securityId,
            final long orderId,
            final long priority,
            final long price,
            final long quantity,
            final byte entryType,
            final int action) {
        super.onOrder(securityId, orderId, priority, price, quantity, entryType, action);
        final InstrumentBook instrument = books.get().find(securityId);
        if (instrument == null || !channel.wantsEntry(instrument)) {
            return;
        }
        final String word = Words.of(ACTIONS, action);
        final TableRows row = channel.begin(instrument)
                .set(ACTION, word == null ? Integer.toString(action) : word)
                .set(SIDE, entryType == '0' ? "bid" : "ask")
                .set(ORDER_ID, orderId)
                .set(
                        PRICE,
                        MarketColumns.price(price, channel.moment().message().priceExponent()))
                .set(SIZE, MarketColumns.size(quantity))
                .set(SIZE_EXPONENT, channel.moment().message().sizeExponent());
        row.set(PRIORITY, priority == NullValue.SIZE ? ColumnType.UNSIGNED.none() : priority);
        channel.end();
    }
}
