package aether.cli.recorded;

import aether.session.moment.SessionPart;
import picocli.CommandLine.Option;

/** Whether places in a session are noted beside it. */
final class IndexOption {
    @Option(
            names = "--no-index",
            description = "Of a part or a moment of a session: notes no places beside it, and uses none.")
    private boolean noIndex;

    boolean isNoted() {
        return !noIndex;
    }

    SessionPart.Places places() {
        return noIndex ? SessionPart.Places.NONE : SessionPart.Places.NOTED;
    }
}
