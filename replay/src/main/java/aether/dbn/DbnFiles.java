package aether.dbn;

import aether.book.BookContext;
import aether.feed.BookPolicy;
import aether.feed.MarketEvents;
import aether.state.StateFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Files of one session: those of different kinds (orders, definitions, status) or following one another, merged by the time of receipt;
 * equal times in the order in which the files were named. One pass.
 */
public final class DbnFiles implements AutoCloseable {
    /** Where what a publisher's records say goes. */
    @FunctionalInterface
    public interface Channels {
        /** The first record of a publisher has come: {@code name} is its dataset's and its number. */
        MarketEvents open(String name);
    }

    /** There are no more records. */
    public static final long NO_TIME = Long.MAX_VALUE;

    private static final int MOST_FILES = 256;
    private static final int MOST_PUBLISHERS = 1 << 16;
    private static final int ROWS = 10;
    private static final long LARGE_FILE = 1L << 18;
    private static final int FEW_ORDERS = 1 << 16;
    private static final int MANY_ORDERS = OrderRecords.MOST_ORDERS;
    private static final int FEW_INSTRUMENTS = 1 << 12;
    private static final int MANY_INSTRUMENTS = DbnDecoder.MOST_INSTRUMENTS;

    private final List<Path> files;
    private final List<DbnSource> sources = new ArrayList<>();
    private final DbnSchema schema;
    private final DbnSymbols symbols = new DbnSymbols();
    private final Map<Integer, DbnDecoder> byPublisher = new LinkedHashMap<>();
    private final PriorityQueue<Integer> queue =
            new PriorityQueue<>(Comparator.<Integer>comparingLong(this::timeNs).thenComparingInt(source -> source));
    private boolean isBegun;

    /** Records of kinds that say nothing about books, such as those of the gateway itself. */
    private long leftOut;

    private DbnFiles(final List<Path> files) {
        this.files = files;
        try {
            files.forEach(file -> sources.add(DbnSource.open(file)));
            sources.forEach(source -> symbols.add(source.metadata()));
            schema = leading();
        } catch (final RuntimeException e) {
            close();
            throw e;
        }
    }

    /** True when a file is one of the kind, or is meant to be. */
    public static boolean areMeant(final List<Path> files) {
        return DbnSource.isOne(files.getFirst());
    }

    /**
     * Opens files.
     *
     * @throws DbnException when one of them is not one of the kind, or they do not go together
     */
    public static DbnFiles open(final List<Path> files) {
        if (files.size() > MOST_FILES) {
            throw new DbnException("give at most " + MOST_FILES + " files at once, not " + files.size());
        }
        return new DbnFiles(files);
    }

    /** The kind of record that tells trades: at most one, else each would be told twice. */
    private DbnSchema leading() {
        final List<DbnSchema> telling = sources.stream()
                .map(DbnSource::schema)
                .filter(DbnSchema::hasTrades)
                .distinct()
                .toList();
        if (telling.size() > 1) {
            throw new DbnException("the files tell the same trades twice, as " + telling.get(0) + " and as "
                    + telling.get(1) + ": give one of them, with definitions, status and statistics beside it");
        }
        return telling.isEmpty() ? sources.getFirst().schema() : telling.getFirst();
    }

    /** How the books of the next publisher are built: the first has room for all of a venue, where the files are large. */
    public BookContext books(final BookContext.Start start) {
        final boolean isLarge = byPublisher.isEmpty()
                && files.stream().mapToLong(DbnFiles::size).sum() > LARGE_FILE;
        final boolean hasOrders = schema == DbnSchema.MBO;
        return new BookContext()
                .policy(hasOrders ? BookPolicy.SINGLE_ORDERS : BookPolicy.NUMBERED_ROWS)
                .start(start)
                .depth(schema == DbnSchema.MBP_1 ? 1 : ROWS)
                .maxInstruments(isLarge ? MANY_INSTRUMENTS : FEW_INSTRUMENTS)
                .maxOrders(hasOrders ? isLarge ? MANY_ORDERS : FEW_ORDERS : 0)
                .conclude();
    }

    private static long size(final Path file) {
        try {
            return Files.size(file);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Plays them to their end.
     *
     * @param channels opened as publishers appear
     * @param isEnough asked before each record
     * @param progress told the time of each record before it is played
     * @return records
     */
    public long play(final Channels channels, final BooleanSupplier isEnough, final LongConsumer progress) {
        long records = 0;
        while (nextTimeNs() != NO_TIME && !isEnough.getAsBoolean()) {
            progress.accept(nextTimeNs());
            playNext(channels);
            records++;
        }
        finish();
        return records;
    }

    /** Time of receipt of the next record, nanoseconds since the epoch, or {@link #NO_TIME} at the end. */
    public long nextTimeNs() {
        if (!isBegun) {
            isBegun = true;
            IntStream.range(0, sources.size())
                    .filter(source -> sources.get(source).next())
                    .forEach(queue::add);
        }
        return queue.isEmpty() ? NO_TIME : timeNs(queue.peek());
    }

    private long timeNs(final int source) {
        return sources.get(source).record().receivedNs();
    }

    /** Plays the next record, when {@link #nextTimeNs} says that there is one. */
    public void playNext(final Channels channels) {
        final Integer next = sources.size() == 1 ? queue.peek() : queue.poll();
        final DbnSource source = sources.get(next);
        if (source.record().least() == 0) {
            leftOut++;
        } else {
            final String dataset = source.metadata().dataset();
            decoder(dataset, source.record().publisher(), channels).onRecord(source.record());
        }
        if (!source.next()) {
            queue.remove(next);
        } else if (sources.size() > 1) {
            queue.add(next);
        }
    }

    /** No more records will be played. */
    public void finish() {
        byPublisher.values().forEach(DbnDecoder::finish);
    }

    /** True while no instrument's event has begun and not ended. */
    public boolean isBetweenEvents() {
        return byPublisher.values().stream().allMatch(DbnDecoder::isBetweenEvents);
    }

    /**
     * Where they stand, between events, and what the records up to there left of which later ones depend; on reading, they go there. Books are not
     * theirs.
     *
     * @param channels opened on reading, for those that were open
     * @throws DbnException when a file cannot be read there
     */
    public void state(final StateFields fields, final Channels channels) {
        leftOut = fields.number(leftOut);
        for (final DbnSource source : sources) {
            source.state(fields);
        }
        if (fields.isRead()) {
            for (int left = fields.count(0, MOST_PUBLISHERS); left > 0; left--) {
                final int publisher = fields.whole(0);
                final String dataset = fields.text("", DbnMetadata.MOST_DATASET);
                decoder(dataset, publisher, channels).state(fields);
            }
            return;
        }
        fields.count(byPublisher.size(), MOST_PUBLISHERS);
        byPublisher.forEach((publisher, decoder) -> {
            fields.whole(publisher);
            fields.text(decoder.dataset(), DbnMetadata.MOST_DATASET);
            decoder.state(fields);
        });
    }

    private DbnDecoder decoder(final String dataset, final int publisher, final Channels channels) {
        final DbnDecoder known = byPublisher.get(publisher);
        if (known != null) {
            return known;
        }
        final MarketEvents events = channels.open(dataset + " publisher " + publisher);
        final DbnDecoder decoder = new DbnDecoder(schema, dataset, symbols, events);
        byPublisher.put(publisher, decoder);
        return decoder;
    }

    /** Over all publishers. */
    public long count(final DbnCounter counter) {
        return (counter == DbnCounter.LEFT_OUT ? leftOut : 0)
                + byPublisher.values().stream()
                        .mapToLong(decoder -> decoder.counters().get(counter))
                        .sum();
    }

    /** Why files could not be read to their ends. */
    public List<String> damages() {
        return sources.stream().map(DbnSource::damage).filter(Objects::nonNull).toList();
    }

    /** What a reader should know of what was read. */
    public List<String> remarks() {
        return Stream.concat(
                        sources.stream().map(DbnSource::remark).filter(Objects::nonNull),
                        Stream.of(
                                        said(
                                                DbnCounter.UNKNOWN_ORDERS,
                                                "cancels of orders that were there before: books are whole from the first clear or snapshot on"),
                                        said(DbnCounter.REPEATED_ORDERS, "orders were added twice"),
                                        said(DbnCounter.ODD_ORDERS, "orders have no side, price or size"),
                                        said(DbnCounter.UNFINISHED_EVENTS, "events have no end, and were left out"),
                                        said(DbnCounter.CUT_EVENTS, "events were too long, and were told in parts"),
                                        said(DbnCounter.REFUSED, "records or orders found no room"),
                                        said(DbnCounter.LEFT_OUT, "records say nothing of books, or what others say"))
                                .filter(Objects::nonNull))
                .toList();
    }

    private String said(final DbnCounter counter, final String words) {
        final long count = count(counter);
        return count == 0 ? null : String.format("%,d %s", count, words);
    }

    @Override
    public void close() {
        sources.forEach(DbnSource::close);
    }
}
