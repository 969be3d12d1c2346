package aether.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel tells in {@code /proc} and {@code /sys}: of this machine, or of another in a copy of its files. */
public final class HostTree {
    private static final int MOST_BYTES = 1 << 20;

    private final Path root;

    /** {@code root} is {@code /}, or where a copy is. */
    public HostTree(final Path root) {
        this.root = root;
    }

    /** The text of a file without the white space at its end, or null when there is none that can be read. */
    public String text(final String path) {
        final Path file = root.resolve(path);
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            // In large pieces: a second read of a file below /proc/sys finds nothing more.
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).stripTrailing();
        } catch (final IOException e) {
            return null;
        }
    }

    /** The number in a file; {@code otherwise} when there is none. */
    public long number(final String path, final long otherwise) {
        final String text = text(path);
        try {
            return text == null ? otherwise : Long.parseLong(text.strip());
        } catch (final NumberFormatException e) {
            return otherwise;
        }
    }

    /** Names in a directory, in order; empty when there is none. */
    public List<String> names(final String path) {
        final Path directory = root.resolve(path);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        } catch (final IOException e) {
            return List.of();
        }
    }

    /** Whether a file or directory is there. */
    public boolean has(final String path) {
        return Files.exists(root.resolve(path));
    }

    /** Whether a process of this name runs. */
    public boolean isRunning(final String name) {
        return names("proc").stream()
                .filter(entry -> Character.isDigit(entry.charAt(0)))
                .anyMatch(entry -> name.equals(text("proc/" + entry + "/comm")));
    }
}
