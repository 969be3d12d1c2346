package aether.session;

import aether.book.BookBuilder;
import aether.book.BookEvent;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Prints books as they change: after each match event as a listener, or after each message with book entries as an observer
 * around the builder. A book that turns stale is printed once, without rows, and then not until it is right again; so is a
 * book by order.
 */
public final class BookPrinter extends ForwardingEvents implements CapturePlayer.Listener {
    private final BookJson json;
    private final boolean everyMessage;
    private final boolean printsOrders;
    private final List<Integer> touched = new ArrayList<>();
    private final List<Integer> touchedByOrder = new ArrayList<>();
    private final List<InstrumentBook> silenced = new ArrayList<>();
    private final List<InstrumentBook> silencedByOrder = new ArrayList<>();
    private final List<Integer> repaired = new ArrayList<>();
    private Supplier<BookBuilder> books;
    private MarketMessage message;
    private boolean isRepairing;
    private boolean isHeard = true;

    public BookPrinter(final BookJson json, final boolean everyMessage, final boolean printsOrders) {
        this.json = json;
        this.everyMessage = everyMessage;
        this.printsOrders = printsOrders;
    }

    @Override
    public MarketEvents around(final MarketEvents inner, final Supplier<BookBuilder> lookup) {
        forwardTo(inner);
        books = lookup;
        return this;
    }

    /** Prints nothing until {@link #begin}. */
    public BookPrinter ofPart() {
        isHeard = false;
        return this;
    }

    /** The part that is meant begins here. */
    public void begin() {
        isHeard = true;
        touched.clear();
        touchedByOrder.clear();
        silenced.clear();
        silencedByOrder.clear();
    }

    private void write(final InstrumentBook instrument, final MarketMessage current) {
        if (isHeard) {
            json.write(instrument, current);
        }
    }

    /** Whether the channel has an instrument of that name. */
    public boolean knows(final String name) {
        return InstrumentChoice.isIn(books.get(), name);
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        if (!everyMessage) {
            write(instrument, event.message());
        }
    }

    /** An event that changed orders only; where rows changed too, {@link #onBook} has printed them. */
    @Override
    public void onOrderBook(final InstrumentBook instrument, final BookEvent event) {
        final int rows = BookEvent.BOOK | BookEvent.IMPLIED | BookEvent.TRADE | BookEvent.STATISTICS | BookEvent.STATUS;
        if (!everyMessage
                && printsOrders
                && ((event.flags() & rows) == 0 || !instrument.state().isPublished())) {
            write(instrument, event.message());
        }
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        if (instrument.state() == BookState.STALE || instrument.state() == BookState.DISCONTINUED) {
            silenced.add(instrument);
        }
        if (isRepairing && before == BookState.STALE) {
            repaired.add(instrument.securityId());
        }
    }

    /** The only word of an order book that is not to be believed any more. */
    @Override
    public void onOrderState(final InstrumentBook instrument, final BookState before) {
        if (printsOrders && before == BookState.LIVE && !silenced.contains(instrument)) {
            silencedByOrder.add(instrument);
        }
    }

    @Override
    public void onMessageStart(final MarketMessage current) {
        message = current;
        if (!isRepairing) {
            touched.clear();
            touchedByOrder.clear();
        }
        super.onMessageStart(current);
    }

    @Override
    public void onMessageEnd(final MarketMessage current) {
        if (!isRepairing) {
            print();
        }
        super.onMessageEnd(current);
    }

    private void print() {
        for (final InstrumentBook instrument : silenced) {
            if (!instrument.state().isPublished()) {
                write(instrument, message);
            }
        }
        for (final InstrumentBook instrument : silencedByOrder) {
            if (instrument.orderState() != BookState.LIVE && !silenced.contains(instrument)) {
                write(instrument, message);
                touchedByOrder.remove((Integer) instrument.securityId());
                touched.remove((Integer) instrument.securityId());
            }
        }
        silenced.clear();
        silencedByOrder.clear();
        for (final int securityId : touched) {
            final InstrumentBook instrument = books.get().find(securityId);
            if (instrument != null && instrument.state().isPublished()) {
                write(instrument, message);
            }
        }
        for (final int securityId : touchedByOrder) {
            final InstrumentBook instrument = books.get().find(securityId);
            if (instrument != null && instrument.orderState() == BookState.LIVE) {
                write(instrument, message);
            }
        }
        touchedByOrder.clear();
    }

    @Override
    public void onBookLevel(
            final int securityId,
            final long rptSeq,
            final byte entryType,
            final int action,
            final int level,
            final long price,
            final long size,
            final int orders) {
        if (everyMessage && !touched.contains(securityId)) {
            touched.add(securityId);
            touchedByOrder.remove((Integer) securityId);
        }
        super.onBookLevel(securityId, rptSeq, entryType, action, level, price, size, orders);
    }

    @Override
    public void onOrder(
            final int securityId,
            final long orderId,
            final long priority,
            final long price,
            final long quantity,
            final byte entryType,
            final int action) {
        if (everyMessage && printsOrders && !touched.contains(securityId) && !touchedByOrder.contains(securityId)) {
            touchedByOrder.add(securityId);
        }
        super.onOrder(securityId, orderId, priority, price, quantity, entryType, action);
    }

    @Override
    public void onRepairStart() {
        isRepairing = true;
        touched.clear();
        super.onRepairStart();
    }

    @Override
    public void onRepairEnd(final boolean nothingMissing) {
        super.onRepairEnd(nothingMissing);
        isRepairing = false;
        // Those that were right all along were only told again.
        touched.removeIf(securityId -> !repaired.contains(securityId));
        touchedByOrder.removeIf(securityId -> !repaired.contains(securityId));
        repaired.clear();
        print();
        touched.clear();
    }
}
