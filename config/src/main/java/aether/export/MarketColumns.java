package aether.export;

import aether.book.InstrumentBook;
import aether.feed.MarketMessage;
import aether.feed.NullValue;
import aether.table.Column;
import aether.table.ColumnType;
import aether.table.TableException;
import aether.table.TableRows;
import java.util.ArrayList;
import java.util.List;

/** What rows of market data begin with, and how the feed's values become cells. */
final class MarketColumns {
    /** The first column that is a table's own. */
    static final int OWN = 6;

    private static final int TRANSACT_TIME = 1;
    private static final int CHANNEL = 2;
    private static final int SEQUENCE = 3;
    private static final int SECURITY_ID = 4;
    private static final int SYMBOL = 5;
    private static final long[] TENS = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private MarketColumns() {}

    static List<Column> with(final List<Column> own) {
        final List<Column> columns = new ArrayList<>(List.of(
                Column.time("time", "when the packet was received, or captured"),
                Column.time("transact_time", "the venue's time of the message"),
                Column.text("channel", "of the venue"),
                Column.number("sequence", "the packet's MsgSeqNum"),
                Column.number("security_id", "SecurityID, the venue's number of the instrument"),
                Column.text("symbol", "where the session defines the instrument")));
        columns.addAll(own);
        return columns;
    }

    static TableRows begin(
            final TableRows rows, final String channel, final MarketMessage message, final InstrumentBook instrument) {
        begin(rows, channel, message, instrument.securityId());
        return rows.set(SYMBOL, instrument.symbol());
    }

    static TableRows begin(
            final TableRows rows, final String channel, final MarketMessage message, final long securityId) {
        rows.set(SEQUENCE, message.packetSequence()).set(SECURITY_ID, securityId);
        return begin(rows, channel, message);
    }

    static TableRows begin(final TableRows rows, final String channel, final MarketMessage message) {
        if (message.transactTimeNs() > 0) {
            rows.set(TRANSACT_TIME, message.transactTimeNs());
        }
        return rows.set(CHANNEL, channel);
    }

    /** A price in units of 10^{@code exponent}. */
    static long price(final long mantissa, final int exponent) {
        if (mantissa == NullValue.PRICE) {
            return ColumnType.PRICE.none();
        }
        if (exponent == ColumnType.PRICE_EXPONENT) {
            return mantissa;
        }
        final int zeros = exponent - ColumnType.PRICE_EXPONENT;
        if (zeros < 0 || zeros >= TENS.length || Math.abs(mantissa) > Long.MAX_VALUE / TENS[zeros]) {
            throw new TableException(
                    "a price cannot be a whole number of 10^-9 in 64 bits: " + mantissa + " x 10^" + exponent);
        }
        return mantissa * TENS[zeros];
    }

    static long size(final long size) {
        return size == NullValue.SIZE ? ColumnType.LONG.none() : size;
    }

    static long count(final int count) {
        return count == NullValue.COUNT ? ColumnType.LONG.none() : count;
    }
}
