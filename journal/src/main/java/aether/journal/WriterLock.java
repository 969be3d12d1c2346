package aether.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One writer a session: a lock that the kernel takes back when its process dies, however it dies. Closing any descriptor of the file gives a process's lock
 * back as well (POSIX), so that a session of this process is looked up here and its file left alone.
 */
final class WriterLock implements AutoCloseable {
    private static final String NAME = "writer.lock";
    private static final int TRIES = 100;
    private static final long BETWEEN_MS = 100;

    /** Sessions that this process writes. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path session;
    private final FileChannel channel;

    private WriterLock(final Path session, final FileChannel channel) {
        this.session = session;
        this.channel = channel;
    }

    /**
     * Takes it; waits ten seconds at most for another writer to end, which drains what the dead one left.
     *
     * @throws JournalException when another process writes the session, or this one does
     */
    static WriterLock take(final Path directory) {
        final Path session = directory.toAbsolutePath().normalize();
        if (!OWN.add(session)) {
            throw new JournalException(directory + ": this process is writing it");
        }
        try {
            return new WriterLock(session, locked(session));
        } catch (final IOException e) {
            OWN.remove(session);
            throw new JournalException(directory + ": cannot be locked: " + e.getMessage(), e);
        } catch (final RuntimeException e) {
            OWN.remove(session);
            throw e;
        }
    }

    private static FileChannel locked(final Path session) throws IOException {
        final FileChannel channel =
                FileChannel.open(session.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            if (channel.tryLock() != null) {
                return channel;
            }
            try {
                Thread.sleep(BETWEEN_MS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        channel.close();
        throw new JournalException(session + ": another process is writing it");
    }

    static boolean isLock(final Path file) {
        return file.getFileName().toString().equals(NAME);
    }

    /** Whether somebody has it, this process included. */
    static boolean isHeld(final Path directory) throws IOException {
        final Path session = directory.toAbsolutePath().normalize();
        if (OWN.contains(session)) {
            return true;
        }
        if (!Files.exists(session.resolve(NAME))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(session.resolve(NAME), StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            // The kernel takes it back with the process.
        }
        OWN.remove(session);
    }
}
