package aether.journal;

import java.nio.file.Path;

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

    /** What is added behind the last record, before the session is sealed. */
    @FunctionalInterface
    public interface Epilogue {
        /** {@code timeNs}: of the last record. */
        void add(JournalTap tap, long timeNs);
    }

    /**
     * Copies what is whole.
     *
     * @throws JournalException when it has been done already, or the new session cannot be written
     */
    public static JournalSalvage of(final Path doubtful, final Epilogue epilogue) {
        JournalReader.requireSession(doubtful);
        final Path kept = doubtful.resolveSibling(doubtful.getFileName() + SUFFIX);
        long lastTimeNs = 0;
        long records = 0;
        try (JournalReader reader = JournalReader.open(doubtful);
                JournalWriter writer = JournalWriter.create(
                        new JournalContext().directory(kept).conclude())) {
            while (reader.next() == JournalReader.Step.RECORD) {
                copy(reader, writer);
                lastTimeNs = reader.timeNs();
                records++;
            }
            epilogue.add(writer.tap(), lastTimeNs);
            writer.drain();
            writer.seal();
            return new JournalSalvage(kept, records, lastTimeNs, reader.damage(), JournalWriter.waitingIn(doubtful));
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
