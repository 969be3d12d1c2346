package aether.venue;

import aether.book.BookEvent;
import aether.book.BookHash;
import aether.book.BookListener;
import aether.book.BookSide;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.book.OrderSide;
import aether.venue.VenueInstrument.RestingOrder;
import aether.venue.VenueInstrument.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Compares every book that a feed handler publishes as live with what the venue's own was at that very moment: books by price
 * by the RptSeq they stand at, books by order by the event that published them. Also measures for how long books were not
 * live.
 */
public final class BookComparison implements BookListener, VenueObserver {
    /** Moments of one instrument that are remembered: far more than a handler lags behind. */
    private static final int MOMENTS = 4096;

    private static final int MAX_COMPLAINTS = 20;

    /** What an instrument was, and when. */
    private static final class Past {
        private final VenueInstrument instrument;
        private final long[] rptSeqs = new long[MOMENTS];
        private final long[] priceHashes = new long[MOMENTS];
        private final long[] olderRptSeqs = new long[MOMENTS];
        private final long[] olderPriceHashes = new long[MOMENTS];
        private final long[] positions = new long[MOMENTS];
        private final long[] orderHashes = new long[MOMENTS];
        private int moments;
        private long staleSinceNs;
        private long ordersStaleSinceNs;

        Past(final VenueInstrument instrument) {
            this.instrument = instrument;
        }
    }

    private final Map<Integer, Past> pasts = new HashMap<>();
    private final LongSupplier clock;
    private final Histogram priceRecovery = new Histogram(3);
    private final Histogram orderRecovery = new Histogram(3);
    private final List<String> complaints = new ArrayList<>();
    private long compared;
    private long ordersCompared;
    private long notCompared;
    private long wrong;

    /**
     * Has compared nothing yet.
     *
     * @param clock the time at which the handler lives, nanoseconds
     */
    public BookComparison(final LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void onEvent(final Set<VenueInstrument> touched, final long packet, final int message) {
        for (final VenueInstrument instrument : touched) {
            final Past past = pasts.computeIfAbsent(instrument.securityId(), id -> new Past(instrument));
            notePrices(past, instrument);
            noteOrders(past, instrument, position(packet, message));
        }
    }

    /** A restarted sequence overwrites nothing of the one before: a handler may not have heard of it yet. */
    private static void notePrices(final Past past, final VenueInstrument instrument) {
        final int slot = (int) instrument.rptSeq() % MOMENTS;
        final long hash = hash(instrument);
        if (past.rptSeqs[slot] == instrument.rptSeq() && past.priceHashes[slot] == hash) {
            return;
        }
        past.olderRptSeqs[slot] = past.rptSeqs[slot];
        past.olderPriceHashes[slot] = past.priceHashes[slot];
        past.rptSeqs[slot] = instrument.rptSeq();
        past.priceHashes[slot] = hash;
    }

    private static void noteOrders(final Past past, final VenueInstrument instrument, final long position) {
        if (past.moments > 0 && position < past.positions[(past.moments - 1) % MOMENTS]) {
            past.moments = 0;
        }
        past.positions[past.moments % MOMENTS] = position;
        past.orderHashes[past.moments % MOMENTS] = instrument.publishedOrders();
        past.moments++;
    }

    private static long position(final long packet, final int message) {
        return packet << 12 | message + 1;
    }

    private static long hash(final VenueInstrument instrument) {
        long hash = hash(1, instrument.publishedRows(Side.BUY));
        hash = hash(hash, instrument.publishedRows(Side.SELL));
        hash = hash(hash, instrument.impliedRows(Side.BUY));
        return hash(hash, instrument.impliedRows(Side.SELL));
    }

    private static long hash(final long seed, final List<Row> rows) {
        long hash = BookHash.mix(seed, rows.size());
        for (final Row row : rows) {
            hash = BookHash.mix(BookHash.mix(BookHash.mix(hash, row.price()), row.size()), row.orders());
        }
        return hash;
    }

    private static long hash(final InstrumentBook book) {
        long hash = hash(1, book.book().bid());
        hash = hash(hash, book.book().offer());
        hash = hash(hash, book.book().impliedBid());
        return hash(hash, book.book().impliedOffer());
    }

    private static long hash(final long seed, final BookSide side) {
        long hash = BookHash.mix(seed, side.rows());
        for (int row = 0; row < side.rows(); row++) {
            hash = BookHash.mix(BookHash.mix(BookHash.mix(hash, side.price(row)), side.size(row)), side.orders(row));
        }
        return hash;
    }

    @Override
    public void onBook(final InstrumentBook book, final BookEvent event) {
        if (book.state() != BookState.LIVE || book.rptSeq() <= 0) {
            return;
        }
        final Past past = pasts.get(book.securityId());
        final int slot = (int) book.rptSeq() % MOMENTS;
        if (past == null || past.rptSeqs[slot] != book.rptSeq() && past.olderRptSeqs[slot] != book.rptSeq()) {
            notCompared++;
            return;
        }
        compared++;
        final long hash = hash(book);
        final boolean isNow = past.rptSeqs[slot] == book.rptSeq() && past.priceHashes[slot] == hash;
        final boolean wasBefore = past.olderRptSeqs[slot] == book.rptSeq() && past.olderPriceHashes[slot] == hash;
        if (!isNow && !wasBefore) {
            complain("book by price of " + past.instrument.symbol() + " at RptSeq " + book.rptSeq() + ", packet "
                    + event.message().packetSequence() + ": " + book.book());
        }
    }

    @Override
    public void onOrderBook(final InstrumentBook book, final BookEvent event) {
        final Past past = pasts.get(book.securityId());
        final long live =
                position(event.message().packetSequence(), event.message().messageIndex());
        final long position = Math.max(live, position(book.orderSequence(), 4000));
        final int at = past == null ? -1 : newestUpTo(past, position);
        if (at < 0) {
            notCompared++;
            return;
        }
        ordersCompared++;
        if (past.orderHashes[at] != book.orders().hash()) {
            complain("book by order of " + past.instrument.symbol() + " at packet "
                    + event.message().packetSequence());
        }
    }

    private static int newestUpTo(final Past past, final long position) {
        for (int moment = past.moments - 1; moment >= Math.max(0, past.moments - MOMENTS); moment--) {
            if (past.positions[moment % MOMENTS] <= position) {
                return moment % MOMENTS;
            }
        }
        return -1;
    }

    private void complain(final String what) {
        wrong++;
        if (complaints.size() < MAX_COMPLAINTS) {
            complaints.add(what);
        }
    }

    @Override
    public void onState(final InstrumentBook book, final BookState before) {
        final Past past = pasts.get(book.securityId());
        if (past != null && before == BookState.LIVE) {
            past.staleSinceNs = clock.getAsLong();
        } else if (past != null && book.state() == BookState.LIVE && past.staleSinceNs != 0) {
            priceRecovery.recordValue(Math.max(0, clock.getAsLong() - past.staleSinceNs));
            past.staleSinceNs = 0;
        }
    }

    @Override
    public void onOrderState(final InstrumentBook book, final BookState before) {
        final Past past = pasts.get(book.securityId());
        if (past != null && before == BookState.LIVE) {
            past.ordersStaleSinceNs = clock.getAsLong();
        } else if (past != null && book.orderState() == BookState.LIVE && past.ordersStaleSinceNs != 0) {
            orderRecovery.recordValue(Math.max(0, clock.getAsLong() - past.ordersStaleSinceNs));
            past.ordersStaleSinceNs = 0;
        }
    }

    /** Row by row and order by order: whether a book that claims to be live is the venue's own. Names the difference, or null. */
    public static String difference(final InstrumentBook book, final VenueInstrument instrument) {
        if (book == null) {
            return instrument.symbol() + " was never heard of";
        }
        if (book.state() != BookState.LIVE) {
            return instrument.symbol() + " by price is " + book.state();
        }
        if (!areRowsEqual(book, instrument)) {
            return instrument.symbol() + " by price differs";
        }
        return null;
    }

    /** As {@link #difference}, for the book by order. */
    public static String orderDifference(final InstrumentBook book, final VenueInstrument instrument) {
        if (book.orderState() != BookState.LIVE) {
            return instrument.symbol() + " by order is " + book.orderState();
        }
        return instrument.orders(Side.BUY).equals(orders(book.orders().bid()))
                        && instrument
                                .orders(Side.SELL)
                                .equals(orders(book.orders().offer()))
                ? null
                : instrument.symbol() + " by order differs";
    }

    /** True when all visible rows, real and implied, are the venue's own. */
    public static boolean areRowsEqual(final InstrumentBook book, final VenueInstrument instrument) {
        return instrument.rows(Side.BUY).equals(rows(book.book().bid()))
                && instrument.rows(Side.SELL).equals(rows(book.book().offer()))
                && instrument.impliedRows(Side.BUY).equals(rows(book.book().impliedBid()))
                && instrument.impliedRows(Side.SELL).equals(rows(book.book().impliedOffer()));
    }

    private static List<Row> rows(final BookSide side) {
        final List<Row> rows = new ArrayList<>();
        for (int row = 0; row < side.rows(); row++) {
            rows.add(side.isSet(row) ? new Row(side.price(row), side.size(row), side.orders(row)) : null);
        }
        return rows;
    }

    private static List<RestingOrder> orders(final OrderSide side) {
        final List<RestingOrder> orders = new ArrayList<>();
        for (int level = 0; level < side.levels(); level++) {
            for (int order = side.firstOrder(level); order != OrderSide.NO_ORDER; order = side.nextOrder(order)) {
                orders.add(new RestingOrder(
                        side.orderId(order), side.priority(order), side.price(level), side.quantity(order)));
            }
        }
        return orders;
    }

    /** Books by price, and by order, that were compared. */
    public long compared() {
        return compared;
    }

    public long ordersCompared() {
        return ordersCompared;
    }

    /** Books whose moment was forgotten, or never told. */
    public long notCompared() {
        return notCompared;
    }

    /** Books that were published as live and were not right. */
    public long wrong() {
        return wrong;
    }

    /** The first of them, in words. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** For how long books by price were not live, nanoseconds. */
    public Histogram priceRecovery() {
        return priceRecovery;
    }

    /** For how long books by order were not live, nanoseconds. */
    public Histogram orderRecovery() {
        return orderRecovery;
    }
}
