package aether.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where processes of one user find each other's published books and counters. */
public final class SharedMemory {
    /** Names another place than {@code /dev/shm}, which containers often have little of. */
    private static final String PLACE = "aether.memory";

    private static final Path MEMORY = Path.of("/dev/shm");

    /** What an appliance publishes for a channel, each in a file of its own. */
    public enum Part {
        /** Its books. */
        BOOKS,
        /** Its counters. */
        COUNTERS,
        /** What operators want of it. */
        COMMANDS,
        /** The name of the journal session that it is writing. */
        SESSION,
        /** Locked while it lives. */
        LOCK;

        /** Its file. */
        public Path file(final Path directory, final int channel) {
            return directory.resolve(channel + suffix());
        }

        /** How its file's name ends. */
        public String suffix() {
            return "." + YamlNode.name(this);
        }
    }

    private SharedMemory() {}

    /**
     * Below the directory that the system property {@value #PLACE} names; without it, in memory where the system has such a
     * place, else among the temporary files.
     */
    public static Path defaultDirectory() {
        final String usual = Files.isWritable(MEMORY) ? MEMORY.toString() : System.getProperty("java.io.tmpdir");
        return Path.of(System.getProperty(PLACE, usual)).resolve("aether-" + System.getProperty("user.name"));
    }
}
