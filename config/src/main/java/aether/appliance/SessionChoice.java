package aether.appliance;

import aether.config.SharedMemory;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which journal session a command is about: one that is named, or the one that a running appliance is writing. */
final class SessionChoice {
    @Parameters(
            arity = "0..1",
            paramLabel = "JOURNAL",
            description =
                    "A journal session's directory; without it, the session of the running appliance, as far as it is written.")
    private Path session;

    @Option(names = "--channel", paramLabel = "ID", description = "The channel, when several are running.")
    private Integer channel;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "publication.directory of the appliance, when it is not the default.")
    private Path directory = SharedMemory.defaultDirectory();

    Path session() {
        return session == null ? CurrentSession.find(directory, channel) : session;
    }
}
