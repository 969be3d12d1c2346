package aether.cli.recorded;

import aether.book.BookContext;
import aether.book.BookSide;
import aether.console.Json;
import aether.console.Terminal;
import aether.console.UsageException;
import aether.feed.VenueAdapter;
import aether.replay.CaptureReader;
import aether.replay.CaptureSet;
import aether.session.CapturePlayer;
import aether.session.Captures;
import aether.session.InstrumentChoice;
import aether.session.LineChoice;
import aether.session.Pacer;
import aether.session.RecordedSession;
import aether.session.dbn.DbnSession;
import aether.session.moment.SessionPart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether books}. */
@Command(
        name = "books",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a session (captures, DBN files, or one of a journal), and prints the book of each instrument touched, one JSON object a line.",
            "A book that turns stale is printed once, without rows, and then not until it is right again."
        },
        footer = {
            "",
            "Example: aether books session.pcapng --start natural --every event --depth 5",
            "         aether books session.pcapng --from 21:50 --to 21:51 --instrument ESZ6"
        })
public final class BooksCommand implements Callable<Integer> {
    /** How the first state of each book is taken. */
    enum StartOption {
        empty,
        natural,
        snapshot;

        BookContext.Start start() {
            return BookContext.Start.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    /** When books are printed. */
    enum Every {
        message,
        event
    }

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description =
                    "Captures (pcap, pcapng; also .gz, .zst, .lz4), in any order; - for the standard input. Or DBN files, or a journal session's directory.")
    private List<Path> files;

    @Mixin
    private CaptureChoice.Part choice;

    @Option(
            names = "--start",
            defaultValue = "snapshot",
            description = {
                "What is known of a book before its first entry: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
                "empty: every book is empty; natural: nothing, rows are used as they come, in state SUSPECT until all "
                        + "are known; snapshot: nothing, until it is certain."
            })
    private StartOption start;

    @Option(
            names = "--every",
            defaultValue = "event",
            description = "Print after each ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Every every;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "30",
            description = "Print at most N rows of each side.")
    private int depth;

    @Option(
            names = "--line",
            defaultValue = "both",
            description = "Play line ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LineChoice line;

    @Option(
            names = "--instrument",
            paramLabel = "INSTRUMENT",
            description = "Only this symbol, where the capture defines it, or SecurityID; may be given several times.")
    private List<String> instruments = List.of();

    @Mixin
    private IndexOption index;

    @Option(names = "--mbo", description = "Books by order as well.")
    private boolean mbo;

    @Override
    public Integer call() {
        final VenueAdapter adapter = choice.adapter();
        if (depth < 1 || depth > BookSide.MAX_DEPTH) {
            throw new UsageException("--depth: give 1 to " + BookSide.MAX_DEPTH + ", not " + depth);
        }
        final PrintedBooks printed = new PrintedBooks(depth, every == Every.message, mbo, instruments);
        if (DbnSession.isMeant(files)) {
            choice.requireAnyTime(files.getFirst() + " is a DBN file");
            // An event is all that such a file has: there is nothing between its records to print after.
            return new PrintedBooks(depth, false, mbo, instruments).print(new DbnSession(files, start.start()), part());
        }
        if (Files.isDirectory(files.getFirst())) {
            choice.requireAnyTime(files.getFirst() + " is a journal session");
            return printed.print(RecordedSession.of(files.getFirst()), part());
        }
        try (CaptureSet captures = choice.open(files)) {
            return part().isPresent()
                    ? printed.print(session(captures, adapter), part())
                    : print(printed, captures, adapter);
        }
    }

    private Optional<SessionPart> part() {
        return index.part(choice.first(), choice.end());
    }

    private RecordedSession session(final CaptureSet captures, final VenueAdapter adapter) {
        return new RecordedSession.Capture(
                files,
                captures,
                new Captures.Chosen(choice.toString(), choice::readWhole),
                adapter,
                line,
                start.start());
    }

    private int print(final PrintedBooks printed, final CaptureSet captures, final VenueAdapter adapter) {
        try (CaptureReader reader = choice.read(captures);
                Json json = new Json(System.out)) {
            final CapturePlayer player = new CapturePlayer(
                    Captures.channels(captures, adapter, choice::read),
                    adapter,
                    line,
                    new CapturePlayer.Books(start.start(), false),
                    channel -> printed.printer(json),
                    new Pacer(0, new Terminal(System.err), "frames"));
            player.play(reader, json::isBroken);
            player.finish();
            printed.requireInstruments(
                    "capture",
                    name -> player.channels().stream()
                            .anyMatch(channel ->
                                    InstrumentChoice.isIn(channel.pipeline().books(), name)));
            if (player.warning() != null) {
                System.err.println("aether: " + captures + ": " + player.warning());
            }
            if (!json.isBroken() && !player.account().leftOut().isEmpty()) {
                System.err.println(
                        "aether: " + captures + ": " + player.account().leftOut());
            }
            return Captures.tell(reader, System.err);
        }
    }
}
