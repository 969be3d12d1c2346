package aether.machine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first file system of the guest: what {@code .ci/guest} has built, and behind it the class path of this very test. The kernel unpacks one
 * archive after the other.
 *
 * <pre>
 *  entry of a cpio archive, "newc": 070701 | number, mode, user, group, links, time, size, 4 device numbers, length of the name, 0:
 *                                   8 hexadecimal digits each | name, 0, filled up to 4 | bytes, filled up to 4
 * </pre>
 */
final class GuestImage {
    private static final int FILE = 0100644;
    private static final int DIRECTORY = 040755;

    private final OutputStream out;
    private final Set<String> names = new HashSet<>();
    private long written;
    private int number = 1;

    private GuestImage(final OutputStream out) {
        this.out = out;
    }

    /** Where {@code .ci/guest} leaves its part; it need not be there. */
    static Path base() {
        Path directory = Paths.get("").toAbsolutePath();
        while (directory.getParent() != null && !Files.exists(directory.resolve(".ci"))) {
            directory = directory.getParent();
        }
        return directory.resolve("target/guest");
    }

    /** Writes the whole image. */
    static void write(final Path image) throws IOException {
        Files.copy(base().resolve("base.cpio"), image, StandardCopyOption.REPLACE_EXISTING);
        try (OutputStream out =
                new BufferedOutputStream(Files.newOutputStream(image, StandardOpenOption.APPEND), 1 << 20)) {
            final GuestImage archive = new GuestImage(out);
            archive.directory("app/lib");
            archive.directory("app/classes");
            for (final String part : System.getProperty("java.class.path").split(":")) {
                archive.addToClassPath(Path.of(part));
            }
            archive.file("app/flags", flags().getBytes(StandardCharsets.UTF_8));
            archive.entry("TRAILER!!!", 0, new byte[0]);
        }
    }

    private static String flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--")
                        || argument.startsWith("-Dchronicle")
                        || argument.startsWith("-Djava.net"))
                .collect(Collectors.joining("\n"));
    }

    private void addToClassPath(final Path part) throws IOException {
        if (Files.isRegularFile(part)) {
            file("app/lib/" + part.getFileName(), Files.readAllBytes(part));
        } else if (Files.isDirectory(part)) {
            final List<Path> files;
            try (Stream<Path> all = Files.walk(part)) {
                files = all.filter(Files::isRegularFile).toList();
            }
            for (final Path file : files) {
                file("app/classes/" + part.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    private void file(final String name, final byte[] bytes) throws IOException {
        final int slash = name.lastIndexOf('/');
        if (slash > 0) {
            directory(name.substring(0, slash));
        }
        if (names.add(name)) {
            entry(name, FILE, bytes);
        }
    }

    private void directory(final String name) throws IOException {
        final int slash = name.lastIndexOf('/');
        if (slash > 0) {
            directory(name.substring(0, slash));
        }
        if (names.add(name)) {
            entry(name, DIRECTORY, new byte[0]);
        }
    }

    private void entry(final String name, final int mode, final byte[] bytes) throws IOException {
        final byte[] nameBytes = (name + '\0').getBytes(StandardCharsets.UTF_8);
        final String header = String.format(
                "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
                number++, mode, 0, 0, 1, 0, bytes.length, 0, 0, 0, 0, nameBytes.length, 0);
        put(header.getBytes(StandardCharsets.US_ASCII));
        put(nameBytes);
        fill();
        put(bytes);
        fill();
    }

    private void put(final byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    private void fill() throws IOException {
        while (written % 4 != 0) {
            out.write(0);
            written++;
        }
    }
}
