package aether.cli.recorded;

import aether.console.ExitCode;
import aether.console.Terminal;
import aether.console.UsageException;
import aether.replay.CaptureSet;
import aether.session.JournalReplay;
import aether.session.LineChoice;
import aether.session.Pacer;
import aether.session.RecordedSession;
import aether.session.dbn.DbnSession;
import aether.session.moment.BooksAt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Replays a recorded session: a journal session's directory, or captures, through the pipeline of the live feed.",
            "Prints the digest of the state; equal inputs give equal digests at any speed."
        },
        footer = {
            "",
            "Example: aether replay session.pcapng",
            "         aether replay journal-data/20261121-013000-000 --verify",
            "         aether replay session.pcapng --at 21:50:00.5 --book ESZ6",
            "         aether replay session.pcapng --to-network --speed 10"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "SOURCE",
            description =
                    "A journal session's directory, or captures (pcap, pcapng; also .gz, .zst, .lz4), in any order; - for the standard "
                            + "input. Or DBN files of one session.")
    private List<Path> sources;

    @Option(
            names = "--speed",
            paramLabel = "max|1|10",
            defaultValue = "max",
            description = "Multiple of the recorded speed (default: max).")
    private String speed;

    @Option(
            names = "--verify",
            description = {
                "Journal: recompute every state hash and compare it with the journaled one.",
                "Captures: replay twice and compare, and compare snapshots with live books.",
                "Exit code 1 when anything differs."
            })
    private boolean verify;

    @Option(
            names = "--start",
            defaultValue = "natural",
            description =
                    "Captures: what is known of a book before its first entry: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private BooksCommand.StartOption start;

    @Option(
            names = "--line",
            defaultValue = "both",
            description = "Captures: play line ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LineChoice line;

    @Mixin
    private CaptureChoice.Span choice;

    @Mixin
    private NetworkOptions network;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = {
                "Shows the books as they were at this moment (UTC), and ends: 2016-09-27T21:46:13.5, a time of the first day such as 21:46:13, or "
                        + "nanoseconds since 1970.",
                "Exact to the packet; the session is played from its start up to there."
            })
    private String at;

    @Option(
            names = "--book",
            split = ",",
            paramLabel = "INSTRUMENT",
            description =
                    "With --at: the ladders of these symbols or SecurityIDs; without it, a line for each instrument.")
    private List<String> books = List.of();

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "10",
            description = "With --book: at most N rows of each side (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Override
    public Integer call() {
        final double factor = Pacer.parseSpeed(speed);
        final var adapter = choice.adapter();
        final Terminal terminal = new Terminal(System.err);
        if (network.isWanted()) {
            return network.send(sources, choice, factor, line, terminal);
        }
        if (at == null && !books.isEmpty()) {
            throw new UsageException("--book: say with --at when");
        }
        if (DbnSession.isMeant(sources)) {
            choice.requireUnused(sources.getFirst() + " is a DBN file");
            final DbnSession session = new DbnSession(sources, start.start(), at == null ? factor : 0);
            if (at != null) {
                return show(session, terminal);
            }
            final DbnReplay replay = new DbnReplay(session, terminal);
            return verify ? replay.verify() : replay.run();
        }
        if (Files.isDirectory(sources.getFirst())) {
            if (sources.size() > 1) {
                throw new UsageException(
                        "give one journal session, or captures; not " + sources.size() + " directories");
            }
            choice.requireUnused(sources.getFirst() + " is a journal session");
            if (at != null) {
                return show(RecordedSession.of(sources.getFirst()), terminal);
            }
            return JournalReplay.run(sources.getFirst(), verify, new Pacer(factor, terminal, "packets"));
        }
        try (CaptureSet captures = choice.open(sources)) {
            return at == null
                    ? replay(captures, factor, terminal)
                    : show(
                            new RecordedSession.Capture(sources, captures, choice::read, adapter, line, start.start()),
                            terminal);
        }
    }

    /** The books of a moment. */
    private int show(final RecordedSession session, final Terminal terminal) {
        new BooksAt("--at", at, books, depth).show(session, terminal);
        return ExitCode.OK;
    }

    private int replay(final CaptureSet captures, final double factor, final Terminal terminal) {
        final CaptureReplay replay = new CaptureReplay(captures, choice, line, start.start(), terminal);
        return verify ? replay.verify(factor) : replay.run(factor);
    }
}
