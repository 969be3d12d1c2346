package aether.export;

import aether.book.InstrumentBook;
import aether.table.Column;
import aether.table.TableSchema;
import java.util.List;

/** Trading status of instruments, also where the venue said it of their group or product. */
final class StatusTable implements MarketTable {
    static final TableSchema SCHEMA = new TableSchema(
            "status",
            "trading status, one row for each instrument that it was set of",
            MarketColumns.with(List.of(
                    Column.number(
                            "trading_status",
                            "SecurityTradingStatus: 2 halted, 15 new price indication, 17 open, 18 closed, 21 pre-open, 24 pre-cross, "
                                    + "25 cross, 26 post-close"),
                    Column.number("halt_reason", "HaltReason"),
                    Column.number("trading_event", "SecurityTradingEvent"))));

    private static final int TRADING_STATUS = MarketColumns.OWN;
    private static final int HALT_REASON = TRADING_STATUS + 1;
    private static final int TRADING_EVENT = HALT_REASON + 1;

    private final ChannelRows channel;

    StatusTable(final ChannelRows channel) {
        this.channel = channel;
    }

    @Override
    public void onStatus(final InstrumentBook instrument) {
        if (channel.wants(instrument)) {
            channel.begin(instrument)
                    .set(TRADING_STATUS, instrument.tradingStatus())
                    .set(HALT_REASON, instrument.haltReason())
                    .set(TRADING_EVENT, instrument.tradingEvent());
            channel.end();
        }
    }
}
