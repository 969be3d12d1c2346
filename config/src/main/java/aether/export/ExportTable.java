package aether.export;

import aether.console.UsageException;
import aether.gateway.CoreListener;
import aether.table.TableRows;
import aether.table.TableSchema;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** The tables that there are. */
public enum ExportTable {
    BBO(depth -> BboTable.SCHEMA, (channel, depth) -> new BboTable(channel)),
    DEPTH(DepthTable::schema, DepthTable::new),
    ORDERS(depth -> OrdersTable.SCHEMA, (channel, depth) -> new OrdersTable(channel)),
    TRADES(depth -> TradesTable.SCHEMA, (channel, depth) -> new TradesTable(channel)),
    STATISTICS(depth -> StatisticsTable.SCHEMA, (channel, depth) -> new StatisticsTable(channel)),
    DEFINITIONS(depth -> DefinitionsTable.SCHEMA, (channel, depth) -> new DefinitionsTable(channel)),
    STATUS(depth -> StatusTable.SCHEMA, (channel, depth) -> new StatusTable(channel)),
    GAPS(depth -> GapsTable.SCHEMA, (channel, depth) -> new GapsTable(channel)),
    OWN_ORDERS(OwnOrdersTable.SCHEMA, OwnOrdersTable::new),
    FILLS(FillsTable.SCHEMA, FillsTable::new);

    private final IntFunction<TableSchema> schema;
    private final BiFunction<ChannelRows, Integer, MarketTable> market;
    private final BiFunction<TableRows, OwnMoment, CoreListener> own;

    ExportTable(final IntFunction<TableSchema> schema, final BiFunction<ChannelRows, Integer, MarketTable> market) {
        this.schema = schema;
        this.market = market;
        own = null;
    }

    ExportTable(final TableSchema schema, final BiFunction<TableRows, OwnMoment, CoreListener> own) {
        this.schema = depth -> schema;
        market = null;
        this.own = own;
    }

    /** By the name on the command line. */
    public static ExportTable of(final String name) {
        return Arrays.stream(values())
                .filter(table -> table.title().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("--table: there is no table '" + name + "'; give some of "
                        + Arrays.stream(values()).map(ExportTable::title).collect(Collectors.joining(", "))));
    }

    private String title() {
        return schema(1).name();
    }

    /** Its columns; {@code depth} is that of a book's levels. */
    public TableSchema schema(final int depth) {
        return schema.apply(depth);
    }

    /** Whether it is of the session's own orders, which a journal has and a capture has not. */
    public boolean isOwn() {
        return own != null;
    }

    MarketTable of(final ChannelRows channel, final int depth) {
        return market.apply(channel, depth);
    }

    CoreListener of(final TableRows rows, final OwnMoment moment) {
        return own.apply(rows, moment);
    }
}
