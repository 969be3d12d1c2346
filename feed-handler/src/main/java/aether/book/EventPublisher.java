package aether.book;

import aether.feed.BookPolicy;
import aether.feed.MarketMessage;
import aether.state.StateFields;

/** The instruments that the current match event has touched, each handed out once when it ends. */
final class EventPublisher {
    private final InstrumentTable instruments;
    private final BookSlab slab;
    private final OrderBooks orderBooks;
    private final BookListener listener;
    private final InstrumentHeads heads;
    private final BookPolicy policy;
    private final int[] touched;
    private int touchedCount;
    private MarketMessage message;
    private BookEvent event;
    private long eventId;

    EventPublisher(
            final FeedContext feed,
            final InstrumentTable instruments,
            final OrderBooks orderBooks,
            final BookListener listener) {
        this.instruments = instruments;
        slab = instruments.slab();
        this.orderBooks = orderBooks;
        this.listener = listener;
        heads = feed.heads();
        policy = feed.settings().policy();
        touched = new int[instruments.capacity()];
    }

    /** Events will be described by this message, which decoders reuse. */
    void message(final MarketMessage current) {
        if (message != current) {
            message = current;
            event = new BookEvent(current);
        }
    }

    MarketMessage message() {
        return message;
    }

    /** True when there is nothing to publish, or no message yet that could describe it. */
    boolean isEmpty() {
        return touchedCount == 0 || message == null;
    }

    /** Notes that the event concerns the instrument. */
    void touch(final InstrumentBook instrument, final int flag) {
        touch(instrument.index(), flag);
    }

    /** As above, of the instrument at this place of the table. */
    void touch(final int instrument, final int flag) {
        final int before = heads.touched(instrument);
        if (before == 0) {
            touched[touchedCount++] = instrument;
        }
        heads.touched(instrument, before | flag);
    }

    /** Hands out what was touched, with {@code flags} added to each instrument's own. */
    void publish(final int flags) {
        eventId++;
        final int count = touchedCount;
        for (int i = 0; i < count; i++) {
            final int instrument = touched[i];
            final int what = heads.touched(instrument) | flags;
            heads.touched(instrument, 0);
            if (heads.isToLookAt(instrument)) {
                completeIfKnown(instrument);
            }
            event.set(eventId, what);
            if ((what & BookEvent.PRICE_BOOK) != 0) {
                publishPrices(instrument, what);
            }
            if ((what & BookEvent.ORDERS) != 0 && heads.followsBehind(instrument) != InstrumentHeads.NEVER) {
                listener.onOrderBook(instruments.at(instrument), event);
            }
        }
        touchedCount = 0;
        orderBooks.count();
        event.set(eventId, flags);
        listener.onEventEnd(event);
    }

    /** A book rebuilt from incremental messages is as good as any once all its rows are known. */
    private void completeIfKnown(final int instrument) {
        heads.looked(instrument);
        if (slab.isWholeBookComplete(instrument)) {
            instruments.at(instrument).priceTrust().live();
        }
    }

    private void publishPrices(final int instrument, final int what) {
        if (policy != BookPolicy.NUMBERED_ROWS && (what & BookEvent.BOOK) != 0) {
            setRows(instruments.at(instrument));
        }
        if ((what & BookEvent.RPT_SEQ_BOOK) != 0) {
            heads.madeBy(instrument, message.packetSequence(), message.rxTimeNs());
        }
        if (heads.isPublished(instrument)) {
            listener.onBook(instruments.at(instrument), event);
        }
    }

    private void setRows(final InstrumentBook instrument) {
        if (policy == BookPolicy.KEYED_BY_PRICE) {
            BestLevels.ofKeyed(instrument);
        } else {
            BestLevels.ofOrders(instrument);
        }
    }

    /** Compares the books of what was touched with each other. */
    void check(final CrossCheck check, final long sequence) {
        for (int i = 0; i < touchedCount; i++) {
            check.check(instruments.at(touched[i]), sequence);
        }
    }

    /** What was touched so far will not be told as an event. */
    void forget() {
        for (int i = 0; i < touchedCount; i++) {
            heads.touched(touched[i], 0);
        }
        touchedCount = 0;
    }

    /** The message that described the last event describes what is published before there is another. */
    void state(final StateFields fields) {
        eventId = fields.number(eventId);
        final boolean hasMessage = fields.flag(message != null);
        if (fields.isRead()) {
            touchedCount = 0;
            message = null;
        }
        if (hasMessage) {
            message(message == null ? new MarketMessage() : message);
            message.state(fields);
        }
    }

    boolean hasNothingTouched() {
        return touchedCount == 0;
    }
}
