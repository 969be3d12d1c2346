package aether.host;

import aether.nic.TransportException;
import aether.nic.sys.Errno;
import aether.nic.sys.NetworkDevice;
import aether.nic.sys.Offload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * One setting of the machine that can be changed while it runs, and changed back.
 *
 * @param kind what it is a setting of
 * @param target which one: a path below the root, an interface, a service
 * @param before its value now, and what it is set back to
 * @param wanted the value it is to have
 * @param why in plain words
 */
public record HostChange(Kind kind, String target, String before, String wanted, String why) {
    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 5;
    private static final long SERVICE_SECONDS = 30;

    /** Of what. */
    public enum Kind {
        /** A file of the kernel. */
        FILE,
        /** A directory of the kernel that is made, and removed again. */
        DIRECTORY,
        /** Receive and send descriptors of a NIC: {@code "1024 1024"}. */
        RINGS,
        /** Something that a NIC does to frames: {@code on} or {@code off}; the target is {@code interface/OFFLOAD}. */
        OFFLOAD,
        /** A service of the system: {@code active} or {@code inactive}. */
        SERVICE
    }

    /** Makes it. Returns an empty text, or why not. */
    public String apply(final Path root) {
        return set(root, wanted);
    }

    /** Undoes it. Returns an empty text, or why not. */
    public String undo(final Path root) {
        return set(root, before);
    }

    private String set(final Path root, final String value) {
        try {
            return switch (kind) {
                case FILE -> write(root.resolve(target), value);
                case DIRECTORY -> directory(root.resolve(target), value);
                case RINGS -> rings(value);
                case OFFLOAD -> offload(value);
                case SERVICE -> service(value);
            };
        } catch (final IOException | TransportException e) {
            return e.getMessage();
        }
    }

    private static String write(final Path file, final String value) throws IOException {
        try {
            Files.write(
                    file,
                    (value + "\n").getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            return "";
        } catch (final NoSuchFileException e) {
            return "no such file";
        }
    }

    private static String directory(final Path path, final String value) throws IOException {
        if ("there".equals(value)) {
            Files.createDirectories(path);
        } else {
            Files.deleteIfExists(path);
        }
        return "";
    }

    private String rings(final String value) {
        final String[] sizes = value.split(" ", 2);
        return text(NetworkDevice.named(target).setRings(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1])));
    }

    private String offload(final String value) {
        final String[] parts = target.split("/", 2);
        return text(NetworkDevice.named(parts[0]).set(Offload.valueOf(parts[1]), "on".equals(value)));
    }

    private static String text(final int result) {
        return result < 0 ? Errno.text(result) : "";
    }

    private String service(final String value) throws IOException {
        final Process process = new ProcessBuilder("systemctl", "active".equals(value) ? "start" : "stop", target)
                .redirectErrorStream(true)
                .start();
        try {
            if (!process.waitFor(SERVICE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "systemctl did not come back";
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
        return process.exitValue() == 0
                ? ""
                : new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** One line of a file. */
    String toLine() {
        return String.join(SEPARATOR, kind.name(), target, before, wanted, why);
    }

    /** What {@link #toLine} wrote; null when it is no such line. */
    static HostChange ofLine(final String line) {
        final String[] parts = line.split(SEPARATOR, -1);
        try {
            return parts.length == FIELDS
                    ? new HostChange(Kind.valueOf(parts[0]), parts[1], parts[2], parts[3], parts[4])
                    : null;
        } catch (final IllegalArgumentException e) {
            return null;
        }
    }
}
