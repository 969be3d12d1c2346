package aether.session.dbn;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookCounter;
import aether.book.BookListeners;
import aether.console.Terminal;
import aether.console.UsageException;
import aether.dbn.DbnFiles;
import aether.feed.MarketEvents;
import aether.monitor.ChannelSummary;
import aether.replay.StateHash;
import aether.session.CapturePlayer;
import aether.session.JournalReplay;
import aether.session.Pacer;
import aether.session.RecordedSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A session in Databento's files, played through the books of the live feed: a channel for each publisher.
 *
 * @param start what is known of a book before its first clear or snapshot
 * @param speed multiple of the recorded speed, or 0 for as fast as possible
 */
public record DbnSession(List<Path> files, BookContext.Start start, double speed) implements RecordedSession {
    /** Each has books of its own, with room for all of a venue. */
    private static final int MOST_PUBLISHERS = 8;

    private static final int PROGRESS_MASK = 0xFFF;

    /** What was built for one publisher. */
    private record PlayedPublisher(String name, BookBuilder books, StateHash hash) {
        String describe() {
            return String.format(
                    "channel %s%n  books     %,d events, %,d changes of orders, %,d of rows; %s%n  digest %s",
                    name,
                    books.counters().get(BookCounter.EVENTS),
                    books.counters().get(BookCounter.ORDER_ENTRIES),
                    books.counters().get(BookCounter.BOOK_ENTRIES),
                    ChannelSummary.states(books),
                    hash.digest());
        }

        String refused() {
            final long refused = books.counters().get(BookCounter.INSTRUMENTS_REFUSED);
            return refused == 0 ? null : String.format("%,d entries of instruments that found no room", refused);
        }
    }

    /** Whether files are meant as such a session; of several, the first says so. */
    public static boolean isMeant(final List<Path> files) {
        return DbnFiles.areMeant(files);
    }

    @Override
    public Played play(final JournalReplay.Hearers hearers, final Terminal terminal) {
        return play(hearers, terminal, new ArrayList<>());
    }

    /** Plays it, and says what there is to say of each channel, behind the result. */
    public Played play(final JournalReplay.Hearers hearers, final Terminal terminal, final List<String> summary) {
        final List<PlayedPublisher> publishers = new ArrayList<>();
        final Pacer pacer = new Pacer(speed, terminal, "records");
        try (DbnFiles sources = DbnFiles.open(files)) {
            final long[] played = {0};
            final long records =
                    sources.play(name -> open(sources, name, hearers, publishers), hearers::isEnough, timeNs -> {
                        pacer.await(timeNs);
                        if ((++played[0] & PROGRESS_MASK) == 0) {
                            pacer.progress(played[0]);
                        }
                    });
            publishers.forEach(publisher -> summary.add(publisher.describe()));
            final List<String> remarks = new ArrayList<>(sources.damages());
            remarks.addAll(sources.remarks());
            publishers.stream()
                    .map(PlayedPublisher::refused)
                    .filter(java.util.Objects::nonNull)
                    .forEach(remarks::add);
            return new Played(
                    records,
                    publishers.stream()
                            .map(publisher -> publisher.hash().digest())
                            .toList(),
                    remarks.isEmpty() ? null : String.join("; ", remarks),
                    sources.damages().isEmpty());
        }
    }

    private MarketEvents open(
            final DbnFiles sources,
            final String name,
            final JournalReplay.Hearers hearers,
            final List<PlayedPublisher> publishers) {
        if (publishers.size() == MOST_PUBLISHERS) {
            throw new UsageException(files.getFirst() + ": has more than " + MOST_PUBLISHERS
                    + " publishers; ask for the dataset of one venue");
        }
        final CapturePlayer.Listener listener = hearers.market(name);
        final StateHash hash = new StateHash();
        final BookBuilder books = new BookBuilder(sources.books(start), new BookListeners(hash, listener));
        publishers.add(new PlayedPublisher(name, books, hash));
        return listener.around(books, () -> books);
    }
}
