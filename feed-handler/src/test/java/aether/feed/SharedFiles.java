package aether.feed;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Exchange-owned files (captures, schemas) that cannot be part of this repository. They are looked for in a folder named
 * {@code shared} beside the checkout, or where the system property {@code aether.shared} says; tests that need them are
 * skipped, with this reason, where they are not.
 */
public final class SharedFiles {
    private static final Path ROOT = Path.of(System.getProperty("aether.shared", "../../shared"));

    private SharedFiles() {}

    /** A file or folder, or the end of the test with the reason. */
    public static Path require(final String path) {
        final Path found = ROOT.resolve(path);
        final String reason =
                "skipped: exchange-owned file not here: " + found + " (set -Daether.shared to a folder that has it)";
        if (!Files.exists(found)) {
            System.out.println(reason);
        }
        Assumptions.assumeTrue(Files.exists(found), reason);
        return found;
    }
}
