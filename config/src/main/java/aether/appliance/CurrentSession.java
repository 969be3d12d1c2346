package aether.appliance;

import aether.config.SharedMemory;
import aether.config.SiteConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells other processes which journal session a running appliance is writing. */
final class CurrentSession {
    private CurrentSession() {}

    private static Path file(final SiteConfig config) {
        return SharedMemory.session(
                config.publication().directory(), config.channel().id());
    }

    static void publish(final SiteConfig config, final Path session) {
        try {
            Files.writeString(file(config), session.toAbsolutePath().toString());
        } catch (final IOException e) {
            throw new UncheckedIOException(file(config) + ": cannot be written", e);
        }
    }

    static void forget(final SiteConfig config) {
        try {
            Files.deleteIfExists(file(config));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The session of a running appliance. */
    static Path find(final Path directory, final Integer channel) {
        final Path file = PublishedFiles.find(directory, channel, ".session");
        try {
            return Path.of(Files.readString(file));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
