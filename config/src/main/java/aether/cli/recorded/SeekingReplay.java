package aether.cli.recorded;

import aether.console.ExitCode;
import aether.console.Terminal;
import aether.console.TimeText;
import aether.console.Times;
import aether.console.UsageException;
import aether.session.JournalReplay;
import aether.session.Pacer;
import aether.session.RecordedSession;
import aether.session.moment.BooksAt;
import aether.session.moment.Browser;
import aether.session.moment.Places;
import aether.session.moment.Steps;
import aether.session.moment.Stretch;
import aether.session.moment.Timeline;
import aether.session.playhead.PlayedBooks;
import aether.session.playhead.Playhead;
import java.util.List;
import java.util.function.ToIntFunction;

/** Replays a part of a session, or goes about in it: books are right wherever it begins. */
final class SeekingReplay {
    private static final JournalReplay.Hearers NOBODY = new JournalReplay.Hearers() {};

    private final RecordedSession session;
    private final Places places;
    private final Terminal terminal;

    /** {@code places}: beside the session. */
    SeekingReplay(final RecordedSession session, final Places places, final Terminal terminal) {
        this.session = session;
        this.places = places;
        this.terminal = terminal;
    }

    private int with(final JournalReplay.Hearers hearers, final ToIntFunction<Timeline> use) {
        try (Timeline timeline = Timeline.open(session, hearers, terminal, places)) {
            if (timeline.firstNs() == Playhead.NO_TIME) {
                throw new UsageException(session.files().getFirst() + ": there is nothing in it to be played");
            }
            final int exit = use.applyAsInt(timeline);
            terminal.status("");
            if (timeline.trouble() != null) {
                System.err.println("aether: " + timeline.trouble());
            }
            return exit;
        }
    }

    /** The books of a moment. */
    int show(final BooksAt moment) {
        return with(NOBODY, timeline -> {
            moment.show(timeline, terminal);
            return ExitCode.OK;
        });
    }

    /** What comes between two moments, in the time that it took, or faster. */
    int play(final TimeText from, final TimeText to, final double speed) {
        return with(NOBODY, timeline -> {
            final Stretch stretch = Stretch.of(from, to, timeline);
            final long before = timeline.playhead().played();
            final long startNs = System.nanoTime();
            final Pacer pacer = new Pacer(speed, terminal, session.unit());
            while (stretch.hasNext()) {
                pacer.await(timeline.playhead().nextTimeNs());
                timeline.next();
            }
            terminal.status("");
            final Playhead playhead = timeline.playhead();
            System.out.printf(
                    "replayed %,d %s in %s, behind %,d%n",
                    playhead.played() - before, session.unit(), Times.seconds(System.nanoTime() - startNs), before);
            for (final PlayedBooks channel : playhead.channels()) {
                System.out.println(
                        "  " + channel.channel() + "  digest " + channel.hash().digest());
            }
            playhead.remarks().forEach(remark -> System.err.println("aether: " + remark));
            return playhead.isWhole() ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    /** The same, step by step, in words: so many at most. */
    int step(final TimeText from, final TimeText to, final Steps steps, final long most) {
        return with(steps, timeline -> {
            final Stretch stretch = Stretch.of(from, to, timeline);
            steps.begin();
            while (stretch.hasNext() && steps.count() < most && !System.out.checkError()) {
                timeline.next();
                steps.packetEnd();
                steps.take().forEach(System.out::println);
            }
            return timeline.playhead().isWhole() ? ExitCode.OK : ExitCode.FAILED;
        });
    }

    /** As its reader wants. */
    int browse(final List<String> books, final int depth) {
        final Browser browser = new Browser(books, depth);
        return with(browser, timeline -> {
            browser.run(timeline, System.in, System.out, terminal);
            return ExitCode.OK;
        });
    }
}
