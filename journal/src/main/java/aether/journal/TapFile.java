package aether.journal;

import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * The ring between the hot thread and the writer, in a mapped file of the session's directory: what was offered survives a
 * kill of the process, and a later start finds it there.
 */
final class TapFile implements AutoCloseable {
    private static final String NAME = "tap.ring";

    private final MappedByteBuffer mapped;
    private final OneToOneRingBuffer ring;

    private TapFile(final MappedByteBuffer mapped) {
        this.mapped = mapped;
        ring = new OneToOneRingBuffer(new UnsafeBuffer(mapped));
    }

    /** Creates the file, every page touched so that the hot thread meets none for the first time. */
    static TapFile create(final Path directory, final int length) {
        final File file = directory.resolve(NAME).toFile();
        return new TapFile(IoUtil.mapNewFile(file, length + RingBufferDescriptor.TRAILER_LENGTH, true));
    }

    /** Opens the file of a session that has ended or died. */
    static TapFile open(final Path directory) {
        return new TapFile(IoUtil.mapExistingFile(directory.resolve(NAME).toFile(), "journal tap"));
    }

    static boolean exists(final Path directory) {
        return Files.isRegularFile(directory.resolve(NAME));
    }

    OneToOneRingBuffer ring() {
        return ring;
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
