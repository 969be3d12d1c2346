package aether.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Places in a session that reading can begin at, so that nobody has to read a week of packets: where checkpoints begin, and every so many records.
 * Hints beside the journal: a mark that is damaged, or does not fit what is there, is passed over. Little-endian, one behind the other:
 *
 * <pre>
 *   0                 8               16               24       28
 *  +-----------------+---------------+----------------+--------+--------+
 *  | input sequence  | queue index   | hash chain of  | CRC32C | 0      |
 *  | of the record   | of it         | the one before |        |        |
 *  +-----------------+---------------+----------------+--------+--------+
 * </pre>
 */
final class JournalMarks {
    /** A place in a session. */
    record Mark(long inputSequence, long index, long chainBefore) {}

    /** Where every session begins. */
    static final Mark START = new Mark(1, 0, RecordLayout.CHAIN_START);

    /** Where checkpoints begin. */
    static final String CHECKPOINTS = "checkpoints.idx";

    /** Every so many records. */
    static final String POSITIONS = "positions.idx";

    private static final int LENGTH = 32;
    private static final int INDEX = 8;
    private static final int CHAIN = 16;
    private static final int CRC = 24;

    private JournalMarks() {}

    /** Adds a mark behind the others. */
    static void add(final Path directory, final String name, final Mark mark) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(LITTLE_ENDIAN);
        bytes.putLong(0, mark.inputSequence).putLong(INDEX, mark.index).putLong(CHAIN, mark.chainBefore);
        bytes.putInt(CRC, crc(bytes, 0));
        try (FileChannel file =
                FileChannel.open(directory.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // One that a kill cut short is written over.
            file.write(bytes, file.size() / LENGTH * LENGTH);
        }
    }

    /** All that can be read, newest first. */
    static List<Mark> of(final Path directory, final String name) {
        final Path file = directory.resolve(name);
        final List<Mark> marks = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return marks;
        }
        final ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(LITTLE_ENDIAN);
        } catch (final IOException e) {
            throw new JournalException(file + ": cannot be read: " + e.getMessage(), e);
        }
        for (int at = 0; at + LENGTH <= bytes.capacity(); at += LENGTH) {
            if (bytes.getInt(at + CRC) == crc(bytes, at)) {
                marks.addFirst(new Mark(bytes.getLong(at), bytes.getLong(at + INDEX), bytes.getLong(at + CHAIN)));
            }
        }
        return marks;
    }

    private static int crc(final ByteBuffer bytes, final int at) {
        final CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().limit(at + CRC).position(at));
        return (int) crc.getValue();
    }
}
