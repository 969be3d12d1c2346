package aether.journal;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a session holds, and whether it is whole.
 *
 * @param records whole records
 * @param bytes of those records, headers included
 * @param firstTimeNs time of the first record, 0 without one
 * @param lastTimeNs time of the last record, 0 without one
 * @param byType records of each known type
 * @param missing records that the tap had no room for
 * @param unwritten bytes in the tap that no writer came to
 * @param endedInOrder whether the last record is an {@link RecordType#END}
 * @param damage what is wrong and where, or null
 */
public record JournalReport(
        long records,
        long bytes,
        long firstTimeNs,
        long lastTimeNs,
        Map<RecordType, Long> byType,
        long missing,
        long unwritten,
        boolean endedInOrder,
        String damage) {
    /** Reads the whole session. */
    public static JournalReport of(final Path directory) {
        final Map<RecordType, Long> byType = new EnumMap<>(RecordType.class);
        long records = 0;
        long bytes = 0;
        long firstTimeNs = 0;
        long lastTimeNs = 0;
        long missing = 0;
        RecordType last = null;
        try (JournalReader reader = JournalReader.open(directory)) {
            while (reader.next() == JournalReader.Step.RECORD) {
                last = reader.type();
                if (last != null) {
                    byType.merge(last, 1L, Long::sum);
                }
                if (last == RecordType.MISSING) {
                    missing += reader.buffer().getLong(reader.payloadOffset(), ByteOrder.LITTLE_ENDIAN);
                }
                firstTimeNs = records == 0 ? reader.timeNs() : firstTimeNs;
                lastTimeNs = reader.timeNs();
                records++;
                bytes += RecordLayout.HEADER_LENGTH + reader.payloadLength();
            }
            return new JournalReport(
                    records,
                    bytes,
                    firstTimeNs,
                    lastTimeNs,
                    byType,
                    missing,
                    JournalWriter.waitingIn(directory),
                    last == RecordType.END,
                    reader.damage());
        }
    }

    /** True when every record is sound; records may still be missing by policy or wait in the tap. */
    public boolean isSound() {
        return damage == null;
    }
}
