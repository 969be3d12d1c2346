package aether.session.moment;

import aether.console.Terminal;
import aether.session.JournalReplay;
import aether.session.Pacer;
import aether.session.RecordedSession;
import aether.session.playhead.Playhead;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * A session that one can go about in: from place to place, forwards and back. Going somewhere means playing from the nearest place before it that is
 * noted; what is played for the first time is noted as it goes.
 */
public final class Timeline implements AutoCloseable {
    /** Between two places at least so many packets. */
    static final int LEAST_PACKETS = 10_000;

    /** Noting a place may take this part of the time, once the machine has become quick at it. */
    private static final int NOTING_SHARE = 8;

    private static final long FIRST_NOTING_NS = 10_000_000;
    private static final int PROGRESS_MASK = 0xFF;

    private final RecordedSession session;
    private final JournalReplay.Hearers hearers;
    private final SeekIndex index;
    private final Pacer pacer;
    private final LongSupplier clock;
    private Playhead playhead;
    private final long firstNs;
    private long newestNs = Long.MIN_VALUE;
    private long notedNs;
    private long notingNs = FIRST_NOTING_NS;

    /**
     * At the start of a session.
     *
     * @param hearers hear whatever is played, on the way to a place too, and are asked for anew when it begins at the start
     */
    public static Timeline open(
            final RecordedSession session,
            final JournalReplay.Hearers hearers,
            final Terminal terminal,
            final Places places) {
        final SeekIndex index =
                switch (places) {
                    case NOTED -> SeekIndex.of(session);
                    case USED -> SeekIndex.reading(session);
                    case NONE -> SeekIndex.none();
                };
        return new Timeline(session, hearers, terminal, index, System::nanoTime);
    }

    /** {@code clock}: nanoseconds, for how long noting takes. */
    Timeline(
            final RecordedSession session,
            final JournalReplay.Hearers hearers,
            final Terminal terminal,
            final SeekIndex index,
            final LongSupplier clock) {
        this.session = session;
        this.hearers = hearers;
        this.index = index;
        this.clock = clock;
        notedNs = clock.getAsLong();
        pacer = new Pacer(0, terminal, session.unit());
        try {
            start();
        } catch (final RuntimeException e) {
            index.close();
            throw e;
        }
        firstNs = playhead.nextTimeNs();
    }

    private void start() {
        close(playhead);
        playhead = null;
        hearers.forget();
        playhead = session.open(hearers);
        newestNs = Long.MIN_VALUE;
    }

    private static void close(final Playhead old) {
        if (old != null) {
            old.close();
        }
    }

    /** When the session begins, nanoseconds since the epoch; {@link Playhead#NO_TIME} when there is nothing in it. */
    public long firstNs() {
        return firstNs;
    }

    /** The newest time of what was played up to here; {@link Long#MIN_VALUE} at the start. */
    public long newestNs() {
        return newestNs;
    }

    public boolean isAtEnd() {
        return playhead.nextTimeNs() == Playhead.NO_TIME;
    }

    /** True when the session could not be opened once more: nothing can be done any more. */
    boolean isGone() {
        return playhead == null;
    }

    /** Where it stands. */
    public Playhead playhead() {
        return playhead;
    }

    /** Plays the next packet. */
    public void next() {
        newestNs = Math.max(newestNs, playhead.nextTimeNs());
        playhead.playNext();
        note();
        if ((playhead.played() & PROGRESS_MASK) == 0) {
            pacer.await(newestNs);
            pacer.progress(playhead.played());
        }
    }

    private void note() {
        if (playhead.played() - index.reach() < LEAST_PACKETS || !index.isWritten()) {
            return;
        }
        final long nowNs = clock.getAsLong();
        final boolean isFirst = index.reach() == 0;
        if ((isFirst || nowNs - notedNs >= notingNs * NOTING_SHARE << index.thinning())
                && playhead.isAtRest()
                && playhead.isWhole()) {
            index.note(playhead, newestNs);
            notedNs = clock.getAsLong();
            // The least so far: one that took long for other reasons, such as a collection of garbage, is not to leave
            // a hole.
            notingNs = Math.min(notingNs, notedNs - nowNs);
        }
    }

    /** Goes to where everything was received that came up to a time, nanoseconds since the epoch, and nothing that came later. */
    public void toTime(final long timeNs) {
        enter(place -> place.newestNs() <= timeNs);
        playWhile(() -> playhead.nextTimeNs() <= timeNs);
    }

    /** Goes to where so many packets were played. */
    public void toPlayed(final long packets) {
        enter(place -> place.played() <= packets);
        playWhile(() -> playhead.played() < packets);
    }

    /** Goes behind the first event whose packet has this sequence number, or a higher one, in a channel; channels count from 0. */
    public void toSequence(final int channel, final long sequence) {
        enter(place -> sequence(place, channel) < sequence);
        playWhile(() -> sequence(channel) < sequence);
    }

    private static long sequence(final SeekIndex.Place place, final int channel) {
        return channel < place.sequences().length ? place.sequences()[channel] : 0;
    }

    /** Highest packet that closed an event of a channel. */
    private long sequence(final int channel) {
        return channel < playhead.channels().size()
                ? playhead.channels().get(channel).hash().highestSequence()
                : 0;
    }

    /** Begins at the last place of those that come before any that is not {@code reached}, unless it stands between that and there. */
    private void enter(final Predicate<SeekIndex.Place> reached) {
        final boolean isBehind = !reached.test(SeekIndex.Place.of(playhead, newestNs));
        while (true) {
            SeekIndex.Place nearest = null;
            for (final SeekIndex.Place place : index.places()) {
                if (!reached.test(place)) {
                    break;
                }
                nearest = place;
            }
            if (!isBehind && (nearest == null || nearest.played() <= playhead.played())) {
                return;
            }
            if (nearest == null) {
                start();
                return;
            }
            if (index.puts(playhead, nearest)) {
                newestNs = nearest.newestNs();
                return;
            }
            start();
        }
    }

    private void playWhile(final BooleanSupplier isBefore) {
        while (!isAtEnd() && isBefore.getAsBoolean()) {
            next();
        }
    }

    /** Packets before the nearest place that is noted before so many packets; 0 is the start. */
    long placeBefore(final long packets) {
        return index.places().stream()
                .mapToLong(SeekIndex.Place::played)
                .filter(played -> played < packets)
                .max()
                .orElse(0);
    }

    /** Places that are noted. */
    int places() {
        return index.places().size();
    }

    /** Why nothing is noted, or null. */
    public String trouble() {
        return index.trouble();
    }

    @Override
    public void close() {
        close(playhead);
        index.close();
    }
}
