package aether.desk;

import aether.console.UsageException;
import aether.gateway.OrderInput;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Operators' commands to a running appliance, in a mapped file that only its own user may open: any process writes, the feed's
 * thread reads. A message is one input of the order plane; its type is the input's number. Full when nobody reads.
 */
public final class OperatorCommands implements AutoCloseable {
    private static final int LENGTH = 64 * 1024 + RingBufferDescriptor.TRAILER_LENGTH;
    private static final int LIMIT = 4;
    private static final int PATIENCE = 20;
    private static final String OWNER_ONLY = "rw-------";

    /** Where commands come out. */
    interface Handler {
        void onCommand(OrderInput input, DirectBuffer buffer, int offset, int length);

        /** Something that is no input. */
        default void onAdministration(final Administration wanted) {}
    }

    private final Path path;
    private final MappedByteBuffer mapped;
    private final ManyToOneRingBuffer ring;
    private final MessageHandler onMessage;
    private long lastPosition;
    private int watchesInVain;
    private volatile boolean isStuck;

    private OperatorCommands(final Path path, final MappedByteBuffer mapped, final Handler handler) {
        this.path = path;
        this.mapped = mapped;
        ring = new ManyToOneRingBuffer(new UnsafeBuffer(mapped));
        onMessage = (type, buffer, index, length) -> {
            final OrderInput input = OrderInput.of(type);
            if (input == OrderInput.KILL || input == OrderInput.LIMIT) {
                handler.onCommand(input, buffer, index, length);
            } else if (Administration.of(type) != null) {
                handler.onAdministration(Administration.of(type));
            }
        };
    }

    /** The appliance's end; a file that is there is replaced. */
    static OperatorCommands create(final Path path, final Handler handler) {
        final File file = path.toFile();
        IoUtil.ensureDirectoryExists(file.getAbsoluteFile().getParentFile(), "shared memory");
        IoUtil.deleteIfExists(file);
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
            try (var access = new java.io.RandomAccessFile(file, "rw")) {
                access.setLength(LENGTH);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(path + ": cannot be made", e);
        }
        return new OperatorCommands(path, IoUtil.mapExistingFile(file, "commands"), handler);
    }

    /** An operator's end. */
    public static OperatorCommands open(final Path path) {
        final MappedByteBuffer mapped = IoUtil.mapExistingFile(path.toFile(), "commands");
        if (mapped.capacity() != LENGTH) {
            IoUtil.unmap(mapped);
            throw new UsageException(path + ": not made by this version of the appliance");
        }
        return new OperatorCommands(path, mapped, (input, buffer, offset, length) -> {});
    }

    /** Takes what has come; on the feed's thread. */
    int poll() {
        if (isStuck) {
            isStuck = false;
            ring.unblock();
        }
        return ring.read(onMessage, LIMIT);
    }

    /** Now and then, on a host thread: notices a command whose sender died half-way, for {@link #poll} to get rid of it. */
    public void watch() {
        final long position = ring.consumerPosition();
        watchesInVain = ring.size() > 0 && position == lastPosition ? watchesInVain + 1 : 0;
        lastPosition = position;
        if (watchesInVain >= PATIENCE) {
            watchesInVain = 0;
            isStuck = true;
        }
    }

    /** Sends a command; returns the mark to wait for, or -1 when there is no room. */
    public long send(final OrderInput input, final DirectBuffer buffer, final int length) {
        return send(input.number(), buffer, length);
    }

    /** As above. */
    public long send(final Administration wanted) {
        return send(wanted.number(), new UnsafeBuffer(new byte[Long.BYTES]), Long.BYTES);
    }

    private long send(final int type, final DirectBuffer buffer, final int length) {
        return ring.write(type, buffer, 0, length) ? ring.producerPosition() : -1;
    }

    /** Whether everything up to a mark was taken. */
    public boolean isTaken(final long mark) {
        return ring.consumerPosition() >= mark;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        IoUtil.unmap(mapped);
    }
}
