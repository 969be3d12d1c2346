package aether.cli.recorded;

import aether.console.Terminal;
import aether.console.UsageException;
import aether.replay.CaptureSet;
import aether.session.Captures;
import aether.session.LineChoice;
import aether.session.Pacer;
import aether.session.RecordedSession;
import aether.session.dbn.DbnSession;
import aether.session.moment.BooksAt;
import aether.session.moment.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            "         aether replay session.pcapng --from 21:50 --step event --count 5",
            "         aether replay session.pcapng --browse --book ESZ6",
            "         aether replay session.pcapng --to-network --speed 10"
        })
public final class ReplayCommand implements Callable<Integer> {
    /** Steps that are told unless more are wanted. */
    private static final int FEW = 20;

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
    private CaptureChoice.Part choice;

    @Mixin
    private NetworkOptions network;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = {
                "Shows the books as they were at this moment (UTC), and ends: 2016-09-27T21:46:13.5, a time of the first day such as 21:46:13, or "
                        + "nanoseconds since 1970.",
                "Exact to the packet. The first time the session is played from its start up to there; places on the way are noted beside it, in "
                        + "FILE.natural.seek, and from then on it is quick."
            })
    private String at;

    @Option(
            names = "--step",
            paramLabel = "message|event|packet",
            description = {
                "Prints what the session does, step by step, from --from on: the time, trades, and the best of the books that each step concerned.",
                "With --book: steps that concern these alone."
            })
    private StepOption step;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "With --step: at most N steps (default: up to --to; without it, 20).")
    private Long count;

    @Option(
            names = "--browse",
            description = "Goes about in the session as you type: to the next trade, the one before, a time, a packet.")
    private boolean browse;

    @Mixin
    private IndexOption index;

    @Option(
            names = "--book",
            split = ",",
            paramLabel = "INSTRUMENT",
            description =
                    "With --at: the ladders of these symbols or SecurityIDs; without it, a line for each instrument. With --browse: the ladder that "
                            + "is shown.")
    private List<String> books = List.of();

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "10",
            description = "With --at and --browse: at most N rows of each side (default: ${DEFAULT-VALUE}).")
    private int depth;

    /** As {@link Steps.Size}, as people write it. */
    enum StepOption {
        message,
        event,
        packet;

        Steps.Size size() {
            return Steps.Size.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    @Override
    public Integer call() {
        final double factor = Pacer.parseSpeed(speed);
        final Terminal terminal = new Terminal(System.err);
        requireOneWish();
        if (network.isWanted()) {
            return network.send(sources, choice, factor, line, terminal);
        }
        if (DbnSession.isMeant(sources)) {
            choice.requireAnyTime(sources.getFirst() + " is a DBN file");
            final DbnSession session = new DbnSession(sources, start.start());
            if (isPart()) {
                return seek(session, factor, terminal);
            }
            final DbnReplay replay = new DbnReplay(session, factor, terminal);
            return verify ? replay.verify() : replay.run();
        }
        if (Files.isDirectory(sources.getFirst())) {
            return replayJournal(factor, terminal);
        }
        try (CaptureSet captures = choice.open(sources)) {
            if (isPart()) {
                return seek(capture(captures), factor, terminal);
            }
            final CaptureReplay replay = new CaptureReplay(captures, choice, line, start.start(), terminal);
            return verify ? replay.verify(factor) : replay.run(factor);
        }
    }

    /** Ways to look at a session exclude each other. */
    private void requireOneWish() {
        final List<String> wishes = Stream.of(
                        at == null ? null : "--at",
                        step == null ? null : "--step",
                        browse ? "--browse" : null,
                        verify ? "--verify" : null,
                        network.isWanted() ? "--to-network" : null)
                .filter(Objects::nonNull)
                .toList();
        if (wishes.size() > 1) {
            throw new UsageException("give one of " + String.join(", ", wishes));
        }
        if (isTimed() && (at != null || browse || verify)) {
            throw new UsageException("--from, --to: not with " + wishes.getFirst());
        }
        if (!books.isEmpty() && at == null && step == null && !browse) {
            throw new UsageException("--book: say with --at when, or --step, or --browse");
        }
        if (count != null && (step == null || count < 1)) {
            throw new UsageException("--count: give a number from 1 on, with --step");
        }
    }

    private boolean isTimed() {
        return choice.first() != null || choice.end() != null;
    }

    /** Not all of it, from its start. */
    private boolean isPart() {
        return at != null || step != null || browse || isTimed();
    }

    private int replayJournal(final double factor, final Terminal terminal) {
        if (sources.size() > 1) {
            throw new UsageException("give one journal session, or captures; not " + sources.size() + " directories");
        }
        choice.requireAnyTime(sources.getFirst() + " is a journal session");
        if (isPart()) {
            return seek(RecordedSession.of(sources.getFirst()), factor, terminal);
        }
        final JournalRun journal = new JournalRun(sources.getFirst(), new Pacer(factor, terminal, "packets"));
        return verify ? journal.verify() : journal.run();
    }

    private RecordedSession capture(final CaptureSet captures) {
        return new RecordedSession.Capture(
                sources,
                captures,
                new Captures.Chosen(choice.toString(), choice::readWhole),
                choice.adapter(),
                line,
                start.start());
    }

    private int seek(final RecordedSession session, final double factor, final Terminal terminal) {
        final SeekingReplay replay = new SeekingReplay(session, index.places(), terminal);
        if (at != null) {
            return replay.show(new BooksAt("--at", at, books, depth));
        }
        if (browse) {
            return replay.browse(books, depth);
        }
        if (step != null) {
            return replay.step(choice.first(), choice.end(), new Steps(step.size(), books), most());
        }
        return replay.play(choice.first(), choice.end(), factor);
    }

    private long most() {
        if (count != null) {
            return count;
        }
        return choice.end() == null ? FEW : Long.MAX_VALUE;
    }
}
