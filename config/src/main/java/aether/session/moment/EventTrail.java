package aether.session.moment;

import aether.book.BookEvent;
import aether.book.BookListener;
import aether.book.BookListeners;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.console.Times;
import aether.console.UsageException;
import aether.replay.StateHash;
import aether.session.CapturePlayer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agrona.collections.LongArrayList;

/** One channel of a session, event by event: the hash of its state after each, and what the event looked like at which it is to stop. */
final class EventTrail implements CapturePlayer.Listener {
    /** No event. */
    static final int NONE = -1;

    private static final int MOST_EVENTS = 250_000_000;

    private final StateHash state = new StateHash();
    private final LongArrayList hashes = new LongArrayList();
    private final Set<InstrumentBook> touched = new LinkedHashSet<>();
    private final BookListener listeners = new BookListeners(state, new Touched());
    private final LongArrayList expected;
    private final int stopAt;
    private final int depth;
    private List<String> shown = List.of();
    private int differsAt = NONE;

    private EventTrail(final LongArrayList expected, final int stopAt, final int depth) {
        this.expected = expected;
        this.stopAt = stopAt;
        this.depth = depth;
    }

    /** Notes all. */
    static EventTrail whole() {
        return new EventTrail(null, NONE, 0);
    }

    /** Stops at the first event whose hash is another. */
    static EventTrail against(final EventTrail other, final int depth) {
        return new EventTrail(other.hashes, NONE, depth);
    }

    /** Stops at an event, and shows it. */
    static EventTrail upTo(final int event, final int depth) {
        return new EventTrail(null, event, depth);
    }

    /** Events so far. */
    int events() {
        return hashes.size();
    }

    /** The first event, from 0, that was not as expected; {@link #NONE} when there was none. */
    int differsAt() {
        return differsAt;
    }

    /** Of the event that it stopped at: its packet, and each book that it touched. */
    List<String> shown() {
        return shown;
    }

    boolean isOver() {
        return !shown.isEmpty();
    }

    private void end(final BookEvent event) {
        if (isOver()) {
            return;
        }
        final int at = hashes.size();
        if (at == MOST_EVENTS) {
            throw new UsageException("the session has more than " + MOST_EVENTS + " events; compare a part of it");
        }
        hashes.addLong(state.value());
        final boolean isOther = expected != null && (at >= expected.size() || expected.getLong(at) != state.value());
        if (isOther) {
            differsAt = at;
        }
        if (isOther || at == stopAt) {
            show(event);
        }
        touched.clear();
    }

    private void show(final BookEvent event) {
        final List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "packet %,d, message %d, template %d, sent %s",
                event.message().packetSequence(),
                event.message().messageIndex(),
                event.message().templateId(),
                Times.utc(event.message().sendingTimeNs())));
        for (final InstrumentBook book : touched) {
            lines.add(BookText.head(book));
            lines.addAll(BookText.ladder(book, depth));
        }
        shown = lines;
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        listeners.onBook(instrument, event);
    }

    @Override
    public void onOrderBook(final InstrumentBook instrument, final BookEvent event) {
        listeners.onOrderBook(instrument, event);
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        listeners.onState(instrument, before);
    }

    @Override
    public void onOrderState(final InstrumentBook instrument, final BookState before) {
        listeners.onOrderState(instrument, before);
    }

    @Override
    public void onEventEnd(final BookEvent event) {
        state.onEventEnd(event);
        end(event);
    }

    /** Whatever an event said of a book. */
    private final class Touched implements BookListener {
        @Override
        public void onBook(final InstrumentBook instrument, final BookEvent event) {
            touched.add(instrument);
        }

        @Override
        public void onOrderBook(final InstrumentBook instrument, final BookEvent event) {
            touched.add(instrument);
        }

        @Override
        public void onState(final InstrumentBook instrument, final BookState before) {
            touched.add(instrument);
        }

        @Override
        public void onOrderState(final InstrumentBook instrument, final BookState before) {
            touched.add(instrument);
        }
    }
}
