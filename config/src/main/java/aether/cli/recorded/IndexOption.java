package aether.cli.recorded;

import aether.session.moment.Places;
import picocli.CommandLine.Option;

/** Whether places in a session are noted beside it. */
final class IndexOption {
    @Option(
            names = "--no-index",
            description = "Of a part or a moment of a session: notes no places beside it, and uses none.")
    private boolean noIndex;

    Places places() {
        return noIndex ? Places.NONE : Places.NOTED;
    }
}
