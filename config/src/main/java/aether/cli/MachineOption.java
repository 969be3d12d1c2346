package aether.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which machine's files a command looks at: this one's, or a copy. */
final class MachineOption {
    @Option(
            names = "--root",
            paramLabel = "DIR",
            defaultValue = "/",
            description =
                    "Work on a copy of another machine's /proc and /sys below this directory (default: ${DEFAULT-VALUE}).")
    private Path root;

    Path root() {
        return root;
    }

    /** Whether it is this very machine, which can be asked more than its files say. */
    boolean isThisMachine() {
        return root.equals(root.getRoot());
    }
}
