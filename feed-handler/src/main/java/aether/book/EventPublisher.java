package aether.book;

import aether.feed.MarketMessage;

/** The instruments that the current match event has touched, each handed out once when it ends. */
final class EventPublisher {
    private final InstrumentTable instruments;
    private final BookStates states;
    private final BookListener listener;
    private final int[] touched;
    private int touchedCount;
    private MarketMessage message;
    private BookEvent event;
    private long eventId;

    EventPublisher(
            final InstrumentTable instruments,
            final BookStates states,
            final BookListener listener,
            final int maxInstruments) {
        this.instruments = instruments;
        this.states = states;
        this.listener = listener;
        touched = new int[maxInstruments];
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

    boolean isEmpty() {
        return touchedCount == 0;
    }

    /** Notes that the event concerns the instrument. */
    void touch(final InstrumentBook instrument, final int flag) {
        if (instrument.touched == 0) {
            touched[touchedCount++] = instrument.index();
        }
        instrument.touched |= flag;
    }

    /** Hands out what was touched, with {@code flags} added to each instrument's own. */
    void publish(final int flags) {
        eventId++;
        final int count = touchedCount;
        for (int i = 0; i < count; i++) {
            final InstrumentBook instrument = instruments.at(touched[i]);
            final int what = instrument.touched | flags;
            instrument.touched = 0;
            if (instrument.state == BookState.SUSPECT && instrument.mayBeComplete) {
                states.completeIfKnown(instrument);
            }
            if (instrument.state.isPublished()) {
                event.set(eventId, what);
                listener.onBook(instrument, event);
            }
        }
        touchedCount = 0;
        event.set(eventId, flags);
        listener.onEventEnd(event);
    }

    /** What was touched so far will not be told as an event. */
    void forget() {
        for (int i = 0; i < touchedCount; i++) {
            instruments.at(touched[i]).touched = 0;
        }
        touchedCount = 0;
    }
}
