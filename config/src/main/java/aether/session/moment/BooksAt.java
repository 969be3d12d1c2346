package aether.session.moment;

import aether.book.BookBuilder;
import aether.book.InstrumentBook;
import aether.console.Terminal;
import aether.console.TimeText;
import aether.console.Times;
import aether.console.UsageException;
import aether.session.InstrumentChoice;
import aether.session.playhead.PlayedBooks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The books of a session as they were at a moment: all that was received up to then, and nothing that came later. */
public final class BooksAt {
    private final String option;
    private final TimeText at;
    private final InstrumentChoice wanted;
    private final int depth;

    /**
     * A moment.
     *
     * @param option that says when, for errors
     * @param at when, in its words; may be a time of the day of the first message
     * @param wanted symbols and SecurityIDs whose ladders are shown; when there are none, each instrument has a line
     * @param depth rows of a ladder, at most
     */
    public BooksAt(final String option, final String at, final List<String> wanted, final int depth) {
        this.option = option;
        this.at = TimeText.parse(option, at);
        this.wanted = InstrumentChoice.of(wanted);
        this.depth = depth;
    }

    /** Goes there, and prints what is to be shown. */
    public void show(final Timeline timeline, final Terminal terminal) {
        go(option, at, timeline);
        terminal.status("");
        lines(timeline.playhead().channels()).forEach(System.out::println);
        timeline.playhead().remarks().forEach(remark -> System.err.println("aether: " + remark));
    }

    /**
     * Goes to a moment of a session.
     *
     * @throws UsageException when it is not in the session
     */
    static void go(final String option, final TimeText at, final Timeline timeline) {
        final long atNs = at.epochNs(timeline.firstNs());
        if (atNs < timeline.firstNs()) {
            throw new UsageException(
                    option + ": the session begins at " + Times.utc(timeline.firstNs()) + ", after that");
        }
        timeline.toTime(atNs);
        if (timeline.isAtEnd() && timeline.newestNs() < atNs) {
            throw new UsageException(
                    option + ": the session ends at " + Times.utc(timeline.newestNs()) + ", before that");
        }
    }

    private List<String> lines(final List<PlayedBooks> channels) {
        final Set<String> found = new HashSet<>();
        final List<String> lines = new ArrayList<>();
        channels.forEach(channel -> add(channel.books(), found, lines));
        for (final String name : wanted.names()) {
            if (!found.contains(name)) {
                throw new UsageException("--book: there is no '" + name
                        + "' at that moment; symbols are known where instruments are defined, SecurityIDs always");
            }
        }
        return lines;
    }

    private void add(final BookBuilder books, final Set<String> found, final List<String> lines) {
        wanted.names().stream()
                .filter(name -> InstrumentChoice.isIn(books, name))
                .forEach(found::add);
        for (int i = 0; i < books.instrumentCount(); i++) {
            final InstrumentBook instrument = books.instrumentAt(i);
            if (wanted.isAll()) {
                lines.add(BookText.line(instrument));
            } else if (wanted.has(instrument)) {
                lines.add(BookText.head(instrument));
                lines.addAll(BookText.ladder(instrument, depth));
            }
        }
    }
}
