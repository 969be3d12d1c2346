package aether.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Sessions below a base directory: each process start writes one of its own. */
public final class JournalSessions {
    /** A session that is being made of another, and is none yet. */
    static final String UNFINISHED = ".";

    private JournalSessions() {}

    /**
     * The directory itself when it is a session, else the sessions directly below it, by name.
     *
     * @throws JournalException when the directory does not exist
     */
    public static List<Path> list(final Path base) {
        if (!Files.isDirectory(base)) {
            throw new JournalException(base + (Files.exists(base) ? ": not a directory" : ": no such directory"));
        }
        try {
            if (isSession(base)) {
                return List.of(base);
            }
            try (Stream<Path> entries = Files.list(base)) {
                return entries.filter(JournalSessions::isSession)
                        .filter(session -> !session.getFileName().toString().startsWith(UNFINISHED))
                        .sorted()
                        .toList();
            }
        } catch (final IOException e) {
            throw new JournalException(base + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Directories below a base that some session was begun in, by name; what became of it does not matter: a power loss may have left nothing but the mark of its
     * beginning.
     */
    public static List<Path> begun(final Path base) {
        try (Stream<Path> entries = Files.list(base)) {
            return entries.filter(entry -> isSession(entry) || SessionBoot.isBegun(entry))
                    .filter(entry -> !Files.isSymbolicLink(entry))
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new JournalException(base + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** As {@link JournalWriter#isInDoubt}, under the machine's present boot. */
    public static boolean isInDoubt(final Path session) {
        return JournalWriter.isInDoubt(new JournalContext().directory(session).conclude());
    }

    /** Whether some process is writing the session. */
    public static boolean isBeingWritten(final Path session) {
        try {
            return WriterLock.isHeld(session);
        } catch (final IOException e) {
            throw new JournalException(session + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** When the session was written last, milliseconds since the epoch. */
    public static long lastWritten(final Path session) {
        try {
            long latest = 0;
            for (final Path file : JournalQueue.files(session)) {
                latest = Math.max(latest, Files.getLastModifiedTime(file).toMillis());
            }
            return latest;
        } catch (final IOException e) {
            throw new JournalException(session + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** True when the directory holds journal files. */
    public static boolean isSession(final Path directory) {
        try {
            return Files.isDirectory(directory)
                    && !JournalQueue.files(directory).isEmpty();
        } catch (final IOException e) {
            return false;
        }
    }
}
