package aether.session.moment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.book.BookContext;
import aether.cli.CommandLine;
import aether.feed.mdp3.Mdp3Venue;
import aether.session.Captures;
import aether.session.LineChoice;
import aether.session.RecordedSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Sessions that the product makes. */
final class Sessions {
    private final Path directory;

    Sessions(final Path directory) {
        this.directory = directory;
    }

    /** A capture in which lines lose, repeat and damage packets, with snapshots and definitions. */
    Path capture(final String duration) {
        final Path file = directory.resolve("session.pcapng");
        final CommandLine venue = CommandLine.run(
                "venue", "-c", Path.of("profiles/venue.yaml"), "--duration", duration, "--pcapng", file);
        assertEquals(0, venue.exitCode(), venue.err());
        return file;
    }

    /** A journal of a session in which somebody traded. */
    Path journal(final String duration) throws IOException {
        final Path journal = directory.resolve("journal");
        final CommandLine demo =
                CommandLine.run("demo", "--headless", "--duration", duration, "--loss", "0.01", "--journal", journal);
        assertEquals(0, demo.exitCode(), demo.out() + demo.err());
        try (Stream<Path> sessions = Files.list(journal)) {
            return sessions.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    static RecordedSession ofCapture(final Path file) {
        return new RecordedSession.Capture(
                List.of(file),
                Captures.of(file),
                Captures.Chosen.ALL,
                new Mdp3Venue(),
                LineChoice.both,
                BookContext.Start.SNAPSHOT);
    }
}
