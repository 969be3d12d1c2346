package aether.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What was changed on a machine, in a file: one change a line, written before the change is made, so that whatever happens in between can be
 * undone.
 */
public final class HostState {
    private static final String HEADER =
            "# settings of this machine before 'aether host prepare'; 'aether host restore' sets them back";

    private final Path file;

    public HostState(final Path file) {
        this.file = file;
    }

    /** Whether something is to be undone. */
    public boolean isPresent() {
        return Files.exists(file);
    }

    /** Notes changes that are about to be made. */
    public void save(final List<HostChange> changes) throws IOException {
        final List<String> lines = new ArrayList<>(List.of(HEADER));
        changes.forEach(change -> lines.add(change.toLine()));
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    /** The changes that were noted, the last first. */
    public List<HostChange> toUndo() throws IOException {
        return Files.readAllLines(file, StandardCharsets.UTF_8).reversed().stream()
                .map(HostChange::ofLine)
                .filter(Objects::nonNull)
                .toList();
    }

    /** All is undone. */
    public void forget() throws IOException {
        Files.deleteIfExists(file);
    }
}
