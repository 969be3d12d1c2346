package aether.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a session in order and checks every record: length, format, CRC32C, input sequence, hash chain. Stops for good at the
 * first record that fails, since nothing behind it can be trusted; a record that was never finished is not seen at all.
 */
public final class JournalReader implements AutoCloseable {
    /** What {@link #next()} found. */
    public enum Step {
        /** A whole record; the getters describe it. */
        RECORD,
        /** No more records now. */
        END,
        /** The next record is damaged; see {@link #damage()}. */
        DAMAGED
    }

    private static final int MAX_RECORD = RecordLayout.HEADER_LENGTH + JournalWriter.MAX_PAYLOAD;

    private final Path directory;
    private final ChronicleQueue queue;
    private final ExcerptTailer tailer;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(MAX_RECORD);
    private final UnsafeBuffer record = new UnsafeBuffer(bytes);
    private final Bytes<ByteBuffer> in = Bytes.wrapForWrite(bytes.duplicate());
    private final CRC32C crc = new CRC32C();

    private int length;
    private long inputSequence;
    private long chain = RecordLayout.CHAIN_START;
    private long chainBefore = RecordLayout.CHAIN_START;
    private long recordIndex;
    private String damage;

    private JournalReader(final Path directory) {
        this.directory = directory;
        try {
            queue = JournalQueue.openForReading(directory);
            tailer = queue.createTailer();
        } catch (final RuntimeException e) {
            throw new JournalException(directory + ": cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Opens a session's directory.
     *
     * @throws JournalException when it is none
     */
    public static JournalReader open(final Path directory) {
        requireSession(directory);
        return new JournalReader(directory);
    }

    /**
     * Opens a session's directory where its newest checkpoints begin, one after the other, newest first, and at last at its start. Each is asked for
     * only when the one before was of no use.
     *
     * @throws JournalException when the directory is no session
     */
    public static List<Supplier<JournalReader>> fromCheckpoints(final Path directory) {
        requireSession(directory);
        final List<Supplier<JournalReader>> places = new ArrayList<>();
        for (final JournalMarks.Mark mark : JournalMarks.of(directory, JournalMarks.CHECKPOINTS)) {
            places.add(() -> new JournalReader(directory).at(mark));
        }
        places.add(() -> new JournalReader(directory));
        return places;
    }

    /**
     * A place in a session: where the record begins that {@link #next()} went to.
     *
     * @param inputSequence of the record
     * @param index of it in the queue
     * @param chainBefore hash chain of the record before it
     */
    public record Place(long inputSequence, long index, long chainBefore) {}

    /** Where the record stands that {@link #next()} went to. */
    public Place place() {
        return new Place(inputSequence, recordIndex, chainBefore);
    }

    /** {@link #next()} goes to the record of the place; when it is another than it was, or gone, it counts as damaged. */
    public void moveTo(final Place place) {
        damage = null;
        at(new JournalMarks.Mark(place.inputSequence(), place.index(), place.chainBefore()));
    }

    /** The next record is that of the mark; when there is none, or another, it counts as damaged. */
    JournalReader at(final JournalMarks.Mark mark) {
        if (mark == JournalMarks.START) {
            return this;
        }
        if (tailer.moveToIndex(mark.index())) {
            inputSequence = mark.inputSequence() - 1;
            chain = mark.chainBefore();
        } else {
            damage = directory + ": no record where checkpoint " + mark.inputSequence() + " should be";
        }
        return this;
    }

    static void requireSession(final Path directory) {
        if (!Files.exists(directory)) {
            throw new JournalException(directory + ": no such directory");
        }
        if (!Files.isDirectory(directory)) {
            throw new JournalException(directory + ": a file; a journal session is a directory");
        }
        try {
            if (JournalQueue.files(directory).isEmpty()) {
                throw new JournalException(directory + ": holds no journal session (no " + JournalQueue.FILE_SUFFIX
                        + " file in it); list sessions with 'aether journal ls'");
            }
        } catch (final IOException e) {
            throw new JournalException(directory + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads and checks the next record. */
    public Step next() {
        if (damage != null) {
            return Step.DAMAGED;
        }
        in.clear();
        try {
            if (!tailer.readBytes(in)) {
                return Step.END;
            }
            recordIndex = tailer.lastReadIndex();
        } catch (final RuntimeException e) {
            return damaged("a record that cannot be read (" + e.getClass().getSimpleName() + ')');
        }
        final int available = (int) in.readRemaining();
        if (available < RecordLayout.HEADER_LENGTH) {
            return damaged("a record of " + available + " bytes");
        }
        length = record.getInt(RecordLayout.LENGTH, LITTLE_ENDIAN);
        if (length < RecordLayout.HEADER_LENGTH || length > available) {
            return damaged("a record that claims " + length + " bytes of " + available);
        }
        return check();
    }

    private Step check() {
        if (record.getInt(RecordLayout.FORMAT_OFFSET, LITTLE_ENDIAN) != RecordLayout.FORMAT) {
            return damaged("a record of another format than " + RecordLayout.FORMAT);
        }
        final int sum = record.getInt(RecordLayout.CRC, LITTLE_ENDIAN);
        if (RecordLayout.checksum(record, length, crc) != sum) {
            return damaged("a checksum that does not match");
        }
        final long sequence = record.getLong(RecordLayout.INPUT_SEQUENCE, LITTLE_ENDIAN);
        if (sequence != inputSequence + 1) {
            return damaged("input sequence " + sequence + " where " + (inputSequence + 1) + " is due");
        }
        final long expectedChain = RecordLayout.chain(chain, sum, sequence);
        if (record.getLong(RecordLayout.CHAIN, LITTLE_ENDIAN) != expectedChain) {
            return damaged("a hash chain that does not match");
        }
        chainBefore = chain;
        chain = expectedChain;
        inputSequence = sequence;
        return Step.RECORD;
    }

    private Step damaged(final String reason) {
        damage = directory + ": after record " + inputSequence + ": " + reason;
        return Step.DAMAGED;
    }

    /** The session's. */
    public Path directory() {
        return directory;
    }

    /** What is wrong and where, or null. */
    public String damage() {
        return damage;
    }

    /** The record's type; null when this build does not know it. */
    public RecordType type() {
        return RecordType.of(typeNumber());
    }

    /** The record's type as it is on disk, known or not. */
    int typeNumber() {
        return Short.toUnsignedInt(record.getShort(RecordLayout.TYPE, LITTLE_ENDIAN));
    }

    /** As the writer gave it. */
    public int source() {
        return Short.toUnsignedInt(record.getShort(RecordLayout.SOURCE, LITTLE_ENDIAN));
    }

    /** Number of the record, from 1. */
    public long inputSequence() {
        return inputSequence;
    }

    /** Nanoseconds since the epoch. */
    public long timeNs() {
        return record.getLong(RecordLayout.TIME, LITTLE_ENDIAN);
    }

    long chain() {
        return chain;
    }

    /** The buffer that holds the payload; valid until the next call of {@link #next()}. */
    public DirectBuffer buffer() {
        return record;
    }

    /** Index of the first payload byte. */
    public int payloadOffset() {
        return RecordLayout.HEADER_LENGTH;
    }

    /** Payload bytes. */
    public int payloadLength() {
        return length - RecordLayout.HEADER_LENGTH;
    }

    @Override
    public void close() {
        queue.close();
    }
}
