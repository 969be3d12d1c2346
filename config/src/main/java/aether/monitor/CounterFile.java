package aether.monitor;

import aether.console.UsageException;
import java.io.File;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.AtomicCounter;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/**
 * The counters of a running appliance in a mapped file, for other processes: those of the threads are copied here by a host
 * thread a few times a second, so that the threads count in memory of their own.
 *
 * <pre>
 *   0                          METADATA_LENGTH                 + VALUES_LENGTH
 *  +--------------------------+-------------------------------+
 *  | labels (Agrona metadata) | values (Agrona counters)      |
 *  +--------------------------+-------------------------------+
 * </pre>
 */
public final class CounterFile implements AutoCloseable {
    private static final int COUNTERS = 1024;
    private static final int METADATA_LENGTH = COUNTERS * CountersReader.METADATA_LENGTH;
    private static final int VALUES_LENGTH = COUNTERS * CountersReader.COUNTER_LENGTH;

    /** A counter as another process sees it. */
    public record Value(String name, long value) {}

    private final Path path;
    private final MappedByteBuffer mapped;
    private final CountersManager counters;
    private boolean isClosed;

    private CounterFile(final Path path, final MappedByteBuffer mapped) {
        this.path = path;
        this.mapped = mapped;
        counters = new CountersManager(
                new UnsafeBuffer(mapped, 0, METADATA_LENGTH), new UnsafeBuffer(mapped, METADATA_LENGTH, VALUES_LENGTH));
    }

    /** Makes the file; one that is there is replaced. */
    static CounterFile create(final Path path) {
        final File file = path.toFile();
        IoUtil.ensureDirectoryExists(file.getAbsoluteFile().getParentFile(), "shared memory");
        IoUtil.deleteIfExists(file);
        return new CounterFile(path, IoUtil.mapNewFile(file, METADATA_LENGTH + VALUES_LENGTH));
    }

    Path path() {
        return path;
    }

    AtomicCounter add(final String name) {
        return counters.newCounter(name);
    }

    /** All counters, for the process that writes them: nothing is mapped for it. None once it is closed. */
    synchronized List<Value> values() {
        final List<Value> values = new ArrayList<>();
        if (!isClosed) {
            counters.forEach((value, id, name) -> values.add(new Value(name, value)));
        }
        return values;
    }

    /** Reads all counters of a file. */
    public static List<Value> read(final Path path) {
        final MappedByteBuffer mapped = IoUtil.mapExistingFile(path.toFile(), "counters");
        try {
            if (mapped.capacity() != METADATA_LENGTH + VALUES_LENGTH) {
                throw new UsageException(path + ": no file of counters");
            }
            final CountersReader reader = new CountersReader(
                    new UnsafeBuffer(mapped, 0, METADATA_LENGTH),
                    new UnsafeBuffer(mapped, METADATA_LENGTH, VALUES_LENGTH));
            final List<Value> values = new ArrayList<>();
            reader.forEach((value, id, name) -> values.add(new Value(name, value)));
            return values;
        } finally {
            IoUtil.unmap(mapped);
        }
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        IoUtil.unmap(mapped);
    }
}
