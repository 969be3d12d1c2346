package aether.export;

import aether.book.BookBuilder;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.session.ForwardingEvents;
import aether.table.Column;
import aether.table.TableSchema;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.collections.LongArrayList;

/** Where a session is not whole: packets that were lost on all lines, and what books went through for it. */
final class GapsTable extends ForwardingEvents implements MarketTable {
    static final TableSchema SCHEMA = new TableSchema(
            "gaps",
            "packets that are lost, and each change of a book's state",
            MarketColumns.with(List.of(
                    Column.text(
                            "kind",
                            "packets: some are lost; price: a book by price changed its state; order: a book by order did"),
                    Column.number(
                            "first_missing",
                            "MsgSeqNum of the first that is lost; the time is that of the packet behind the gap"),
                    Column.number("count", "of lost packets"),
                    Column.text("state_before", "of the book"),
                    Column.text("state", "of the book from here on"),
                    Column.text("fault", "what was wrong with it, where something was"))));

    private static final int KIND = MarketColumns.OWN;
    private static final int FIRST_MISSING = KIND + 1;
    private static final int COUNT = FIRST_MISSING + 1;
    private static final int STATE_BEFORE = COUNT + 1;
    private static final int STATE = STATE_BEFORE + 1;
    private static final int FAULT = STATE + 1;

    private final ChannelRows channel;
    private final LongArrayList lost = new LongArrayList();

    GapsTable(final ChannelRows channel) {
        this.channel = channel;
    }

    @Override
    public MarketEvents around(final MarketEvents inner, final Supplier<BookBuilder> books) {
        forwardTo(inner);
        return this;
    }

    /** When: that is what the next packet says. */
    @Override
    public void onPacketsLost(final long firstMissing, final long count) {
        lost.add(firstMissing);
        lost.add(count);
    }

    @Override
    public void onMessageStart(final MarketMessage message) {
        for (int i = 0; i < lost.size(); i += 2) {
            if (channel.moment().isWanted()) {
                channel.begin()
                        .set(KIND, "packets")
                        .set(FIRST_MISSING, lost.getLong(i))
                        .set(COUNT, lost.getLong(i + 1));
                channel.end();
            }
        }
        lost.clear();
        super.onMessageStart(message);
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        if (channel.wants(instrument)) {
            channel.begin(instrument)
                    .set(KIND, "price")
                    .set(STATE_BEFORE, before.name())
                    .set(STATE, instrument.state().name())
                    .set(FAULT, instrument.fault().name());
            channel.end();
        }
    }

    @Override
    public void onOrderState(final InstrumentBook instrument, final BookState before) {
        if (channel.wants(instrument)) {
            channel.begin(instrument)
                    .set(KIND, "order")
                    .set(STATE_BEFORE, before.name())
                    .set(STATE, instrument.orderState().name())
                    .set(FAULT, instrument.orderFault().name());
            channel.end();
        }
    }
}
