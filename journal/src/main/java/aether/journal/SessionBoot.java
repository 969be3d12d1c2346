package aether.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Under which boot of the machine a session was written, and whether all of it is on the disk. A process that is killed loses nothing: its pages
 * are the kernel's. A machine that loses power keeps some pages and forgets others, in any order, and nobody is told.
 *
 * <p>Two small files beside the journal: {@code boot} is written when the session begins; {@code sealed} when it has ended in order and everything
 * has been forced to the disk.
 */
final class SessionBoot {
    private static final Path CURRENT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final String BOOT = "boot";
    private static final String SEALED = "sealed";

    private SessionBoot() {}

    /** Of the running machine; empty where the kernel does not say. */
    static String current() {
        try {
            return Files.readString(CURRENT).strip();
        } catch (final IOException e) {
            return "";
        }
    }

    static void began(final Path session, final String boot) throws IOException {
        write(session.resolve(BOOT), boot);
        force(session);
        force(session.toAbsolutePath().getParent());
    }

    /** Somebody goes on writing it, under this boot. */
    static void goesOn(final Path session, final String boot) throws IOException {
        // First: between the two it is sealed, and so not in doubt.
        write(session.resolve(BOOT), boot);
        Files.deleteIfExists(session.resolve(SEALED));
        force(session);
    }

    static boolean isBegun(final Path session) {
        return Files.isRegularFile(session.resolve(BOOT));
    }

    /** Forces all files of the session, which nobody writes any more, and says so. */
    static void seal(final Path session) throws IOException {
        final List<Path> files;
        try (Stream<Path> entries = Files.list(session)) {
            // Not the lock: whoever closes it gives it back.
            files = entries.filter(Files::isRegularFile)
                    .filter(file -> !WriterLock.isLock(file))
                    .toList();
        }
        for (final Path file : files) {
            force(file);
        }
        write(session.resolve(SEALED), "");
        force(session);
    }

    /**
     * True when the session was written under another boot than this one, and not sealed: what it holds may be less than what was in it, or something
     * else. A session of a build that left no mark is taken for whole.
     */
    static boolean isInDoubt(final Path session, final String boot) throws IOException {
        final Path mark = session.resolve(BOOT);
        if (Files.exists(session.resolve(SEALED)) || !Files.exists(mark) || boot.isEmpty()) {
            return false;
        }
        return !Files.readString(mark).strip().equals(boot);
    }

    private static void write(final Path file, final String text) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    static void force(final Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
