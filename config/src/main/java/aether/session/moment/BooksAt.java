package aether.session.moment;

import aether.book.BookBuilder;
import aether.book.InstrumentBook;
import aether.console.Terminal;
import aether.console.TimeText;
import aether.console.Times;
import aether.console.UsageException;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.session.CapturePlayer;
import aether.session.ForwardingEvents;
import aether.session.InstrumentChoice;
import aether.session.JournalReplay;
import aether.session.RecordedSession;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The books of a session as they were at a moment: all that was received up to then, and nothing that came later. */
public final class BooksAt implements JournalReplay.Hearers {
    private final TimeText at;
    private final InstrumentChoice wanted;
    private final int depth;
    private final Set<String> found = new HashSet<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Watch> watches = new ArrayList<>();

    /**
     * A moment.
     *
     * @param option that says when, for errors
     * @param at when, in its words; may be a time of the day of the first message
     * @param wanted symbols and SecurityIDs whose ladders are shown; when there are none, each instrument has a line
     * @param depth rows of a ladder, at most
     */
    public BooksAt(final String option, final String at, final List<String> wanted, final int depth) {
        this.at = TimeText.parse(option, at);
        this.wanted = InstrumentChoice.of(wanted);
        this.depth = depth;
    }

    @Override
    public CapturePlayer.Listener market(final String channel) {
        final Watch watch = new Watch();
        watches.add(watch);
        return watch;
    }

    @Override
    public boolean isEnough() {
        return !watches.isEmpty() && watches.stream().allMatch(watch -> watch.isOver);
    }

    /** Plays a session up to there, and prints what is to be shown. */
    public void show(final RecordedSession session, final Terminal terminal) {
        final RecordedSession.Played played = session.play(this, terminal);
        terminal.status("");
        lines().forEach(System.out::println);
        if (played.remark() != null) {
            System.err.println("aether: " + played.remark());
        }
    }

    /**
     * What is to be shown, when the session was played.
     *
     * @throws UsageException when the moment is not in the session, or an instrument is not
     */
    public List<String> lines() {
        final List<Watch> begun =
                watches.stream().filter(watch -> watch.firstNs != 0).toList();
        if (begun.stream().noneMatch(watch -> watch.isOver)) {
            final long lastNs =
                    begun.stream().mapToLong(watch -> watch.lastNs).max().orElse(0);
            throw new UsageException("--at: the session ends at " + Times.utc(lastNs) + ", before that");
        }
        if (begun.stream().allMatch(watch -> watch.isBefore)) {
            final long firstNs =
                    begun.stream().mapToLong(watch -> watch.firstNs).min().orElse(0);
            throw new UsageException("--at: the session begins at " + Times.utc(firstNs) + ", after that");
        }
        // A channel that fell silent before has what it had.
        begun.stream().filter(watch -> !watch.isOver).forEach(Watch::show);
        for (final String name : wanted.names()) {
            if (!found.contains(name)) {
                throw new UsageException("--book: there is no '" + name
                        + "' at that moment; symbols are known where instruments are defined, SecurityIDs always");
            }
        }
        return lines;
    }

    /** One channel. */
    private final class Watch extends ForwardingEvents implements CapturePlayer.Listener {
        private Supplier<BookBuilder> books;
        private long firstNs;
        private long lastNs;
        private long atNs;
        private boolean isOver;
        private boolean isBefore;

        @Override
        public MarketEvents around(final MarketEvents builder, final Supplier<BookBuilder> lookup) {
            forwardTo(builder);
            books = lookup;
            return this;
        }

        @Override
        public void onMessageStart(final MarketMessage message) {
            final long timeNs = message.rxTimeNs();
            if (firstNs == 0) {
                firstNs = timeNs;
                atNs = at.epochNs(timeNs);
                isBefore = atNs < timeNs;
            }
            if (!isOver && timeNs > atNs) {
                isOver = true;
                show();
            }
            lastNs = timeNs;
            super.onMessageStart(message);
        }

        private void show() {
            wanted.names().stream()
                    .filter(name -> InstrumentChoice.isIn(books.get(), name))
                    .forEach(found::add);
            for (int i = 0; i < books.get().instrumentCount(); i++) {
                final InstrumentBook instrument = books.get().instrumentAt(i);
                if (wanted.isAll()) {
                    lines.add(BookText.line(instrument));
                } else if (wanted.has(instrument)) {
                    lines.add(BookText.head(instrument));
                    lines.addAll(BookText.ladder(instrument, depth));
                }
            }
        }
    }
}
