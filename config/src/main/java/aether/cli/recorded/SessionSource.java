package aether.cli.recorded;

import aether.console.UsageException;
import aether.replay.CaptureSet;
import aether.session.Captures;
import aether.session.LineChoice;
import aether.session.RecordedSession;
import aether.session.dbn.DbnSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A session that commands play, of whatever kind its files are: the options that say how. */
final class SessionSource {
    @Option(
            names = "--start",
            defaultValue = "natural",
            description =
                    "Captures and DBN files: what is known of a book before its first entry: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}); see 'aether books'.")
    private BooksCommand.StartOption start;

    @Option(
            names = "--line",
            defaultValue = "both",
            description = "Captures: play line ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LineChoice line;

    @Mixin
    private CaptureChoice choice;

    /** What was chosen, as text: the same for the same choice. */
    @Override
    public String toString() {
        return line + " " + start;
    }

    /** Opens the one session that {@code sources} are, for as long as it is used. */
    int open(final List<Path> sources, final ToIntFunction<RecordedSession> use) {
        if (DbnSession.isMeant(sources)) {
            choice.requireUnused(sources.getFirst() + " is a DBN file");
            return use.applyAsInt(new DbnSession(sources, start.start()));
        }
        if (Files.isDirectory(sources.getFirst())) {
            return use.applyAsInt(RecordedSession.of(directory(sources)));
        }
        try (CaptureSet captures = choice.open(sources)) {
            return use.applyAsInt(new RecordedSession.Capture(
                    sources,
                    captures,
                    new Captures.Chosen(choice.toString(), choice::read),
                    choice.adapter(),
                    line,
                    start.start()));
        }
    }

    /** The only directory of {@code sources}: of a journal. */
    Path directory(final List<Path> sources) {
        if (sources.size() > 1) {
            throw new UsageException("give one directory, or captures; not " + sources.size() + " directories");
        }
        choice.requireUnused(sources.getFirst() + " is a journal's directory");
        return sources.getFirst();
    }
}
