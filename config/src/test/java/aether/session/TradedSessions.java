package aether.session;

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
import org.agrona.concurrent.UnsafeBuffer;

/** Journal sessions as starts of an appliance leave them, with nothing in them but what says whose they are. */
final class TradedSessions {
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[1_000]);
    private final Path journals;
    private final String orders;
    private String boot = new JournalContext().boot();

    /** {@code base}: what orders need in their configuration lies there too. */
    TradedSessions(final Path base) throws IOException {
        journals = base.resolve("j");
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

    Path journals() {
        return journals;
    }

    Path session(final String name) {
        return journals.resolve(name);
    }

    /** Those that follow were written under another boot of the machine. */
    TradedSessions under(final String otherBoot) {
        boot = otherBoot;
        return this;
    }

    String configuration(final String order) {
        return """
                channel:
                  id: 310
                  lines: { A: { group: 239.1.1.1, port: 30001 } }
                  interface: lo
                """ + (order.isEmpty() ? "" : orders.formatted(order));
    }

    /** One that took nothing over; {@code order} is the order session's name, empty without orders. */
    TradedSessions first(final String name, final String order) {
        try (JournalWriter writer = begin(name, order)) {
            digest(writer);
        }
        return this;
    }

    /** One that began with a checkpoint. */
    TradedSessions next(final String name, final String order) {
        try (JournalWriter writer = begin(name, order)) {
            assertTrue(CheckpointParts.offer(writer.tap(), 1, bytes, bytes.capacity()));
            digest(writer);
        }
        return this;
    }

    private void digest(final JournalWriter writer) {
        writer.tap().offer(RecordType.ORDER_DIGEST, 0, 1, bytes, 0, OrderDigest.LENGTH);
        writer.drain();
    }

    /** One of which nothing is there but its configuration; to be closed. */
    JournalWriter begin(final String name, final String order) {
        final JournalWriter writer = JournalWriter.create(
                new JournalContext().directory(session(name)).boot(boot).conclude());
        final UnsafeBuffer text = new UnsafeBuffer(configuration(order).getBytes(StandardCharsets.UTF_8));
        writer.tap().offer(RecordType.CONFIGURATION, 0, 1, text, 0, text.capacity());
        writer.drain();
        return writer;
    }
}
