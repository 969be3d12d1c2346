package aether.cli.recorded;

import aether.book.BookFault;
import aether.console.ExitCode;
import aether.console.Terminal;
import aether.console.Times;
import aether.console.UsageException;
import aether.lines.TierSinks;
import aether.replay.CaptureReader;
import aether.replay.CaptureSet;
import aether.session.BooksAt;
import aether.session.CapturePlayer;
import aether.session.Captures;
import aether.session.FrameAccount;
import aether.session.JournalReplay;
import aether.session.LineChoice;
import aether.session.NetworkReplay;
import aether.session.Pacer;
import aether.session.PlayedSummary;
import aether.session.RecordedSession;
import aether.session.dbn.DbnSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private static final CapturePlayer.Listener NOBODY = new CapturePlayer.Listener() {};

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

    @Option(names = "--to-network", description = "Send a capture's datagrams to their multicast groups instead.")
    private boolean toNetwork;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            defaultValue = "lo",
            description = "Where --to-network sends (default: lo).")
    private String networkInterface;

    @Option(
            names = "--tier",
            paramLabel = "xdp|packet|batched|socket",
            defaultValue = "socket",
            description = {
                "How --to-network sends (default: socket).",
                "Past the kernel's sockets the frames go out as they were captured, headers included."
            })
    private String tier;

    @Option(
            names = "--ttl",
            paramLabel = "N",
            defaultValue = "0",
            description = "TTL of socket datagrams: 0 stays on this host, 1 reaches the local network (default: 0).")
    private int timeToLive;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "20000",
            description = {
                "With --to-network --speed max: datagrams a second at most (default: 20000).",
                "A receiver's socket buffer overflows when a burst outruns it; 0 takes the limit away."
            })
    private int rate;

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

    /** 1 when a capture could not be read to its end. */
    private int readingExit;

    @Override
    public Integer call() {
        final double factor = Pacer.parseSpeed(speed);
        final var adapter = choice.adapter();
        final Terminal terminal = new Terminal(System.err);
        if (toNetwork) {
            if (rate < 0) {
                throw new UsageException("--rate: give 0 or a positive number, not " + rate);
            }
            if (timeToLive < 0 || timeToLive > 255) {
                throw new UsageException("--ttl: give 0 to 255, not " + timeToLive);
            }
            final NetworkReplay.Target target =
                    new NetworkReplay.Target(networkInterface, TierSinks.named("--tier", tier), timeToLive);
            try (CaptureSet captures = choice.open(sources)) {
                return NetworkReplay.run(
                        captures,
                        choice::read,
                        new NetworkReplay.Settings(adapter, target, factor, rate, line),
                        terminal);
            }
        }
        if (at == null && !books.isEmpty()) {
            throw new UsageException("--book: say with --at when");
        }
        if (DbnSession.isMeant(sources)) {
            choice.requireUnused(sources.getFirst() + " is a DBN file");
            final DbnSession session = new DbnSession(sources, start.start(), at == null ? factor : 0);
            return at == null ? replayDbn(session, terminal) : show(session, terminal);
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
                    ? replayCaptures(captures, factor, terminal)
                    : show(
                            new RecordedSession.Capture(sources, captures, choice::read, adapter, line, start.start()),
                            terminal);
        }
    }

    private int replayDbn(final DbnSession session, final Terminal terminal) {
        final long startNs = System.nanoTime();
        final List<String> summary = new ArrayList<>();
        final RecordedSession.Played played = session.play(new JournalReplay.Hearers() {}, terminal, summary);
        terminal.status("");
        System.out.printf("replayed %,d records in %s%n", played.packets(), Times.seconds(System.nanoTime() - startNs));
        summary.forEach(System.out::println);
        if (played.remark() != null) {
            System.err.println("aether: " + played.remark());
        }
        final int exit = played.isWhole() ? ExitCode.OK : ExitCode.FAILED;
        if (!verify) {
            return exit;
        }
        final boolean areEqual = played.digests()
                .equals(session.play(new JournalReplay.Hearers() {}, terminal).digests());
        terminal.status("");
        System.out.println(areEqual ? "verified: both replays are equal" : "FAILED: two replays differ");
        return areEqual ? exit : ExitCode.FAILED;
    }

    /** The books of a moment. */
    private int show(final RecordedSession session, final Terminal terminal) {
        final BooksAt moment = new BooksAt("--at", at, books, depth);
        final RecordedSession.Played played = session.play(moment, terminal);
        terminal.status("");
        moment.lines().forEach(System.out::println);
        if (played.remark() != null) {
            System.err.println("aether: " + played.remark());
        }
        return ExitCode.OK;
    }

    private int replayCaptures(final CaptureSet captures, final double factor, final Terminal terminal) {
        final CapturePlayer first = play(captures, factor, terminal);
        if (!verify) {
            return readingExit;
        }
        final CapturePlayer second = play(captures, 0, terminal);
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

    private CapturePlayer play(final CaptureSet captures, final double factor, final Terminal terminal) {
        final long startNs = System.nanoTime();
        final CapturePlayer player = new CapturePlayer(
                Captures.channels(captures, choice.adapter(), choice::read),
                choice.adapter(),
                line,
                new CapturePlayer.Books(start.start(), verify),
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
