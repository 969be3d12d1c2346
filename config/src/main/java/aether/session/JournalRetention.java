package aether.session;

import aether.journal.JournalSessions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.IoUtil;

/**
 * Which sessions may go. Never one that is being written, or in doubt; and of each order session never what a start may need: the newest that took over all
 * before it, the one that began with the checkpoint before that, and everything behind.
 */
public final class JournalRetention {
    private static final int CHECKPOINTS_KEPT = 2;

    private JournalRetention() {}

    /**
     * Sessions below a directory that were written last before a moment and that nobody needs, by name.
     *
     * @param beforeMs milliseconds since the epoch
     */
    public static List<Path> removable(final Path journals, final long beforeMs) {
        final List<Path> sessions = JournalSessions.list(journals);
        final Set<Path> needed = needed(sessions);
        return sessions.stream()
                .filter(session -> !needed.contains(session))
                .filter(session -> JournalSessions.lastWritten(session) < beforeMs)
                .filter(session -> !JournalSessions.isBeingWritten(session))
                .filter(session -> !JournalSessions.isInDoubt(session))
                .toList();
    }

    /** Of each order session, from the newest back: all until two have begun with a checkpoint. */
    private static Set<Path> needed(final List<Path> sessions) {
        final Set<Path> needed = new HashSet<>();
        for (final List<Path> sameOrders : OrderSessions.byOrderSession(sessions)) {
            int checkpoints = 0;
            for (int i = sameOrders.size() - 1; i >= 0 && checkpoints < CHECKPOINTS_KEPT; i--) {
                needed.add(sameOrders.get(i));
                checkpoints += OrderSessions.beginsWithCheckpoint(sameOrders.get(i)) ? 1 : 0;
            }
        }
        return needed;
    }

    /** Takes a session away, with everything in it. */
    public static void remove(final Path session) {
        IoUtil.delete(session.toFile(), true);
    }
}
