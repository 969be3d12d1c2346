package aether.appliance.recorded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A mark in the directory of a session that begins with what was recorded: it is there until all of that is in it. */
public final class RecordedMark {
    private static final String NAME = "recorded.unfinished";

    private RecordedMark() {}

    public static void put(final Path session) {
        try {
            Files.createFile(session.resolve(NAME));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void take(final Path session) {
        try {
            Files.delete(session.resolve(NAME));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a session broke off in the middle of what it was to begin with. */
    static boolean isOn(final Path session) {
        return Files.exists(session.resolve(NAME));
    }
}
