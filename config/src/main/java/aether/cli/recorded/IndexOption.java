package aether.cli.recorded;

import picocli.CommandLine.Option;

/** Whether places in a session are noted beside it. */
final class IndexOption {
    @Option(names = "--no-index", description = "Notes no places beside the session, and uses none.")
    private boolean noIndex;

    boolean isNoted() {
        return !noIndex;
    }
}
