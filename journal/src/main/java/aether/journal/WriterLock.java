package aether.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One writer a session: a lock that the kernel takes back when its process dies, however it dies. */
final class WriterLock implements AutoCloseable {
    private static final String NAME = "writer.lock";
    private static final int TRIES = 100;
    private static final long BETWEEN_MS = 100;

    private final FileChannel channel;

    private WriterLock(final FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it; waits ten seconds at most for another writer to end, which drains what the dead one left.
     *
     * @throws JournalException when another process writes the session
     */
    static WriterLock take(final Path session) {
        try {
            final FileChannel channel =
                    FileChannel.open(session.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            for (int attempt = 0; attempt < TRIES; attempt++) {
                if (isTaken(channel)) {
                    return new WriterLock(channel);
                }
                Thread.sleep(BETWEEN_MS);
            }
            channel.close();
            throw new JournalException(session + ": another process is writing it");
        } catch (final IOException e) {
            throw new JournalException(session + ": cannot be locked: " + e.getMessage(), e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException(session + ": interrupted while another process was writing it", e);
        }
    }

    /** Whether somebody has it, this process included. */
    static boolean isHeld(final Path session) throws IOException {
        if (!Files.exists(session.resolve(NAME))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(session.resolve(NAME), StandardOpenOption.WRITE)) {
            return !isTaken(channel);
        }
    }

    private static boolean isTaken(final FileChannel channel) throws IOException {
        try {
            final FileLock lock = channel.tryLock();
            return lock != null;
        } catch (final OverlappingFileLockException e) {
            // This very process has it.
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            // The kernel takes it back with the process.
        }
    }
}
