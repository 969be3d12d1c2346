package aether.dbn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.BookSide;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.book.OrderSide;
import aether.dbn.DbnFileWriter.Mbo;
import aether.dbn.RandomOrders.Step;
import aether.state.StateReader;
import aether.state.StateWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DbnFilesTest {
    private static final int MBO = 0;
    private static final int MBP_10 = 2;
    private static final int DEFINITION = 9;
    private static final int WIDTH = 71;
    private static final int ES = 5482;
    private static final long PRICE = 3_720_250_000_000L;

    @TempDir
    Path directory;

    private final List<String> trades = new ArrayList<>();
    private BookBuilder books;
    private DbnFiles files;

    /** What a listener sees of one event. */
    private record Seen(int instrument, long[][] rows, List<Long> bids, List<Long> offers) {}

    private Path write(final String name, final DbnFileWriter writer) {
        try {
            return Files.write(directory.resolve(name), writer.bytes());
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<Seen> play(final BookContext.Start start, final Path... paths) {
        final List<Seen> seen = new ArrayList<>();
        trades.clear();
        try (DbnFiles opened = DbnFiles.open(List.of(paths))) {
            files = opened;
            files.play(
                    name -> {
                        books = new BookBuilder(files.books(start), new Recorder(seen));
                        return books;
                    },
                    () -> false,
                    timeNs -> {});
        }
        return seen;
    }

    /** Copies what it is shown. */
    private final class Recorder implements BookListener {
        private final List<Seen> seen;

        Recorder(final List<Seen> seen) {
            this.seen = seen;
        }

        @Override
        public void onBook(final InstrumentBook instrument, final BookEvent event) {
            seen.add(new Seen(
                    instrument.securityId(),
                    rows(instrument),
                    ids(instrument.orders().bid()),
                    ids(instrument.orders().offer())));
        }

        @Override
        public void onTrade(
                final InstrumentBook instrument,
                final long price,
                final long size,
                final int aggressor,
                final int action) {
            trades.add("trade " + size + " at " + price + " by " + aggressor);
        }

        @Override
        public void onTradeOrder(
                final InstrumentBook instrument,
                final long price,
                final long id,
                final long size,
                final boolean isAggressor) {
            trades.add((isAggressor ? "aggressor " : "order ") + id + " of " + size);
        }
    }

    private static long[][] rows(final InstrumentBook instrument) {
        final long[][] rows = new long[10][];
        final BookSide bid = instrument.book().bid();
        final BookSide offer = instrument.book().offer();
        for (int row = 0; row < rows.length; row++) {
            final boolean isBid = row < bid.rows() && bid.isSet(row);
            final boolean isOffer = row < offer.rows() && offer.isSet(row);
            rows[row] = new long[] {
                isBid ? bid.price(row) : DbnFileWriter.NONE,
                isOffer ? offer.price(row) : DbnFileWriter.NONE,
                isBid ? bid.size(row) : 0,
                isOffer ? offer.size(row) : 0,
                isBid ? bid.orders(row) : 0,
                isOffer ? offer.orders(row) : 0
            };
        }
        return rows;
    }

    private static List<Long> ids(final OrderSide side) {
        final List<Long> ids = new ArrayList<>();
        for (int level = 0; level < side.levels(); level++) {
            for (int order = side.firstOrder(level); order != OrderSide.NO_ORDER; order = side.nextOrder(order)) {
                ids.add(side.orderId(order));
            }
        }
        return ids;
    }

    private InstrumentBook es() {
        return books.find(ES);
    }

    private static Mbo order(
            final long id, final char action, final char side, final long price, final long size, final int flags) {
        return new Mbo(ES, id, price, size, action, side, flags, 1_000_000_000L, 5);
    }

    private static DbnFileWriter file(final Mbo... records) {
        final DbnFileWriter writer = new DbnFileWriter(3, MBO, WIDTH, ES);
        Arrays.stream(records).forEach(writer::mbo);
        return writer;
    }

    /** What is written down between events is all there is: who reads it hears the same from there on. */
    @Test
    void shouldGoOnFromWhereAnotherStood() {
        final long seed = new Random().nextLong();
        System.out.println("DbnFilesTest: seed " + seed);
        final Random random = new Random(seed);
        final DbnFileWriter writer = new DbnFileWriter(3, MBO, WIDTH, RandomOrders.instruments());
        final List<Step> steps = new RandomOrders(seed).play(3_000);
        steps.forEach(step -> writer.mbo(step.record()));
        final List<Path> paths = List.of(write("orders.dbn", writer));
        final List<Seen> whole = new ArrayList<>();
        int places = 0;
        try (DbnFiles all = DbnFiles.open(paths)) {
            final BookBuilder built = new BookBuilder(all.books(BookContext.Start.SNAPSHOT), new Recorder(whole));
            while (all.nextTimeNs() != DbnFiles.NO_TIME) {
                all.playNext(name -> built);
                if (random.nextInt(100) == 0 && all.isBetweenEvents() && all.nextTimeNs() != DbnFiles.NO_TIME) {
                    places++;
                    final StateWriter state = new StateWriter(0);
                    state.section(1);
                    all.state(state, name -> built);
                    built.state(state);
                    final int length = state.finish();
                    final List<Seen> rest = rest(paths, new StateReader(state.buffer(), 0, length));
                    final List<Seen> expected = restOf(all, built, whole);
                    assertEquals(expected.size(), rest.size(), "seed " + seed);
                    for (int i = 0; i < rest.size(); i++) {
                        assertArrayEquals(expected.get(i).rows(), rest.get(i).rows(), "seed " + seed);
                        assertEquals(expected.get(i).bids(), rest.get(i).bids(), "seed " + seed);
                        assertEquals(expected.get(i).offers(), rest.get(i).offers(), "seed " + seed);
                    }
                    break;
                }
            }
        }
        assertEquals(1, places, "seed " + seed);
    }

    private static List<Seen> restOf(final DbnFiles files, final BookBuilder built, final List<Seen> seen) {
        final int before = seen.size();
        while (files.nextTimeNs() != DbnFiles.NO_TIME) {
            files.playNext(name -> built);
        }
        assertTrue(seen.size() > before, "it had ended");
        return seen.subList(before, seen.size());
    }

    private List<Seen> rest(final List<Path> paths, final StateReader state) {
        final List<Seen> seen = new ArrayList<>();
        try (DbnFiles other = DbnFiles.open(paths)) {
            final BookBuilder built = new BookBuilder(other.books(BookContext.Start.SNAPSHOT), new Recorder(seen));
            state.section(1);
            other.state(state, name -> built);
            built.state(state);
            state.finish();
            while (other.nextTimeNs() != DbnFiles.NO_TIME) {
                other.playNext(name -> built);
            }
        }
        return seen;
    }

    private static Mbo clear() {
        return order(0, 'R', 'N', DbnFileWriter.NONE, 0, DbnFileWriter.LAST);
    }

    @Test
    void shouldBuildTheBooksOfAMarketOfSingleOrders() {
        for (int version = 1; version <= 3; version++) {
            final long seed = new Random().nextLong();
            System.out.println("DbnFilesTest: seed " + seed + ", version " + version);
            final List<Step> steps = new RandomOrders(seed).play(3_000);
            final DbnFileWriter orders = new DbnFileWriter(version, MBO, WIDTH, RandomOrders.instruments());
            final DbnFileWriter rows = new DbnFileWriter(version, MBP_10, 40, RandomOrders.instruments());
            final List<Step> ends = new ArrayList<>();
            for (final Step step : steps) {
                orders.mbo(step.record());
                if ((step.record().flags() & DbnFileWriter.LAST) != 0) {
                    ends.add(step);
                    rows.mbp10(
                            step.record().instrument(),
                            step.record().action() == 'T' ? 'N' : step.record().action(),
                            DbnFileWriter.LAST,
                            step.record().timeNs(),
                            step.record().sequence(),
                            step.rows());
                }
            }
            final List<Seen> fromOrders = play(BookContext.Start.SNAPSHOT, write("orders.dbn", orders));
            assertEquals(0, files.count(DbnCounter.UNKNOWN_ORDERS) + files.count(DbnCounter.REPEATED_ORDERS));
            compare(ends, fromOrders, true);
            compare(ends, play(BookContext.Start.SNAPSHOT, write("rows.dbn", rows)), false);
        }
    }

    /** Of events that left their book as it was, a file of rows tells nothing. */
    private static void compare(final List<Step> ends, final List<Seen> seen, final boolean withOrders) {
        final List<Seen> left = new ArrayList<>(seen);
        for (final Step end : ends) {
            if (left.isEmpty() || left.getFirst().instrument() != end.record().instrument()) {
                assertTrue(!withOrders, "an event was not told");
                continue;
            }
            final Seen next = left.getFirst();
            if (!withOrders && !Arrays.deepEquals(end.rows(), next.rows())) {
                continue;
            }
            left.removeFirst();
            assertArrayEquals(end.rows(), next.rows());
            if (withOrders) {
                assertEquals(end.bids(), next.bids());
                assertEquals(end.offers(), next.offers());
            }
        }
        assertEquals(List.of(), left);
    }

    @Test
    void shouldNameInstrumentsByTheMetadata() {
        for (int version = 1; version <= 3; version++) {
            play(
                    BookContext.Start.SNAPSHOT,
                    write("v" + version, new DbnFileWriter(version, MBO, 30, ES).mbo(clear())));
            assertEquals("S5482", es().symbol());
        }
    }

    @Test
    void shouldReadDefinitionsStatisticsAndStatusOfEveryVersion() {
        for (int version = 1; version <= 3; version++) {
            final Path definitions = write(
                    "definitions" + version,
                    new DbnFileWriter(version, DEFINITION, WIDTH).definition(ES, "ESH1", RandomOrders.TICK));
            final Path statistics = write(
                    "statistics" + version,
                    new DbnFileWriter(version, 10, WIDTH)
                            .statistic(ES, 3, PRICE, Long.MAX_VALUE)
                            .statistic(ES, 9, DbnFileWriter.NONE, 4_000));
            final Path status = write(
                    "status" + version,
                    new DbnFileWriter(version, 11, WIDTH).status(ES, 7, 1, 0).status(ES, 14, 0, 2));
            play(BookContext.Start.NATURAL, definitions, statistics, status);
            assertEquals("ESH1", es().symbol());
            assertEquals(RandomOrders.TICK, es().terms().minPriceIncrement());
            assertEquals(-9, es().terms().priceExponent());
            assertEquals(PRICE, es().settlement());
            assertEquals(4_000, es().statistics().size((byte) 'C'));
            assertEquals(17, es().tradingStatus());
            assertEquals(4, es().tradingEvent());
        }
    }

    @Test
    void shouldTellATradeWithItsOrdersAndLeaveTheBookToTheCancel() {
        play(
                BookContext.Start.SNAPSHOT,
                write(
                        "trade",
                        file(
                                clear(),
                                order(1, 'A', 'B', PRICE, 3, DbnFileWriter.LAST),
                                order(2, 'A', 'B', PRICE, 7, DbnFileWriter.LAST),
                                order(9, 'T', 'A', PRICE, 5, 0),
                                order(1, 'F', 'B', PRICE, 3, 0),
                                order(2, 'F', 'B', PRICE, 2, 0),
                                order(1, 'C', 'B', PRICE, 3, 0),
                                order(2, 'C', 'B', PRICE, 2, DbnFileWriter.LAST))));
        assertEquals(
                List.of("trade 5 at " + PRICE + " by 2", "aggressor 9 of 5", "order 1 of 3", "order 2 of 2"), trades);
        assertEquals(5, es().book().bid().size(0));
        assertEquals(1, es().book().bid().orders(0));
    }

    @Test
    void shouldReplaceASideThatIsOnlyEverItsBestPrice() {
        final int top = 0x40 | DbnFileWriter.LAST;
        play(
                BookContext.Start.SNAPSHOT,
                write(
                        "top",
                        file(
                                clear(),
                                order(1, 'A', 'B', PRICE, 3, top),
                                order(2, 'A', 'A', PRICE + RandomOrders.TICK, 4, top),
                                order(3, 'A', 'B', PRICE - RandomOrders.TICK, 5, top))));
        assertEquals(1, es().book().bid().rows());
        assertEquals(5, es().book().bid().size(0));
        assertEquals(4, es().book().offer().size(0));
        play(
                BookContext.Start.SNAPSHOT,
                write(
                        "none",
                        file(
                                clear(),
                                order(1, 'A', 'B', PRICE, 3, top),
                                order(0, 'A', 'B', DbnFileWriter.NONE, 0, top))));
        assertEquals(0, es().book().bid().rows());
    }

    @Test
    void shouldKnowNothingBeforeABookIsClearedUnlessToldTo() {
        final Path path = write("middle", file(order(1, 'A', 'B', PRICE, 3, DbnFileWriter.LAST)));
        assertTrue(play(BookContext.Start.SNAPSHOT, path).isEmpty());
        assertEquals(1, play(BookContext.Start.NATURAL, path).size());
        assertEquals(BookState.SUSPECT, es().state());
        play(BookContext.Start.EMPTY, path);
        assertEquals(BookState.LIVE, es().state());
    }

    @Test
    void shouldDoubtABookThatContradictsItsOrdersOrIsSaidToBeBad() {
        play(
                BookContext.Start.SNAPSHOT,
                write("unknown", file(clear(), order(4, 'C', 'B', PRICE, 3, DbnFileWriter.LAST))));
        assertEquals(1, files.count(DbnCounter.UNKNOWN_ORDERS));
        assertEquals(BookState.SUSPECT, es().state());
        final int maybeBad = 0x04 | DbnFileWriter.LAST;
        play(
                BookContext.Start.SNAPSHOT,
                write(
                        "bad",
                        file(
                                clear(),
                                order(1, 'A', 'B', PRICE, 3, maybeBad),
                                order(2, 'A', 'B', PRICE, 1, DbnFileWriter.LAST))));
        assertEquals(BookState.SUSPECT, es().state());
        assertEquals(4, es().book().bid().size(0));
        play(
                BookContext.Start.SNAPSHOT,
                write("again", file(clear(), order(1, 'A', 'B', PRICE, 3, maybeBad), clear())));
        assertEquals(BookState.LIVE, es().state());
    }

    private List<Long> priorities() {
        final List<Long> priorities = new ArrayList<>();
        final OrderSide bids = es().orders().bid();
        for (int order = bids.firstOrder(0); order != OrderSide.NO_ORDER; order = bids.nextOrder(order)) {
            priorities.add(bids.priority(order));
        }
        return priorities;
    }

    /** Whoever stood behind an order stands behind it still; one that came meanwhile, or got larger, behind all. */
    @Test
    void shouldKeepThePlacesOfOrdersThatASnapshotTellsAgain() {
        final int snapshot = DbnFileWriter.SNAPSHOT;
        final Mbo[] before = {
            clear(),
            order(1, 'A', 'B', PRICE, 3, DbnFileWriter.LAST),
            order(2, 'A', 'B', PRICE, 7, DbnFileWriter.LAST),
            order(3, 'A', 'B', PRICE, 9, DbnFileWriter.LAST)
        };
        play(BookContext.Start.SNAPSHOT, write("before", file(before)));
        final List<Long> places = priorities();
        final Mbo[] all = Arrays.copyOf(before, before.length + 5);
        all[4] = order(0, 'R', 'N', DbnFileWriter.NONE, 0, snapshot);
        all[5] = order(1, 'A', 'B', PRICE, 2, snapshot);
        all[6] = order(3, 'A', 'B', PRICE, 9, snapshot);
        all[7] = order(2, 'A', 'B', PRICE, 8, snapshot);
        all[8] = order(4, 'A', 'B', PRICE, 1, snapshot | DbnFileWriter.LAST);
        play(BookContext.Start.SNAPSHOT, write("again", file(all)));
        assertEquals(List.of(1L, 3L, 2L, 4L), ids(es().orders().bid()));
        assertEquals(List.of(places.get(0), places.get(2)), priorities().subList(0, 2));
        assertTrue(priorities().get(2) > places.get(2)
                && priorities().get(3) > priorities().get(2));
    }

    @Test
    void shouldBelieveRowsAgainFromAResetOn() {
        final long[][] rows = new PlainOrders().rows();
        rows[0] = new long[] {PRICE, PRICE + RandomOrders.TICK, 3, 4, 1, 1};
        final int bad = 0x04 | DbnFileWriter.LAST;
        final DbnFileWriter writer = new DbnFileWriter(3, MBP_10, WIDTH, ES)
                .mbp10(ES, 'A', DbnFileWriter.LAST, 1_000_000_000L, 1, rows)
                .mbp10(ES, 'A', bad, 1_000_000_001L, 2, rows);
        play(BookContext.Start.SNAPSHOT, write("bad", writer));
        assertEquals(BookState.SUSPECT, es().state());
        play(
                BookContext.Start.SNAPSHOT,
                write("again", writer.mbp10(ES, 'R', DbnFileWriter.LAST, 1_000_000_002L, 3, rows)));
        assertEquals(BookState.LIVE, es().state());
        assertEquals(3, es().book().bid().size(0));
    }

    /** Many names of one instrument: read in a moment, not in minutes. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void shouldReadManyNamesOfOneInstrument() {
        final int[] instruments = new int[300_000];
        Arrays.fill(instruments, ES);
        play(BookContext.Start.SNAPSHOT, write("names", new DbnFileWriter(2, MBO, 10, instruments).mbo(clear())));
        assertEquals("S5482", es().symbol());
    }

    @Test
    void shouldLeaveOutAnEventWithoutItsEnd() {
        play(
                BookContext.Start.SNAPSHOT,
                write("open", file(clear(), order(1, 'A', 'B', PRICE, 3, 0), order(2, 'A', 'B', PRICE, 3, 0))));
        assertEquals(0, es().book().bid().rows());
        assertEquals(1, files.count(DbnCounter.UNFINISHED_EVENTS));
        assertEquals(1, files.remarks().size());
    }

    @Test
    void shouldSkipRecordsOfUnknownKinds() {
        final DbnFileWriter writer = file(clear());
        writer.raw(5, 0x99).raw(new int[18]).mbo(order(1, 'A', 'B', PRICE, 3, DbnFileWriter.LAST));
        play(BookContext.Start.SNAPSHOT, write("unknown", writer));
        assertEquals(3, es().book().bid().size(0));
        assertEquals(1, files.count(DbnCounter.LEFT_OUT));
    }

    @Test
    void shouldReadRecordsThatEndWithATimeOfTheGateway() throws IOException {
        final byte[] plain =
                file(clear(), order(1, 'A', 'B', PRICE, 3, DbnFileWriter.LAST)).bytes();
        final ByteArrayOutputStream longer = new ByteArrayOutputStream();
        final int records = plain.length - 2 * 56;
        longer.write(plain, 0, records);
        for (int at = records; at < plain.length; at += 56) {
            longer.write(64 / 4);
            longer.write(plain, at + 1, 55);
            longer.write(new byte[8]);
        }
        play(BookContext.Start.SNAPSHOT, Files.write(directory.resolve("sent"), longer.toByteArray()));
        assertEquals(3, es().book().bid().size(0));
    }

    @Test
    void shouldStopAtWhatCannotBeReadAndSayWhere() throws IOException {
        final Mbo one = order(1, 'A', 'B', PRICE, 3, DbnFileWriter.LAST);
        play(BookContext.Start.SNAPSHOT, write("zero", file(clear(), one).raw(0).mbo(one)));
        assertEquals(3, es().book().bid().size(0));
        assertTrue(
                files.damages().getFirst().contains("record 3, at byte "),
                files.damages().toString());
        play(
                BookContext.Start.SNAPSHOT,
                write("short", file(clear(), one).raw(4, 0xA0).raw(new int[14])));
        assertTrue(
                files.damages().getFirst().contains("is 16 bytes long, not 56"),
                files.damages().toString());
        final byte[] whole = file(clear(), one).bytes();
        play(BookContext.Start.SNAPSHOT, Files.write(directory.resolve("cut"), Arrays.copyOf(whole, whole.length - 1)));
        assertEquals(List.of(), files.damages());
        assertTrue(
                files.remarks().getFirst().contains("ends inside record 2"),
                files.remarks().toString());
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() throws IOException {
        final byte[] newer = file(clear()).bytes();
        newer[3] = 4;
        assertRefused("DBN version 4", Files.write(directory.resolve("newer"), newer));
        assertRefused("schema 5", write("bars", new DbnFileWriter(3, 5, WIDTH)));
        assertRefused("a fragment has no metadata", Files.write(directory.resolve("x.dbn.frag"), new byte[56]));
        assertRefused(
                "ends inside its metadata", Files.write(directory.resolve("metadata"), Arrays.copyOf(newer3(), 60)));
        final Path mbo = write("mbo", file(clear()));
        final Path mbp = write("mbp", new DbnFileWriter(3, MBP_10, WIDTH));
        assertTrue(assertThrows(DbnException.class, () -> DbnFiles.open(List.of(mbo, mbp)))
                .getMessage()
                .contains("the same trades twice"));
    }

    private static byte[] newer3() {
        return file(clear()).bytes();
    }

    /** Counts that the bytes do not bear out are an error of the file, whatever they are. */
    @Test
    void shouldRefuseMetadataThatContradictsItself() throws IOException {
        final int lists = 108;
        for (final int count : new int[] {-1, Integer.MAX_VALUE, 1 << 20, Integer.MIN_VALUE}) {
            for (int list = 0; list < 2; list++) {
                final byte[] bytes = file(clear()).bytes();
                java.nio.ByteBuffer.wrap(bytes)
                        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                        .putInt(lists + 4 * list, count);
                final Path path = Files.write(directory.resolve("odd"), bytes);
                assertThrows(DbnException.class, () -> DbnFiles.open(List.of(path)));
            }
        }
    }

    @Test
    void shouldBoundTheInstrumentsThatItKeeps() {
        final DbnFileWriter writer = file();
        for (int instrument = 0; instrument < DbnDecoder.MOST_INSTRUMENTS + 10; instrument++) {
            writer.mbo(new Mbo(instrument, 0, DbnFileWriter.NONE, 0, 'R', 'N', DbnFileWriter.LAST, 1_000_000_000L, 5));
        }
        play(BookContext.Start.SNAPSHOT, write("many", writer));
        assertEquals(10, files.count(DbnCounter.REFUSED));
    }

    private static void assertRefused(final String why, final Path path) {
        final String said = assertThrows(DbnException.class, () -> DbnFiles.open(List.of(path)))
                .getMessage();
        assertTrue(said.contains(why), said);
    }
}
