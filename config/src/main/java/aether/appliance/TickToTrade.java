package aether.appliance;

import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.InstrumentBook;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/**
 * Stamps between the stages from a packet to an order of its making: received, book told, order encoded, order handed to the
 * kernel. Listens to books in front of the strategy. On the feed's thread; to be read when that rests.
 */
final class TickToTrade implements BookListener {
    private static final long HIGHEST_NS = 3_600_000_000_000L;

    private final LongSupplier clock;
    private final Histogram total = new Histogram(HIGHEST_NS, 3);
    private final Histogram toBook = new Histogram(HIGHEST_NS, 3);
    private final Histogram toOrder = new Histogram(HIGHEST_NS, 3);
    private final Histogram toSocket = new Histogram(HIGHEST_NS, 3);
    private long bookNs;
    private long encodedNs;

    TickToTrade(final LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        bookNs = clock.getAsLong();
    }

    void onEncoded() {
        encodedNs = clock.getAsLong();
    }

    /** An order that a packet of this receive time has made is out. */
    void onSent(final long rxTimeNs) {
        final long nowNs = clock.getAsLong();
        record(total, nowNs - rxTimeNs);
        record(toBook, bookNs - rxTimeNs);
        record(toOrder, encodedNs - bookNs);
        record(toSocket, nowNs - encodedNs);
    }

    private static void record(final Histogram histogram, final long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, HIGHEST_NS));
    }

    /** Four lines: the whole, and its stages. */
    String describe() {
        return "tick to trade, packet received to order written: " + LatencyListener.percentiles(total)
                + System.lineSeparator() + "            packet received to book told:   "
                + LatencyListener.percentiles(toBook)
                + System.lineSeparator() + "            book told to order encoded:     "
                + LatencyListener.percentiles(toOrder)
                + System.lineSeparator() + "            order encoded to order written: "
                + LatencyListener.percentiles(toSocket);
    }
}
