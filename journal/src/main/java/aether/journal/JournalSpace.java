package aether.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;

/**
 * Keeps the disk ahead of the queue. A queue writes into mapped memory of files with holes, and a page that the disk has no room for kills the
 * thread that touches it, or tears a record. So the storage behind the newest record is written with the zeros that are there anyway, in
 * steps: on a full disk that fails in time, as a write error, and the record waits in the tap.
 *
 * <pre>
 *   0               newest record's end              allocated
 *  +---------------+-------------------------------+-----------+ - - - -
 *  |   records     |  room, at least MARGIN        |           |  hole
 *  +---------------+-------------------------------+-----------+ - - - -
 *                            next step, when less is left: STEP
 * </pre>
 *
 * <p>On the writer's thread, but for {@link #nextReport} and {@link #isFull}.
 */
final class JournalSpace implements AutoCloseable {
    /** What is allocated at once. */
    static final int STEP = 4 * 1024 * 1024;

    /** Room that a record may need, with what the queue puts between records for its index. */
    static final int MARGIN = 2 * 1024 * 1024;

    private static final int CHUNK = 256 * 1024;
    private static final long RETRY_NS = 200_000_000L;
    private static final int REPORTS = 16;
    private static final double BYTES_OF_A_MIB = 1024.0 * 1024.0;

    private final Path directory;
    private final long lowWater;
    private final LongSupplier usable;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
    private final ConcurrentLinkedQueue<String> reports = new ConcurrentLinkedQueue<>();
    private FileChannel channel;
    private Path file;
    private long position;
    private long allocated;
    private boolean isLow;
    private volatile boolean isFull;
    private long retryAtNs;

    /**
     * Of a session.
     *
     * @param lowWater bytes: less than this on the disk is reported
     * @param usable bytes that the disk has left for this process
     */
    JournalSpace(final Path directory, final long lowWater, final LongSupplier usable) {
        this.directory = directory;
        this.lowWater = lowWater;
        this.usable = usable;
    }

    /** Makes sure of room for the next record; true when it may be written: into the file of the last one, or into one that begins with it. */
    boolean reserve(final boolean beginsFile, final long nowNs) {
        if (isFull && nowNs - retryAtNs < 0) {
            return false;
        }
        final boolean isThere =
                beginsFile || channel == null ? hasRoomForFile() : allocated - position >= MARGIN || allocate();
        if (isThere == isFull) {
            isFull = !isThere;
            report(isThere ? "the disk of " + directory + " has room again: journaling goes on" : fullText());
        }
        if (isFull) {
            retryAtNs = nowNs + RETRY_NS;
        }
        return isThere;
    }

    private String fullText() {
        return "the disk of " + directory
                + " is full: what is journaled is whole, records wait in the tap, and then journal.tapFull decides";
    }

    /** A new file is made by the queue itself, with its index: there must be plenty. */
    private boolean hasRoomForFile() {
        watch();
        return usable.getAsLong() >= STEP + MARGIN;
    }

    private boolean allocate() {
        watch();
        try {
            final long until = position + MARGIN + STEP;
            long at = Math.max(allocated, position);
            while (at < until) {
                zeros.clear().limit((int) Math.min(CHUNK, until - at));
                at += channel.write(zeros, at);
            }
            allocated = at;
            return true;
        } catch (final IOException e) {
            return false;
        }
    }

    private void watch() {
        final long left = usable.getAsLong();
        if (left < lowWater && !isLow) {
            report(String.format(
                    "the disk of %s has %.0f MiB left; journaling stops when it is full",
                    directory, left / BYTES_OF_A_MIB));
        }
        isLow = left < lowWater;
    }

    void report(final String text) {
        if (reports.size() < REPORTS) {
            reports.add(text);
        }
    }

    /** A record was written: where its file's newest byte is. */
    void wrote(final Path toFile, final long end) {
        if (!toFile.equals(file)) {
            CloseHelper.quietClose(channel);
            channel = null;
            file = toFile;
            allocated = 0;
            try {
                channel = FileChannel.open(toFile, StandardOpenOption.WRITE);
            } catch (final IOException e) {
                throw new JournalException(toFile + ": cannot be opened: " + e.getMessage(), e);
            }
        }
        position = end;
    }

    /** Whether the disk has no room. Any thread. */
    boolean isFull() {
        return isFull;
    }

    /** What has happened to the disk, oldest first; null when nothing has. Any thread. */
    String nextReport() {
        return reports.poll();
    }

    @Override
    public void close() {
        CloseHelper.quietClose(channel);
    }
}
