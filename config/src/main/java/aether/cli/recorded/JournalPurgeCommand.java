package aether.cli.recorded;

import aether.console.Durations;
import aether.console.ExitCode;
import aether.console.UsageException;
import aether.journal.JournalSessions;
import aether.session.JournalRetention;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether journal purge}. */
@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        description = {
            "Removes sessions that were written last so long ago, and lists them.",
            "Never one that is being written or in doubt, and never what a start may need: of each order session the newest, back to the second that "
                    + "began with a checkpoint. What was traded in a session that is gone, aether fills and aether audit list no more."
        },
        footer = {"", "Example: aether journal purge journal-data --older-than 720h --dry-run"})
final class JournalPurgeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A directory with sessions below it.")
    private Path directory;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            required = true,
            converter = Durations.class,
            description = "Such as 720h.")
    private long ageNs;

    @Option(names = "--dry-run", description = "Only list them.")
    private boolean isDryRun;

    @Override
    public Integer call() {
        if (JournalSessions.isSession(directory)) {
            throw new UsageException(directory + ": a session; give the directory that has it");
        }
        final long beforeMs = System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(ageNs);
        for (final Path session : JournalRetention.removable(directory, beforeMs)) {
            if (!isDryRun) {
                JournalRetention.remove(session);
            }
            System.out.println((isDryRun ? "would remove " : "removed ") + session);
        }
        return ExitCode.OK;
    }
}
