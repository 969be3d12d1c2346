package aether.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a recorded machine, as {@code src/test/resources/host} has them: {@code path = content}, a line each. */
public final class RecordedTree {
    private RecordedTree() {}

    /** Writes them below {@code root}. */
    public static void unpack(final String name, final Path root) throws IOException {
        try (InputStream in = RecordedTree.class.getResourceAsStream("/host/" + name)) {
            final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (final String line :
                    text.lines().filter(each -> !each.startsWith("#")).toList()) {
                final String[] parts = line.split(" = ?", 2);
                write(root, parts[0], parts[1].replace("\\n", "\n"));
            }
        }
    }

    /** Writes one. */
    public static void write(final Path root, final String path, final String content) throws IOException {
        final Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content + "\n");
    }
}
