package aether.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.journal.JournalWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRetentionTest {
    private static final long ALL_MS = Long.MAX_VALUE;

    @TempDir
    Path base;

    private TradedSessions sessions;

    @BeforeEach
    void prepare() throws IOException {
        sessions = new TradedSessions(base);
    }

    private List<String> removable(final long beforeMs) {
        return JournalRetention.removable(sessions.journals(), beforeMs).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    @Test
    void shouldKeepWhatAStartMayNeed() {
        sessions.first("1", "ABC")
                .next("2", "ABC")
                .first("3", "XYZ")
                .next("4", "ABC")
                .next("5", "ABC");
        assertEquals(List.of("1", "2"), removable(ALL_MS));
    }

    @Test
    void shouldKeepAllUntilTwoBeganWithCheckpoints() {
        sessions.first("1", "ABC").first("2", "ABC").next("3", "ABC");
        assertEquals(List.of(), removable(ALL_MS));
    }

    @Test
    void shouldGoByAgeWhereNothingWasTraded() {
        sessions.first("1", "").first("2", "");
        assertEquals(List.of("1", "2"), removable(ALL_MS));
        assertEquals(List.of(), removable(1));
        JournalRetention.remove(sessions.session("1"));
        assertEquals(List.of("2"), removable(ALL_MS));
    }

    @Test
    void shouldLeaveWhatIsBeingWrittenOrInDoubt() {
        sessions.first("1", "");
        try (JournalWriter writer = sessions.begin("2", "")) {
            assertEquals(List.of("1"), removable(ALL_MS));
            assertEquals(List.of("1"), removable(ALL_MS), "having looked changes nothing");
            writer.drain();
        }
        sessions.under("another").first("3", "");
        assertEquals(List.of("1", "2"), removable(ALL_MS));
    }
}
