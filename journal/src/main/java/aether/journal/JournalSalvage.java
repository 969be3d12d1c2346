package aether.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.agrona.IoUtil;

/**
 * Keeps what is whole of a session that is in doubt, in a directory of its own: nothing is ever appended to the old one, since what is appended behind
 * a hole is seen by no reader. Every record is checked; the first that is not whole ends it. What waited in the tap has no checksum and is left.
 *
 * @param session the new one
 * @param records that were kept
 * @param lastTimeNs time of the last of them
 * @param damage why it ended there, or null where the old session simply ends
 * @param leftInTap bytes in the old tap
 */
public record JournalSalvage(Path session, long records, long lastTimeNs, String damage, long leftInTap) {
    private static final String SUFFIX = "-kept";

    /** Where what is whole of a session is kept; there or not. */
    public static Path keptOf(final Path doubtful) {
        return doubtful.resolveSibling(doubtful.getFileName() + SUFFIX);
    }

    /** What is added behind the last record, before the session is sealed. */
    @FunctionalInterface
    public interface Epilogue {
        /** {@code timeNs}: of the last record. */
        void add(JournalTap tap, long timeNs);
    }

    /**
     * Copies what is whole. The new session appears when it is complete, and not before.
     *
     * @throws JournalException when the session is neither in doubt nor damaged, or is being written; when it has been done already; or when the new one cannot
     *     be written
     */
    public static JournalSalvage of(final Path doubtful, final Epilogue epilogue) {
        JournalReader.requireSession(doubtful);
        final Path kept = keptOf(doubtful);
        if (Files.exists(kept)) {
            throw new JournalException(kept + ": is there already");
        }
        final Path unfinished = doubtful.resolveSibling(JournalSessions.UNFINISHED + kept.getFileName());
        IoUtil.delete(unfinished.toFile(), true);
        try (WriterLock alone = WriterLock.take(doubtful)) {
            requireDoubt(doubtful);
            final JournalSalvage salvage = copy(doubtful, unfinished, epilogue);
            Files.move(unfinished, kept, StandardCopyOption.ATOMIC_MOVE);
            SessionBoot.force(kept.toAbsolutePath().getParent());
            return new JournalSalvage(
                    kept, salvage.records(), salvage.lastTimeNs(), salvage.damage(), salvage.leftInTap());
        } catch (final IOException e) {
            throw new JournalException(kept + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** What a killed process left is whole, tap and all. */
    private static void requireDoubt(final Path session) {
        if (!JournalSessions.isInDoubt(session) && JournalReport.of(session).isSound()) {
            throw new JournalException(session
                    + ": neither in doubt nor damaged: the next start, or 'aether journal recover', takes all of it");
        }
    }

    private static JournalSalvage copy(final Path doubtful, final Path unfinished, final Epilogue epilogue) {
        long lastTimeNs = 0;
        long records = 0;
        try (JournalReader reader = JournalReader.open(doubtful);
                JournalWriter writer = JournalWriter.create(
                        new JournalContext().directory(unfinished).conclude())) {
            while (reader.next() == JournalReader.Step.RECORD) {
                copy(reader, writer);
                lastTimeNs = reader.timeNs();
                records++;
            }
            writer.drain();
            epilogue.add(writer.tap(), lastTimeNs);
            writer.drain();
            writer.seal();
            if (!writer.isSealed() || writer.tap().dropped() > 0) {
                throw new JournalException(unfinished + ": not all of it could be written; make room");
            }
            return new JournalSalvage(
                    unfinished, records, lastTimeNs, reader.damage(), JournalWriter.waitingIn(doubtful));
        }
    }

    private static void copy(final JournalReader reader, final JournalWriter writer) {
        final int length = reader.payloadLength();
        if (!writer.tap().hasRoomFor(length)) {
            writer.drain();
        }
        if (!writer.tap()
                .offer(
                        reader.typeNumber(),
                        reader.source(),
                        reader.timeNs(),
                        reader.buffer(),
                        reader.payloadOffset(),
                        length)) {
            throw new JournalException("a record of " + length + " bytes finds no room in an empty tap");
        }
    }
}
