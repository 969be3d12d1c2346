package aether.export;

import aether.book.InstrumentBook;
import aether.feed.MarketMessage;
import aether.table.TableRows;

/**
 * Where a table's rows of one channel go, and what they begin with.
 *
 * @param name of the channel
 */
record ChannelRows(TableRows rows, String name, Moment moment, Instruments instruments) {
    /** Whether a row of this moment is asked for. */
    boolean wants(final InstrumentBook instrument) {
        return moment.isWanted() && instruments.has(instrument);
    }

    /** As {@link #wants}, of what the venue sent, once. */
    boolean wantsEntry(final InstrumentBook instrument) {
        return moment.isNew() && wants(instrument);
    }

    TableRows begin(final InstrumentBook instrument) {
        return MarketColumns.begin(rows, name, message(), instrument);
    }

    TableRows begin() {
        return MarketColumns.begin(rows, name, message());
    }

    void end() {
        rows.endRow(moment.timeNs());
    }

    private MarketMessage message() {
        return moment.message();
    }
}
