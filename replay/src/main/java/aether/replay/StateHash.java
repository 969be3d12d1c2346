package aether.replay;

import aether.book.BookEvent;
import aether.book.BookHash;
import aether.book.BookListener;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.state.StateFields;

/**
 * A rolling hash over the canonical state: at each match event the whole book of every instrument that the event touched, and
 * every change of state. Two runs that received the same events in the same order have the same hash after the same event; receive
 * times and lines are not part of it, so that line A alone, line B alone and both give the same hash when nothing is lost.
 */
public final class StateHash implements BookListener {
    /** Hash before the first event. */
    public static final long START = 0x5354_4154_4548_4153L;

    private long value = START;
    private long events;
    private long lastSequence;
    private long highestSequence;

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        value = BookHash.mix(instrument.hash(value), event.flags());
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        value = BookHash.mix(
                value,
                (long) instrument.securityId() << 16
                        | before.ordinal() << 8
                        | instrument.state().ordinal());
    }

    @Override
    public void onEventEnd(final BookEvent event) {
        events++;
        lastSequence = event.message().packetSequence();
        highestSequence = Math.max(highestSequence, lastSequence);
        value = BookHash.mix(value, lastSequence);
    }

    /** The hash so far. */
    public long value() {
        return value;
    }

    /** Match events so far. */
    public long events() {
        return events;
    }

    /** The highest packet that closed an event: sequences may start over. */
    public long highestSequence() {
        return highestSequence;
    }

    /** The hash with its place: what is journaled and compared. */
    public Digest digest() {
        return new Digest(events, lastSequence, value);
    }

    /** Writes the digest without allocating; see {@link Digest}. */
    public void write(final org.agrona.MutableDirectBuffer buffer, final int offset) {
        Digest.write(buffer, offset, events, lastSequence, value);
    }

    /** All of it. */
    public void state(final StateFields fields) {
        value = fields.number(value);
        events = fields.number(events);
        lastSequence = fields.number(lastSequence);
        highestSequence = fields.number(highestSequence);
    }
}
