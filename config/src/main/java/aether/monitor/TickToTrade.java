package aether.monitor;

import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.InstrumentBook;
import java.util.function.LongSupplier;

/**
 * Stamps between the stages from a packet to the order it caused: received, book event, order encoded, order handed to the
 * kernel. Listens to books in front of the strategy. On the feed's thread; to be read when that rests.
 */
public final class TickToTrade implements BookListener {
    private final LongSupplier clock;
    private final Latencies total = new Latencies();
    private final Latencies toBook = new Latencies();
    private final Latencies toOrder = new Latencies();
    private final Latencies toSocket = new Latencies();
    private long rxTimeNs;
    private long bookNs;
    private long encodedNs;
    private boolean isBookTold;

    /** {@code clock} is the one that receive times come from. */
    public TickToTrade(final LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        bookNs = clock.getAsLong();
        rxTimeNs = event.rxTimeNs();
        isBookTold = true;
    }

    @Override
    public void onEventEnd(final BookEvent event) {
        isBookTold = false;
    }

    public void onEncoded() {
        encodedNs = clock.getAsLong();
    }

    /** An order is out. One that no book has made, but a fill or time, has no tick to be measured from. */
    public void onSent() {
        if (!isBookTold) {
            return;
        }
        final long nowNs = clock.getAsLong();
        total.record(nowNs - rxTimeNs);
        toBook.record(bookNs - rxTimeNs);
        toOrder.record(encodedNs - bookNs);
        toSocket.record(nowNs - encodedNs);
    }

    /** From receipt of a packet to the order that it caused. */
    public Latencies latencies() {
        return total;
    }

    /** Four lines: the whole, and its stages. */
    public String describe() {
        return "tick to trade, packet received to order written: " + total.describe()
                + System.lineSeparator() + "            packet received to book event:  " + toBook.describe()
                + System.lineSeparator() + "            book event to order encoded:    " + toOrder.describe()
                + System.lineSeparator() + "            order encoded to order written: " + toSocket.describe();
    }
}
