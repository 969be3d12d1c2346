package aether.dbn;

import aether.nic.pcap.CaptureException;
import aether.nic.pcap.PcapSource;
import aether.replay.CaptureCodec;
import aether.state.StateFields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** The records of one file, compressed or not, in its order. Stops at what it cannot read, and says where and why. */
final class DbnSource implements AutoCloseable {
    private static final int BUFFER = 1 << 20;

    /** Behind the last record. */
    private static final long END = -1;

    private static final byte[] MAGIC = {'D', 'B', 'N'};

    private final String name;
    private final ReadableByteChannel channel;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private final DbnRecord record = new DbnRecord(new UnsafeBuffer(bytes.array()));
    private final DbnMetadata metadata;
    private final DbnSchema schema;
    private long fileOffset;
    private long recordAt;
    private long records;
    private String damage;
    private boolean isAtEnd;
    private boolean isCut;

    private DbnSource(final String name, final ReadableByteChannel channel) throws IOException {
        this.name = name;
        this.channel = channel;
        bytes.limit(0);
        metadata = readMetadata();
        schema = DbnSchema.of(name, metadata.schema());
    }

    static DbnSource open(final Path file) {
        try {
            PcapSource.requireReadable(file);
            final ReadableByteChannel channel = CaptureCodec.open(file);
            try {
                return new DbnSource(file.toString(), channel);
            } catch (final IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (final IOException e) {
            throw new DbnException(e instanceof CaptureException ? e.getMessage() : file + ": " + e.getMessage());
        }
    }

    /** Whether a file is one of the kind, by its first bytes; of one that cannot be read, by its name. */
    static boolean isOne(final Path file) {
        final String name = String.valueOf(file.getFileName());
        if (name.endsWith(".dbz") || name.contains(".dbn")) {
            return true;
        }
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (ReadableByteChannel channel = CaptureCodec.open(file)) {
            final ByteBuffer head = ByteBuffer.allocate(MAGIC.length);
            while (head.hasRemaining() && channel.read(head) > 0) {
                // Until there is enough to tell.
            }
            return head.position() == MAGIC.length && isMagic(head.array());
        } catch (final IOException e) {
            return false;
        }
    }

    private static boolean isMagic(final byte[] head) {
        return head[0] == MAGIC[0] && head[1] == MAGIC[1] && head[2] == MAGIC[2];
    }

    private DbnMetadata readMetadata() throws IOException {
        if (!fill(DbnMetadata.PREFIX) || !isMagic(bytes.array())) {
            throw new DbnException(name + ": no DBN file: " + what());
        }
        final int length = DbnMetadata.PREFIX + DbnMetadata.length(name, bytes);
        final ByteBuffer all = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (all.hasRemaining()) {
            if (!fill(1)) {
                throw new DbnException(name + ": ends inside its metadata");
            }
            final int count = Math.min(all.remaining(), bytes.remaining());
            all.put(bytes.slice(bytes.position(), count));
            bytes.position(bytes.position() + count);
        }
        fileOffset = length;
        return DbnMetadata.parse(name, all.flip());
    }

    private String what() {
        if (name.endsWith(".dbz")) {
            return "DBZ, from before version 1, is not read; convert it";
        }
        return name.contains(".frag")
                ? "a fragment has no metadata, so that its version is not known; put it behind the metadata of its file"
                : "it does not begin with 'DBN'";
    }

    /** Sees to it that so many bytes are there, behind the position; false at the end. */
    private boolean fill(final int count) throws IOException {
        if (bytes.remaining() >= count) {
            return true;
        }
        bytes.compact();
        while (bytes.position() < count) {
            if (channel.read(bytes) < 0) {
                bytes.flip();
                return false;
            }
        }
        bytes.flip();
        return true;
    }

    /** Goes to the next record; false at the end, or where the file cannot be read any more. */
    boolean next() {
        try {
            isAtEnd = isAtEnd || damage != null || !advance();
        } catch (final IOException e) {
            damage = name + ": behind record " + records + ": " + e.getMessage();
            isAtEnd = true;
        }
        return !isAtEnd;
    }

    private boolean advance() throws IOException {
        if (!fill(1)) {
            return false;
        }
        final int length = (bytes.get(bytes.position()) & 0xFF) * DbnRecord.WORD;
        if (length < DbnRecord.HEADER) {
            damage = String.format(
                    "%s: record %,d, at byte %,d, says that it is %d bytes long: damaged; all before it were read",
                    name, records + 1, fileOffset, length);
            return false;
        }
        if (!fill(length)) {
            isCut = true;
            return false;
        }
        record.at(bytes.position(), metadata.version());
        if (length < record.least()) {
            damage = String.format(
                    "%s: record %,d, at byte %,d, of kind %d is %d bytes long, not %d: damaged; all before it were read",
                    name, records + 1, fileOffset, record.type(), length, record.least());
            return false;
        }
        bytes.position(bytes.position() + length);
        recordAt = fileOffset;
        fileOffset += length;
        records++;
        return true;
    }

    /** Where the record stands that {@link #next} went to; on reading, it goes there: {@link #next} then has that record. */
    void state(final StateFields fields) {
        final long at = fields.number(isAtEnd ? END : recordAt);
        final long number = fields.number(records);
        isCut = fields.flag(isCut);
        if (!fields.isRead()) {
            return;
        }
        if (at == END) {
            isAtEnd = true;
        } else {
            try {
                moveTo(at);
            } catch (final IOException e) {
                throw new DbnException(name + ": " + e.getMessage());
            }
            records = number - 1;
        }
    }

    private void moveTo(final long offset) throws IOException {
        if (channel instanceof SeekableByteChannel seekable) {
            seekable.position(offset);
            bytes.position(0).limit(0);
            fileOffset = offset;
            return;
        }
        while (fileOffset < offset) {
            if (!fill(1)) {
                throw new CaptureException(name + ": ends before byte " + offset);
            }
            final int skipped = (int) Math.min(bytes.remaining(), offset - fileOffset);
            bytes.position(bytes.position() + skipped);
            fileOffset += skipped;
        }
    }

    /** The current one; valid until {@link #next}. */
    DbnRecord record() {
        return record;
    }

    DbnMetadata metadata() {
        return metadata;
    }

    DbnSchema schema() {
        return schema;
    }

    /** Why it could not be read to its end, or null. */
    String damage() {
        return damage;
    }

    /** What a reader should know of its end, or null. */
    String remark() {
        return isCut
                ? String.format("%s: ends inside record %,d; all records before it were read", name, records + 1)
                : null;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
