package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.appliance.FreshJvm;
import aether.journal.JournalReader;
import aether.journal.JournalSessions;
import aether.journal.RecordType;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as a user starts it, a few seconds of it. */
class DemoTest {
    @TempDir
    Path directory;

    @Test
    void shouldEndWithEqualBooksAndAnEqualReplay() throws IOException {
        final CommandLine demo = CommandLine.run(
                "demo", "--duration", "2s", "--headless", "--loss", "0.05", "--seed", "7", "--journal", directory);
        assertEquals(0, demo.exitCode(), demo.out() + demo.err());
        assertTrue(demo.out().endsWith("PASS\n"), demo.out());
        assertTrue(demo.out().contains("books     25 of 25 equal"), demo.out());
        final Path session = JournalSessions.list(directory).getFirst();
        assertEquals(0, CommandLine.run("journal", "verify", directory).exitCode());
        assertTrue(CommandLine.run("journal", "stat", session).out().contains("packet"));
        assertTrue(CommandLine.run("journal", "tail", session, "-n", "3").out().contains("end"));
        assertTrue(CommandLine.run("journal", "ls", directory).out().contains("whole"));
        final CommandLine replay = CommandLine.run("replay", session, "--verify");
        assertEquals(0, replay.exitCode(), replay.out());
        assertTrue(replay.out().contains("verified"), replay.out());
        shouldReplayTheSameElsewhere(session);
        shouldNoticeAChangedByte(session);
    }

    /** A fresh JVM that interprets, with another garbage collector, time zone and language. */
    private static void shouldReplayTheSameElsewhere(final Path session) throws IOException {
        final List<String> command = FreshJvm.command(
                List.of("-Xint", "-XX:+UseSerialGC", "-Duser.timezone=Asia/Tokyo", "-Duser.language=tr"),
                AetherCommand.class,
                "replay",
                session.toString(),
                "--verify");
        final Process replay =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        final String said = new String(replay.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(said.contains("order plane"), said);
        assertTrue(said.contains("verified: all"), said);
    }

    private static void shouldNoticeAChangedByte(final Path session) throws IOException {
        final byte[] packet = packetOf(session);
        try (Stream<Path> files = Files.list(session)) {
            final Path data = files.filter(
                            f -> f.toString().endsWith(".cq4") && !f.toString().contains("metadata"))
                    .findFirst()
                    .orElseThrow();
            final String bytes = Files.readString(data, StandardCharsets.ISO_8859_1);
            final int at = bytes.indexOf(new String(packet, StandardCharsets.ISO_8859_1)) + packet.length / 2;
            assertTrue(at >= packet.length / 2, "the packet is in the file");
            try (RandomAccessFile file = new RandomAccessFile(data.toFile(), "rw")) {
                file.seek(at);
                file.write(bytes.charAt(at) ^ 0x10);
            }
        }
        assertEquals(1, CommandLine.run("journal", "verify", session).exitCode());
        assertEquals(1, CommandLine.run("replay", session, "--verify").exitCode());
    }

    /** One of them: between records the queue has bytes of its own, and some that mean nothing. */
    private static byte[] packetOf(final Path session) {
        try (JournalReader reader = JournalReader.open(session)) {
            int packets = 0;
            while (reader.next() == JournalReader.Step.RECORD) {
                if (reader.type() == RecordType.PACKET && ++packets == 100) {
                    final byte[] packet = new byte[reader.payloadLength()];
                    reader.buffer().getBytes(reader.payloadOffset(), packet);
                    return packet;
                }
            }
        }
        throw new AssertionError(session + " has few packets");
    }

    @Test
    void shouldAgreeWithTheExchangeWhenTheOrderConnectionIsBad() {
        final CommandLine demo = CommandLine.run(
                "demo", "--duration", "6s", "--headless", "--loss", "0", "--order-faults", "0.02", "--seed", "5");
        assertEquals(0, demo.exitCode(), demo.out() + demo.err());
        assertTrue(demo.out().contains("cash and positions equal"), demo.out());
        assertTrue(demo.out().contains("faults on the way"), demo.out());
    }

    @Test
    void shouldRecoverWhatBothLinesLose() {
        final CommandLine demo = CommandLine.run(
                "demo", "--duration", "1s", "--headless", "--loss", "0", "--double-loss", "0.05", "--seed", "3");
        assertEquals(0, demo.exitCode(), demo.out() + demo.err());
        assertTrue(demo.out().contains("books     25 of 25 equal"), demo.out());
        assertFalse(demo.out().contains(" 0 gaps"), demo.out());
    }
}
