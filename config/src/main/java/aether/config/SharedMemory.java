package aether.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where processes of one user find each other's published books and counters. */
public final class SharedMemory {
    private static final Path MEMORY = Path.of("/dev/shm");

    private SharedMemory() {}

    /** A directory in memory where the system has one, else among the temporary files. */
    public static Path defaultDirectory() {
        final Path parent = Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir"));
        return parent.resolve("aether-" + System.getProperty("user.name"));
    }

    /** File of a channel's books. */
    public static Path books(final Path directory, final int channel) {
        return directory.resolve(channel + ".books");
    }

    /** File of a channel's counters. */
    public static Path counters(final Path directory, final int channel) {
        return directory.resolve(channel + ".counters");
    }

    /** File of what operators want of a channel's appliance. */
    public static Path commands(final Path directory, final int channel) {
        return directory.resolve(channel + ".commands");
    }

    /** File that names the journal session that a channel's appliance is writing. */
    public static Path session(final Path directory, final int channel) {
        return directory.resolve(channel + ".session");
    }
}
