package aether.export;

import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.table.Column;
import aether.table.TableSchema;
import java.util.List;

/** Where a session is not whole: packets that were lost on all lines, and what books went through for it. */
final class GapsTable implements MarketTable {
    static final TableSchema SCHEMA = new TableSchema(
            "gaps",
            "packets that are lost, and each change of a book's state",
            MarketColumns.with(List.of(
                    Column.text(
                            "kind",
                            "packets: some are lost; price: a book by price changed its state; order: a book by order did"),
                    Column.number("first_missing", "MsgSeqNum of the first that is lost"),
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

    GapsTable(final ChannelRows channel) {
        this.channel = channel;
    }

    @Override
    public void onPacketsLost(final long firstMissing, final long count) {
        if (channel.moment().isWanted()) {
            channel.begin()
                    .set(KIND, "packets")
                    .set(FIRST_MISSING, firstMissing)
                    .set(COUNT, count);
            channel.end();
        }
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
