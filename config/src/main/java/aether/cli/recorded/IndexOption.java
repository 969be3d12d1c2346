package aether.cli.recorded;

import aether.console.TimeText;
import aether.session.moment.Places;
import aether.session.moment.SessionPart;
import java.util.Optional;
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

    /** The part between two moments, either of which may be null; none when both are. */
    Optional<SessionPart> part(final TimeText from, final TimeText to) {
        return from == null && to == null ? Optional.empty() : Optional.of(new SessionPart(from, to, places()));
    }
}
