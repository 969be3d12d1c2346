package aether.cli.recorded;

import aether.console.ExitCode;
import aether.console.Times;
import aether.session.JournalReplay;
import aether.session.Pacer;
import java.nio.file.Path;

/** Replays a session of the journal, and says what came of it. */
final class JournalRun {
    private final Path session;
    private final Pacer pacer;

    JournalRun(final Path session, final Pacer pacer) {
        this.session = session;
        this.pacer = pacer;
    }

    /** Once; returns the exit code. */
    int run() {
        return replay().damage() == null ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Compares each state with what the live run had there; returns the exit code. */
    int verify() {
        final JournalReplay.Result result = replay();
        if (result.damage() != null) {
            return ExitCode.FAILED;
        }
        if (!result.isEqual()) {
            System.out.println("FAILED: " + JournalReplay.reason(result));
            return ExitCode.FAILED;
        }
        System.out.printf(
                "verified: all %,d journaled digests are equal%s%n",
                result.compared(),
                result.orders() == null
                        ? ""
                        : String.format(
                                ", and all %,d of the order plane",
                                result.orders().compared()));
        return ExitCode.OK;
    }

    private JournalReplay.Result replay() {
        final long startNs = System.nanoTime();
        final JournalReplay.Result result = JournalReplay.replay(session, pacer);
        System.out.printf("replayed %,d packets in %s%n", result.packets(), Times.seconds(System.nanoTime() - startNs));
        System.out.println("  digest " + result.digest());
        if (result.orders() != null) {
            System.out.println("  orders " + result.orders().describe());
        }
        if (result.damage() != null) {
            System.err.println("aether: " + result.damage());
        }
        return result;
    }
}
