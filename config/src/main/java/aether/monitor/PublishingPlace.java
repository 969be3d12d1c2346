package aether.monitor;

import aether.config.SharedMemory;
import aether.config.SharedMemory.Part;
import aether.config.SiteConfig;
import aether.console.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/**
 * The directory in which one appliance alone publishes a channel: the configured directory, or one below it, named by the process, when the
 * usual directory is taken by another appliance.
 */
public final class PublishingPlace implements AutoCloseable {
    private final Path usual;
    private final Path directory;
    private final int channel;
    private final ChannelLock lock;

    private PublishingPlace(final Path usual, final Path directory, final int channel, final ChannelLock lock) {
        this.usual = usual;
        this.directory = directory;
        this.channel = channel;
        this.lock = lock;
        // What a killed process left there would be taken for this one's.
        deleteParts();
    }

    /**
     * Takes it.
     *
     * @throws UsageException when the site named a directory in which another appliance publishes that channel
     */
    static PublishingPlace take(final SiteConfig config) {
        final Path usual = config.publication().directory();
        final int channel = config.channel().id();
        final boolean isShared = usual.equals(SharedMemory.defaultDirectory());
        if (isShared) {
            sweep(usual);
        }
        final ChannelLock lock = ChannelLock.tryTake(usual, channel);
        if (lock != null) {
            return new PublishingPlace(usual, usual, channel, lock);
        }
        if (!isShared) {
            throw new UsageException(usual + ": process " + ChannelLock.holder(usual, channel) + " publishes channel "
                    + channel + " there; end it, or name another publication.directory");
        }
        final Path own = usual.resolve(Long.toString(ProcessHandle.current().pid()));
        final ChannelLock ownLock = ChannelLock.tryTake(own, channel);
        if (ownLock == null) {
            throw new UsageException(own + ": this process publishes channel " + channel + " there already");
        }
        return new PublishingPlace(usual, own, channel, ownLock);
    }

    /** Directories of processes that were killed. */
    private static void sweep(final Path usual) {
        for (final Path directory : ownDirectories(usual)) {
            final List<Path> locks = PublishedChannel.files(directory, Part.LOCK);
            // One that begins at this moment has made its directory, and not its lock yet.
            if (!isAlive(directory)
                    && !locks.isEmpty()
                    && locks.stream()
                            .noneMatch(file -> ChannelLock.isHeld(directory, PublishedChannel.channel(file)))) {
                IoUtil.delete(directory.toFile(), true);
            }
        }
    }

    private static boolean isAlive(final Path directory) {
        return ProcessHandle.of(Long.parseLong(directory.getFileName().toString()))
                .map(ProcessHandle::isAlive)
                .orElse(false);
    }

    /** Directories of single processes below the usual one. */
    public static List<Path> ownDirectories(final Path usual) {
        if (!Files.isDirectory(usual)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(usual)) {
            return entries.filter(entry -> entry.getFileName().toString().matches("\\d{1,10}"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path directory() {
        return directory;
    }

    Path file(final Part part) {
        return part.file(directory, channel);
    }

    /** Tells other processes which journal session this one is writing. */
    void publish(final Path session) {
        final Path file = file(Part.SESSION);
        try {
            Files.writeString(file, session.toAbsolutePath().toString());
        } catch (final IOException e) {
            throw new UncheckedIOException(file + ": cannot be written", e);
        }
    }

    /** How to name it to other commands; empty when they look there anyway. */
    String describe() {
        return directory.equals(usual)
                ? ""
                : "published in " + directory + ": process " + ChannelLock.holder(usual, channel)
                        + " publishes this channel in the usual place; 'aether stat --directory " + directory + "'";
    }

    private void deleteParts() {
        for (final Part part : Part.values()) {
            if (part != Part.LOCK) {
                IoUtil.deleteIfExists(file(part).toFile());
            }
        }
    }

    @Override
    public void close() {
        deleteParts();
        if (!directory.equals(usual)) {
            IoUtil.deleteIfExists(file(Part.LOCK).toFile());
            // Not empty while the same process publishes another channel there.
            IoUtil.deleteIfExists(directory.toFile());
        }
        lock.close();
    }
}
