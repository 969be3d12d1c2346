package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.nic.FrameStatus;
import aether.nic.UdpFrame;
import aether.nic.pcap.PcapSource;
import aether.nic.pcap.PcapngSink;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sessions of one feed: the same, one that lacks a packet, one that ends before, and one of a journal. */
class JournalDiffTest {
    private static final int LINE_A = 31_001;
    private static final int LINE_B = 31_002;
    private static final long LOST = 4_000;

    @TempDir
    Path directory;

    private Path session;

    @BeforeEach
    void make() throws IOException {
        final Path site = directory.resolve("venue.yaml");
        Files.writeString(
                site,
                Files.readString(Path.of("profiles/venue.yaml"))
                        .replace("lossA: 0.01, lossB: 0.01", "lossA: 0, lossB: 0")
                        .replace("lossRecovery: 0.01, duplicates: 0.001, corruption: 0.001", "lossRecovery: 0"));
        session = directory.resolve("session.pcapng");
        final CommandLine venue = CommandLine.run("venue", "-c", site, "--duration", "5s", "--pcapng", session);
        assertEquals(0, venue.exitCode(), venue.err());
    }

    /** A copy of the session that lacks the frames of one packet, or ends with them. */
    private Path copy(final String name, final boolean goesOn) throws IOException {
        final Path copy = directory.resolve(name);
        final UdpFrame udp = new UdpFrame();
        try (PcapSource source = PcapSource.open(session);
                PcapngSink sink = new PcapngSink(copy, source::timeNs)) {
            boolean isOver = false;
            while (source.next() && !isOver) {
                final boolean isLost = isLost(source, udp);
                isOver = isLost && !goesOn;
                if (!isLost) {
                    sink.offer(source.frame(), source.length());
                }
            }
        }
        return copy;
    }

    private static boolean isLost(final PcapSource source, final UdpFrame udp) {
        return udp.wrap(source.frame(), source.length()) == FrameStatus.OK
                && (udp.destinationPort() == LINE_A || udp.destinationPort() == LINE_B)
                && (source.frame().getInt(udp.payloadOffset(), ByteOrder.LITTLE_ENDIAN) & 0xFFFFFFFFL) == LOST;
    }

    private static CommandLine diff(final Path first, final Path second) {
        return CommandLine.run("journal", "diff", first, second, "--start", "snapshot", "--depth", 2);
    }

    @Test
    void shouldFindNothingBetweenASessionAndItself() {
        final CommandLine same = diff(session, session);
        assertEquals(0, same.exitCode(), same.out() + same.err());
        assertTrue(same.out().matches("channel .*: all [\\d,]+ events are equal\n"), same.out());
    }

    @Test
    void shouldShowTheFirstEventThatDiffersWithBothBooks() throws IOException {
        final CommandLine differ = diff(session, copy("without.pcapng", true));
        assertEquals(1, differ.exitCode(), differ.err());
        final List<String> lines = differ.out().lines().toList();
        assertTrue(lines.getFirst().matches("channel .*: event [\\d,]+ is the first that differs"), differ.out());
        final int second = lines.indexOf(lines.stream()
                .filter(line -> line.startsWith("+++"))
                .findFirst()
                .orElseThrow());
        assertTrue(lines.get(2).startsWith("packet 4,000, "), differ.out());
        assertTrue(lines.get(second + 1).startsWith("packet 4,0"), differ.out());
        assertTrue(!lines.get(second + 1).startsWith("packet 4,000, "), differ.out());
        assertTrue(lines.get(3).contains(" hash "), differ.out());
        assertTrue(lines.get(second + 2).contains(" hash "), differ.out());
    }

    @Test
    void shouldSayThatOneHasEnded() throws IOException {
        final CommandLine differ = diff(session, copy("shorter.pcapng", false));
        assertEquals(1, differ.exitCode(), differ.err());
        assertTrue(differ.out().contains("has ended, after "), differ.out());
        assertTrue(differ.out().contains("\npacket 4,000, "), differ.out());
        final CommandLine other = diff(directory.resolve("shorter.pcapng"), session);
        assertEquals(1, other.exitCode(), other.err());
        assertTrue(other.out().indexOf("has ended, after ") < other.out().indexOf("\npacket 4,000, "), other.out());
    }

    @Test
    void shouldCompareAJournalWithItself() throws IOException {
        final CommandLine demo = CommandLine.run(
                "demo", "--headless", "--duration", "4s", "--loss", "0", "--journal", directory.resolve("journal"));
        assertEquals(0, demo.exitCode(), demo.out() + demo.err());
        try (Stream<Path> sessions = Files.list(directory.resolve("journal"))) {
            final Path recorded =
                    sessions.filter(Files::isDirectory).findFirst().orElseThrow();
            final CommandLine same = CommandLine.run("journal", "diff", recorded, recorded);
            assertEquals(0, same.exitCode(), same.out() + same.err());
            final CommandLine foreign = CommandLine.run("journal", "diff", recorded, session);
            assertEquals(1, foreign.exitCode(), foreign.out() + foreign.err());
        }
    }
}
