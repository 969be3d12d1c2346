package aether.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a journal's writer tells whoever fills its tap, which may be another process: a small mapped file in the session's directory. One writer, any
 * readers; a killed writer leaves what it said last. The mapping goes with the last who can reach it: whoever asks late is told what was last. Little-endian words of 8 bytes:
 *
 * <pre>
 *   0         1       2       3
 *  +---------+-------+-------+--------+
 *  | records | bytes | full  | sealed |
 *  +---------+-------+-------+--------+
 * </pre>
 */
public final class WriterStatus {
    private static final String NAME = "writer.status";
    private static final int LENGTH = 4096;
    private static final int RECORDS = 0;
    private static final int BYTES = 8;
    private static final int FULL = 16;
    private static final int SEALED = 24;

    private final UnsafeBuffer words;

    private WriterStatus(final ByteBuffer mapped) {
        words = new UnsafeBuffer(mapped);
    }

    /** Of a session; made when it is not there yet. */
    public static WriterStatus of(final Path session) {
        try (FileChannel file = FileChannel.open(
                session.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new WriterStatus(file.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH));
        } catch (final IOException e) {
            throw new JournalException(session + ": cannot be written: " + e.getMessage(), e);
        }
    }

    void wrote(final long records, final long bytes) {
        words.putLongOrdered(BYTES, bytes);
        words.putLongOrdered(RECORDS, records);
    }

    void full(final boolean isFull) {
        words.putLongOrdered(FULL, Boolean.compare(isFull, false));
    }

    void sealed(final boolean isSealed) {
        words.putLongOrdered(SEALED, Boolean.compare(isSealed, false));
    }

    /** Appended so far, since the session began. */
    public long records() {
        return words.getLongVolatile(RECORDS);
    }

    /** Bytes of those, as far as somebody came to tell. */
    public long bytes() {
        return words.getLongVolatile(BYTES);
    }

    /** Whether the disk has no room; records then wait in the tap. */
    public boolean isDiskFull() {
        return words.getLongVolatile(FULL) != 0;
    }

    /** Whether the session has ended in order, and lies on the disk. */
    public boolean isSealed() {
        return words.getLongVolatile(SEALED) != 0;
    }
}
