package aether.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.agrona.CloseHelper;

/** A member's files, which one process has at a time: the lock goes with the process, however it ends. */
final class ClusterDirectory implements AutoCloseable {
    static final String ARCHIVE = "archive";
    static final String CLUSTER = "cluster";

    /** Signs of life that Aeron looks at. They say for ten seconds more that a killed process is alive; the lock knows better. */
    private static final List<String> MARKS = List.of(
            ARCHIVE + "/archive-mark.dat", CLUSTER + "/cluster-mark.dat", CLUSTER + "/cluster-mark-service-0.dat");

    private final FileChannel channel;
    private final FileLock lock;

    private ClusterDirectory(final FileChannel channel, final FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static ClusterDirectory open(final Path path) {
        FileChannel channel = null;
        try {
            Files.createDirectories(path);
            channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            final FileLock lock = channel.tryLock();
            if (lock == null) {
                throw inUse(path, null);
            }
            for (final String mark : MARKS) {
                Files.deleteIfExists(path.resolve(mark));
            }
            return new ClusterDirectory(channel, lock);
        } catch (final OverlappingFileLockException e) {
            CloseHelper.quietClose(channel);
            throw inUse(path, e);
        } catch (final IOException e) {
            CloseHelper.quietClose(channel);
            throw new ClusterException(path + ": cannot be used: " + e.getMessage(), e);
        }
    }

    private static ClusterException inUse(final Path path, final Throwable cause) {
        return new ClusterException(path + ": in use by another process; is this member running already?", cause);
    }

    @Override
    public void close() {
        CloseHelper.quietCloseAll(lock, channel);
    }
}
