package aether.cli.recorded;

import aether.book.BookSide;
import aether.console.ExitCode;
import aether.console.Terminal;
import aether.console.UsageException;
import aether.session.moment.SessionDiff;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether journal diff}. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Plays two sessions and shows the first event after which their books are not the same, as each of them has them then.",
            "Of the same feed: what two machines recorded, or a journal and a capture of its channel. Exit code 1 when they differ."
        },
        footer = {"", "Example: aether journal diff journal-a/20261121-013000-000 journal-b/20261121-013000-001"})
final class JournalDiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "A journal session's directory, a capture, or a DBN file.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B", description = "Another.")
    private Path second;

    @Option(
            names = "--depth",
            defaultValue = "10",
            paramLabel = "N",
            description = "At most N rows of each side (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Mixin
    private SessionSource source;

    @Override
    public Integer call() {
        if (depth < 1 || depth > BookSide.MAX_DEPTH) {
            throw new UsageException("--depth: give 1 to " + BookSide.MAX_DEPTH + ", not " + depth);
        }
        return source.open(
                List.of(first),
                a -> source.open(List.of(second), b -> {
                    final SessionDiff diff = new SessionDiff(a, b, depth, new Terminal(System.err));
                    final boolean areEqual = diff.compare();
                    diff.lines().forEach(System.out::println);
                    return areEqual ? ExitCode.OK : ExitCode.FAILED;
                }));
    }
}
