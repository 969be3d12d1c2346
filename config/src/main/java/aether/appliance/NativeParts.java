package aether.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/**
 * Where libraries unpack their native parts: a directory of this process alone, which goes with it. Left to themselves they use the working
 * directory, and leave the parts there when the process is killed.
 */
public final class NativeParts {
    private static final String PREFIX = "aether-native-";

    /** What jffi and JNA, which Chronicle Queue brings along, call the place. */
    private static final List<String> PROPERTIES = List.of("jffi.extract.dir", "jna.tmpdir");

    private NativeParts() {}

    /** Before any of these libraries is loaded. */
    public static void prepare() {
        final Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        sweep(temporary);
        final Path own = temporary.resolve(PREFIX + ProcessHandle.current().pid());
        try {
            Files.createDirectories(own);
        } catch (final IOException e) {
            throw new UncheckedIOException(own + ": cannot be made; name another place with -Djava.io.tmpdir", e);
        }
        PROPERTIES.forEach(property -> System.setProperty(property, own.toString()));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> IoUtil.delete(own.toFile(), true), "native-parts"));
    }

    /** What processes left that were killed. */
    private static void sweep(final Path temporary) {
        try (Stream<Path> entries = Files.list(temporary)) {
            entries.filter(entry -> entry.getFileName().toString().matches(PREFIX + "\\d{1,10}"))
                    .filter(entry -> !isAlive(entry))
                    .filter(Files::isWritable)
                    .forEach(entry -> IoUtil.delete(entry.toFile(), true));
        } catch (final IOException e) {
            // Another process sweeps as well.
        }
    }

    private static boolean isAlive(final Path directory) {
        final long process = Long.parseLong(directory.getFileName().toString().substring(PREFIX.length()));
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }
}
