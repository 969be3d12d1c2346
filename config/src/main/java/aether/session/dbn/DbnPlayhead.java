package aether.session.dbn;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookCounter;
import aether.book.BookListeners;
import aether.console.UsageException;
import aether.dbn.DbnException;
import aether.dbn.DbnFiles;
import aether.feed.MarketEvents;
import aether.monitor.ChannelSummary;
import aether.replay.StateHash;
import aether.session.CapturePlayer;
import aether.session.JournalReplay;
import aether.session.playhead.PlayedBooks;
import aether.session.playhead.Playhead;
import aether.state.StateException;
import aether.state.StateFields;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Databento's files as they are played, record by record. */
public final class DbnPlayhead implements Playhead {
    /** Each has books of its own, with room for all of a venue. */
    private static final int MOST_PUBLISHERS = 8;

    private static final int SECTION_PLACE = 0;

    private final List<Path> paths;
    private final BookContext.Start start;
    private final JournalReplay.Hearers hearers;
    private final List<PlayedBooks> publishers = new ArrayList<>();
    private final List<MarketEvents> events = new ArrayList<>();
    private DbnFiles files;

    /** Of those that are known, when files are read once more. */
    private int opened;

    private long played;

    DbnPlayhead(final List<Path> paths, final BookContext.Start start, final JournalReplay.Hearers hearers) {
        this.paths = paths;
        this.start = start;
        this.hearers = hearers;
        files = DbnFiles.open(paths);
    }

    private MarketEvents open(final String name) {
        if (opened < publishers.size() && publishers.get(opened).channel().equals(name)) {
            return events.get(opened++);
        }
        forgetFrom(opened++);
        return openAnew(name);
    }

    private void forgetFrom(final int first) {
        publishers.subList(first, publishers.size()).clear();
        events.subList(first, events.size()).clear();
    }

    private MarketEvents openAnew(final String name) {
        if (publishers.size() == MOST_PUBLISHERS) {
            throw new UsageException(paths.getFirst() + ": has more than " + MOST_PUBLISHERS
                    + " publishers; ask for the dataset of one venue");
        }
        final CapturePlayer.Listener listener = hearers.market(name);
        final StateHash hash = new StateHash();
        final BookBuilder books = new BookBuilder(files.books(start), new BookListeners(hash, listener));
        publishers.add(new PlayedBooks(name, books, hash));
        events.add(listener.around(books, () -> books));
        return events.getLast();
    }

    @Override
    public long nextTimeNs() {
        return files.nextTimeNs();
    }

    @Override
    public void playNext() {
        files.playNext(this::open);
        played++;
    }

    @Override
    public long played() {
        return played;
    }

    @Override
    public boolean isAtRest() {
        return nextTimeNs() != NO_TIME
                && files.isBetweenEvents()
                && publishers.stream().allMatch(publisher -> publisher.books().isBetweenEvents());
    }

    @Override
    public void state(final StateFields fields) {
        fields.section(SECTION_PLACE);
        played = fields.number(played);
        try {
            if (fields.isRead()) {
                files.close();
                files = DbnFiles.open(paths);
                opened = 0;
            }
            files.state(fields, this::open);
            forgetFrom(opened);
        } catch (final DbnException e) {
            throw new StateException(e.getMessage());
        }
        for (int i = 0; i < publishers.size(); i++) {
            fields.section(i + 1);
            publishers.get(i).hash().state(fields);
            publishers.get(i).books().state(fields);
        }
    }

    @Override
    public List<PlayedBooks> channels() {
        return publishers;
    }

    @Override
    public void finish() {
        files.finish();
    }

    @Override
    public List<String> remarks() {
        final List<String> remarks = new ArrayList<>(files.damages());
        remarks.addAll(files.remarks());
        for (final PlayedBooks publisher : publishers) {
            final long refused = publisher.books().counters().get(BookCounter.INSTRUMENTS_REFUSED);
            if (refused > 0) {
                remarks.add(String.format("%,d entries of instruments that found no room", refused));
            }
        }
        return remarks;
    }

    @Override
    public boolean isWhole() {
        return files.damages().isEmpty();
    }

    /** What came of each publisher. */
    public List<String> summary() {
        return publishers.stream().map(DbnPlayhead::describe).toList();
    }

    private static String describe(final PlayedBooks publisher) {
        final BookBuilder books = publisher.books();
        return String.format(
                "channel %s%n  books     %,d events, %,d changes of orders, %,d of rows; %s%n  digest %s",
                publisher.channel(),
                books.counters().get(BookCounter.EVENTS),
                books.counters().get(BookCounter.ORDER_ENTRIES),
                books.counters().get(BookCounter.BOOK_ENTRIES),
                ChannelSummary.states(books),
                publisher.hash().digest());
    }

    @Override
    public void close() {
        files.close();
    }
}
