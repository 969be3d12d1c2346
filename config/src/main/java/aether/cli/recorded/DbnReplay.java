package aether.cli.recorded;

import aether.console.ExitCode;
import aether.console.Terminal;
import aether.console.Times;
import aether.session.JournalReplay;
import aether.session.Pacer;
import aether.session.RecordedSession;
import aether.session.dbn.DbnPlayhead;
import aether.session.dbn.DbnSession;

/** Replays a session of DBN files, and says what came of it. */
final class DbnReplay {
    private static final JournalReplay.Hearers NOBODY = new JournalReplay.Hearers() {};

    private final DbnSession session;
    private final double speed;
    private final Terminal terminal;

    DbnReplay(final DbnSession session, final double speed, final Terminal terminal) {
        this.session = session;
        this.speed = speed;
        this.terminal = terminal;
    }

    /** Once; returns the exit code. */
    int run() {
        return exit(replay());
    }

    private static int exit(final RecordedSession.Played played) {
        return played.isWhole() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Twice, and compares; returns the exit code. */
    int verify() {
        final RecordedSession.Played first = replay();
        final boolean areEqual =
                first.digests().equals(session.play(NOBODY, terminal).digests());
        terminal.status("");
        System.out.println(areEqual ? "verified: both replays are equal" : "FAILED: two replays differ");
        return areEqual ? exit(first) : ExitCode.FAILED;
    }

    private RecordedSession.Played replay() {
        final long startNs = System.nanoTime();
        try (DbnPlayhead playhead = session.open(NOBODY)) {
            new Pacer(speed, terminal, session.unit()).play(playhead, NOBODY::isEnough);
            final RecordedSession.Played played = RecordedSession.Played.of(playhead);
            terminal.status("");
            System.out.printf(
                    "replayed %,d records in %s%n", played.packets(), Times.seconds(System.nanoTime() - startNs));
            playhead.summary().forEach(System.out::println);
            if (played.remark() != null) {
                System.err.println("aether: " + played.remark());
            }
            return played;
        }
    }
}
