package aether.cli;

import aether.config.SharedMemory.Part;
import aether.console.ExitCode;
import aether.monitor.PublishedChannel;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which journal session a command is about: one that is named, or the one that a running appliance is writing. */
final class SessionChoice {
    @Parameters(
            arity = "0..1",
            paramLabel = "JOURNAL",
            description =
                    "A journal session's directory; without it, the session of the running appliance, as far as it is written.")
    private Path session;

    @Mixin
    private PublishedChoice choice;

    private PublishedChannel published;

    Path session() {
        if (session == null) {
            published = choice.find(Part.SESSION);
            return published.session();
        }
        return session;
    }

    /** Says on the error output when what was shown is of an appliance that is not alive. Returns the exit code. */
    int conclude() {
        if (published == null || published.isAlive()) {
            return ExitCode.OK;
        }
        System.err.println("aether: " + published.death() + "; this is what its journal holds");
        return ExitCode.FAILED;
    }
}
