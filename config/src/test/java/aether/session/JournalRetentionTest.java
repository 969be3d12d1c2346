package aether.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.journal.CheckpointParts;
import aether.journal.JournalContext;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import aether.replay.OrderDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRetentionTest {
    private static final long ALL_MS = Long.MAX_VALUE;

    @TempDir
    Path base;

    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[1_000]);
    private String orders;

    /** What the orders' configuration needs is there. */
    @BeforeEach
    void configure() throws IOException {
        final Path secret = base.resolve("secret.key");
        Files.writeString(secret, "c2VjcmV0LW9mLXRoZS10ZXN0LXNlc3Npb24tMDEyMzQ1Njc4OQ");
        orders = """
                orders:
                  host: localhost
                  port: 7000
                  secretFile: '%s'
                  session: { session: %%s, firm: FIRM1, accessKey: KEY }
                  strategy: { class: aether.gateway.strategy.TickTaker }
                """.formatted(secret);
    }

    private void session(final String name, final String order, final boolean fromCheckpoint) {
        final String text = """
                channel:
                  id: 310
                  lines: { A: { group: 239.1.1.1, port: 30001 } }
                  interface: lo
                """ + (order.isEmpty() ? "" : orders.formatted(order));
        try (JournalWriter writer = JournalWriter.create(
                new JournalContext().directory(base.resolve("j").resolve(name)).conclude())) {
            final UnsafeBuffer configuration = new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
            writer.tap().offer(RecordType.CONFIGURATION, 0, 1, configuration, 0, configuration.capacity());
            if (fromCheckpoint) {
                assertTrue(CheckpointParts.offer(writer.tap(), 1, bytes, bytes.capacity(), () -> {}));
            }
            writer.tap().offer(RecordType.ORDER_DIGEST, 0, 1, bytes, 0, OrderDigest.LENGTH);
            writer.drain();
        }
    }

    private List<String> removable(final long beforeMs) {
        return JournalRetention.removable(base.resolve("j"), beforeMs).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    @Test
    void shouldKeepWhatAStartMayNeed() {
        session("1", "ABC", false);
        session("2", "ABC", true);
        session("3", "XYZ", false);
        session("4", "ABC", true);
        session("5", "ABC", true);
        assertEquals(List.of("1", "2"), removable(ALL_MS));
    }

    @Test
    void shouldKeepAllUntilTwoBeganWithCheckpoints() {
        session("1", "ABC", false);
        session("2", "ABC", false);
        session("3", "ABC", true);
        assertEquals(List.of(), removable(ALL_MS));
    }

    @Test
    void shouldGoByAgeWhereNothingWasTraded() throws IOException {
        session("1", "", false);
        session("2", "", false);
        assertEquals(List.of("1", "2"), removable(ALL_MS));
        assertEquals(List.of(), removable(1));
        JournalRetention.remove(base.resolve("j").resolve("1"));
        assertEquals(List.of("2"), removable(ALL_MS));
    }

    @Test
    void shouldLeaveWhatIsBeingWritten() {
        session("1", "", false);
        try (JournalWriter writer = JournalWriter.create(
                new JournalContext().directory(base.resolve("j").resolve("2")).conclude())) {
            writer.tap().offer(RecordType.PACKET, 0, 1, bytes, 0, 8);
            writer.drain();
            assertEquals(List.of("1"), removable(ALL_MS));
        }
        assertEquals(List.of("1", "2"), removable(ALL_MS));
    }
}
