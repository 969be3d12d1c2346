package aether.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds what an appliance publishes in shared memory. */
final class PublishedFiles {
    private PublishedFiles() {}

    /** The file of a channel; without a channel, the only one there is. */
    static Path find(final Path directory, final Integer channel, final String suffix) {
        final List<Path> files = list(directory, suffix);
        if (files.isEmpty()) {
            throw new UsageException(
                    directory + ": no appliance publishes there; start one with 'aether run' or 'aether "
                            + "demo', or name its directory with --directory");
        }
        if (channel != null) {
            return files.stream()
                    .filter(file -> file.getFileName().toString().equals(channel + suffix))
                    .findFirst()
                    .orElseThrow(() -> new UsageException(
                            directory + ": no channel " + channel + " is published there; there is " + names(files)));
        }
        if (files.size() > 1) {
            throw new UsageException(
                    directory + ": several channels are published there; choose with --channel: " + names(files));
        }
        return files.getFirst();
    }

    private static String names(final List<Path> files) {
        return String.join(
                ", ",
                files.stream()
                        .map(file -> file.getFileName().toString())
                        .map(name -> name.substring(0, name.indexOf('.')))
                        .toList());
    }

    private static List<Path> list(final Path directory, final String suffix) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
