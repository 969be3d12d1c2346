package aether.export;

import aether.console.CheckedOutput;
import aether.console.TimeText;
import aether.gateway.CoreListener;
import aether.session.CapturePlayer;
import aether.session.JournalReplay;
import aether.table.PriceForm;
import aether.table.TableForm;
import aether.table.TableOutput;
import aether.table.TableRows;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;

/** One session on its way into tables: hears it as it is played, and writes what was asked for. */
public final class Export implements JournalReplay.Hearers, AutoCloseable {
    /**
     * What is asked for.
     *
     * @param tables at least one
     * @param depth levels of each side in {@link ExportTable#DEPTH}
     * @param from first moment of a row, or null
     * @param to first moment that rows are not asked for any more, or null
     * @param instruments symbols and SecurityIDs; of all when there are none
     */
    public record Wish(
            List<ExportTable> tables, int depth, TimeText from, TimeText to, List<String> instruments, TableForm form) {
        /**
         * Whether rows are asked for from some moment on alone. What the order plane was told may be behind packets of a later time, so that its tables are
         * made of all of a session.
         */
        public boolean isPart() {
            return from != null && tables.stream().noneMatch(ExportTable::isOwn);
        }

        /** Where a table will be. */
        public Path target(final Path directory, final ExportTable table) {
            return TableOutput.target(directory, table.schema(depth), form);
        }
    }

    private final Wish wish;
    private final ExportSpan span;
    private final Instruments instruments;
    private final Map<ExportTable, TableOutput> outputs = new EnumMap<>(ExportTable.class);
    private final List<Moment> moments = new ArrayList<>();
    private final List<ChannelTables> channels = new ArrayList<>();

    private Export(final Wish wish, final Function<ExportTable, TableOutput> output) {
        this.wish = wish;
        span = wish.isPart() ? ExportSpan.ofPart(wish.from(), wish.to()) : new ExportSpan(wish.from(), wish.to());
        instruments = new Instruments(wish.instruments());
        try {
            wish.tables().forEach(table -> outputs.put(table, output.apply(table)));
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Into files of a directory. */
    public static Export into(final Path directory, final Wish wish) {
        return new Export(wish, table -> TableOutput.in(directory, table.schema(wish.depth()), wish.form()));
    }

    /** One table as CSV, to where {@code out} leads. */
    public static Export to(final PrintStream out, final Wish wish) {
        final PriceForm prices = wish.form().prices();
        return new Export(wish, table -> TableOutput.to(new CheckedOutput(out), table.schema(wish.depth()), prices));
    }

    @Override
    public CapturePlayer.Listener market(final String channel) {
        final Moment moment = new Moment(span);
        moments.add(moment);
        final List<MarketTable> tables = new ArrayList<>();
        outputs.forEach((table, output) -> {
            if (!table.isOwn()) {
                tables.add(table.of(new ChannelRows(output.rows(), channel, moment, instruments), wish.depth()));
            }
        });
        channels.add(new ChannelTables(moment, tables, instruments));
        return channels.getLast();
    }

    @Override
    public void forget() {
        moments.clear();
        channels.clear();
        instruments.forget();
    }

    @Override
    public void begin(final long firstNs) {
        span.begin(firstNs);
        channels.forEach(ChannelTables::begin);
    }

    @Override
    public CoreListener orders(final LongSupplier time) {
        final List<CoreListener> tables = new ArrayList<>();
        outputs.forEach((table, output) -> {
            if (table.isOwn()) {
                tables.add(table.of(output.rows(), new OwnMoment(time, span, instruments)));
            }
        });
        return new OwnTables(tables);
    }

    /** Whether no row can come any more. Inputs of the order plane may be behind packets of a later time. */
    @Override
    public boolean isEnough() {
        return wish.to() != null
                && !moments.isEmpty()
                && outputs.keySet().stream().noneMatch(ExportTable::isOwn)
                && moments.stream().allMatch(moment -> span.isOver(moment.timeNs()));
    }

    /** The session was played: returns when all is written. */
    public void finish() {
        outputs.values().forEach(TableOutput::complete);
        outputs.values().forEach(TableOutput::publish);
    }

    public TableRows rows(final ExportTable table) {
        return outputs.get(table).rows();
    }

    /** Where a table is when it is finished; null for what was streamed. */
    public Path target(final ExportTable table) {
        return outputs.get(table).target();
    }

    /** Symbols and SecurityIDs that were asked for and are nowhere in the session. */
    public List<String> missing() {
        return instruments.missing();
    }

    /** What is not finished is gone. */
    @Override
    public void close() {
        CloseHelper.quietCloseAll(outputs.values());
    }
}
