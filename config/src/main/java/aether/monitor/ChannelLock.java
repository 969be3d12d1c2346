package aether.monitor;

import aether.config.SharedMemory.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.agrona.CloseHelper;

/**
 * Held by an appliance for as long as it publishes a channel in a directory. The kernel lets go of it when the process ends,
 * however it ends: so it tells a living appliance from what a killed one left. The file holds the process's number.
 */
public final class ChannelLock implements AutoCloseable {
    /** Held by this process: asking the kernel would let go of them. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private static final int LONGEST_NUMBER = 20;

    private final Path file;
    private final FileChannel channel;

    private ChannelLock(final Path file, final FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Takes it; nothing when somebody holds it. */
    public static ChannelLock tryTake(final Path directory, final int channel) {
        FileChannel opened = null;
        Path file = Part.LOCK.file(directory, channel);
        try {
            Files.createDirectories(directory);
            file = directory.toRealPath().resolve(file.getFileName());
            if (!OURS.add(file)) {
                return null;
            }
            opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (opened.tryLock() == null) {
                release(file, opened);
                return null;
            }
            opened.truncate(0);
            opened.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new ChannelLock(file, opened);
        } catch (final IOException e) {
            release(file, opened);
            throw new UncheckedIOException(
                    file + ": cannot be made; is publication.directory writable for this user?", e);
        }
    }

    private static void release(final Path file, final FileChannel opened) {
        CloseHelper.quietClose(opened);
        OURS.remove(file);
    }

    /** Whether somebody holds it. */
    static boolean isHeld(final Path directory, final int channel) {
        try {
            final Path file = directory
                    .toRealPath()
                    .resolve(Part.LOCK.file(directory, channel).getFileName());
            if (OURS.contains(file)) {
                return true;
            }
            try (FileChannel opened = FileChannel.open(file, StandardOpenOption.READ)) {
                return opened.tryLock(0, Long.MAX_VALUE, true) == null;
            }
        } catch (final IOException e) {
            return false;
        }
    }

    /** Number of the process that holds it, or held it last; 0 when nobody knows. */
    static long holder(final Path directory, final int channel) {
        try {
            final String text = Files.readString(Part.LOCK.file(directory, channel), StandardCharsets.US_ASCII)
                    .strip();
            return text.isEmpty() || text.length() > LONGEST_NUMBER ? 0 : Long.parseLong(text);
        } catch (final IOException | NumberFormatException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        release(file, channel);
    }
}
