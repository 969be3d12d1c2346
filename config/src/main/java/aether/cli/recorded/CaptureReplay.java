package aether.cli.recorded;

import aether.book.BookContext;
import aether.book.BookFault;
import aether.console.ExitCode;
import aether.console.Terminal;
import aether.console.Times;
import aether.replay.CaptureReader;
import aether.replay.CaptureSet;
import aether.session.CapturePlayer;
import aether.session.Captures;
import aether.session.FrameAccount;
import aether.session.LineChoice;
import aether.session.Pacer;
import aether.session.PlayedSummary;

/** Replays captures, and says what came of it. */
final class CaptureReplay {
    private static final CapturePlayer.Listener NOBODY = new CapturePlayer.Listener() {};

    private final CaptureSet captures;
    private final CaptureChoice choice;
    private final LineChoice line;
    private final BookContext.Start start;
    private final Terminal terminal;

    /** 1 when a capture could not be read to its end. */
    private int readingExit;

    CaptureReplay(
            final CaptureSet captures,
            final CaptureChoice choice,
            final LineChoice line,
            final BookContext.Start start,
            final Terminal terminal) {
        this.captures = captures;
        this.choice = choice;
        this.line = line;
        this.start = start;
        this.terminal = terminal;
    }

    /** Once; returns the exit code. */
    int run(final double factor) {
        play(new CapturePlayer.Books(start, false), factor);
        return readingExit;
    }

    /** Twice, and compares, snapshots with live books too; returns the exit code. */
    int verify(final double factor) {
        final CapturePlayer first = play(new CapturePlayer.Books(start, true), factor);
        final CapturePlayer second = play(new CapturePlayer.Books(start, true), 0);
        boolean areEqual = true;
        long different = 0;
        for (int i = 0; i < first.channels().size(); i++) {
            different += first.channels().get(i).pipeline().books().faults().get(BookFault.SNAPSHOT_DIFFERS);
            areEqual &= first.channels()
                    .get(i)
                    .hash()
                    .digest()
                    .equals(second.channels().get(i).hash().digest());
        }
        if (different > 0) {
            System.out.printf("FAILED: %,d snapshots differ from the live books%n", different);
        }
        System.out.println(areEqual ? "verified: both replays are equal" : "FAILED: two replays differ");
        return areEqual && different == 0 ? readingExit : ExitCode.FAILED;
    }

    private CapturePlayer play(final CapturePlayer.Books books, final double factor) {
        final long startNs = System.nanoTime();
        final CapturePlayer player = new CapturePlayer(
                Captures.channels(captures, choice.adapter(), choice::read),
                choice.adapter(),
                line,
                books,
                channel -> NOBODY,
                new Pacer(factor, terminal, "frames"));
        try (CaptureReader reader = choice.read(captures)) {
            player.play(reader, () -> false);
            player.finish();
            terminal.status("");
            System.out.printf(
                    "replayed %,d frames in %s%n",
                    player.account().get(FrameAccount.Fate.PLAYED), Times.seconds(System.nanoTime() - startNs));
            System.out.println("read     " + player.account().describe());
            readingExit = Captures.tell(reader, System.err);
        }
        PlayedSummary.print(System.out, player.channels());
        return player;
    }
}
