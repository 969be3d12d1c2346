package aether.host;

import aether.nic.TransportException;
import aether.nic.sys.Errno;
import aether.nic.sys.NetworkDevice;
import aether.nic.sys.Offload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

    /** What became of a change. */
    public enum Outcome {
        /** It is as it is to be. */
        DONE,
        /** It is as it was. */
        REFUSED,
        /** In part, or nobody can say: it is to be undone. */
        UNCERTAIN
    }

    /**
     * What became of a change, and why.
     *
     * @param reason empty when it is done
     */
    public record Result(Outcome outcome, String reason) {
        static final Result DONE = new Result(Outcome.DONE, "");

        static Result refused(final String reason) {
            return new Result(Outcome.REFUSED, reason);
        }

        static Result uncertain(final String reason) {
            return new Result(Outcome.UNCERTAIN, reason);
        }

        public boolean isDone() {
            return outcome == Outcome.DONE;
        }
    }

    /** Makes it. */
    public Result apply(final Path root) {
        return isThere(root) ? set(root, wanted) : Result.refused("it is not there");
    }

    /** Undoes it; what is not there any more needs no undoing. */
    public Result undo(final Path root) {
        return isThere(root) ? set(root, before) : Result.DONE;
    }

    private boolean isThere(final Path root) {
        return switch (kind) {
            case FILE -> Files.exists(root.resolve(target));
            case DIRECTORY, SERVICE -> true;
            case RINGS, OFFLOAD -> NetworkDevice.isThere(target.split("/", 2)[0]);
        };
    }

    private Result set(final Path root, final String value) {
        try {
            return switch (kind) {
                case FILE -> write(root, value);
                case DIRECTORY -> directory(root.resolve(target), value);
                case RINGS -> rings(value);
                case OFFLOAD -> offload(value);
                case SERVICE -> service(value);
            };
        } catch (final IOException | TransportException e) {
            return Result.refused(e.getMessage());
        }
    }

    /** The kernel may take a number and do less, such as with huge pages where memory is in pieces. */
    private Result write(final Path root, final String value) throws IOException {
        Files.write(
                root.resolve(target),
                (value + "\n").getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        if (value.isEmpty() || !value.chars().allMatch(Character::isDigit)) {
            return Result.DONE;
        }
        // In one read: the kernel gives the first part of such a file only.
        final String now = new HostTree(root).text(target);
        return value.equals(now) ? Result.DONE : Result.uncertain("the kernel made it " + now);
    }

    private static Result directory(final Path path, final String value) throws IOException {
        if ("there".equals(value)) {
            Files.createDirectories(path);
        } else {
            Files.deleteIfExists(path);
        }
        return Result.DONE;
    }

    private Result rings(final String value) {
        final String[] sizes = value.split(" ", 2);
        return result(NetworkDevice.named(target).setRings(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1])));
    }

    private Result offload(final String value) {
        final String[] parts = target.split("/", 2);
        return result(NetworkDevice.named(parts[0]).set(Offload.valueOf(parts[1]), "on".equals(value)));
    }

    private static Result result(final int result) {
        return result < 0 ? Result.refused(Errno.text(result)) : Result.DONE;
    }

    private Result service(final String value) throws IOException {
        final Process process = new ProcessBuilder("systemctl", "active".equals(value) ? "start" : "stop", target)
                .redirectErrorStream(true)
                .start();
        try {
            if (!process.waitFor(SERVICE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Result.uncertain("systemctl did not come back");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return Result.uncertain("interrupted");
        }
        return process.exitValue() == 0
                ? Result.DONE
                : Result.refused(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
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
