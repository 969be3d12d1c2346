package aether.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.cli.AetherCommand;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark measures what it says, on a session that the repository generates itself. */
class FeedBenchTest {
    private static final MulticastGroup A = new MulticastGroup(0xEFFF4D01, 31_001);
    private static final MulticastGroup B = new MulticastGroup(0xEFFF4D02, 31_002);

    @TempDir
    Path directory;

    @Test
    void shouldMeasureWithoutAllocating() throws IOException {
        final Path capture = directory.resolve("session.pcap");
        final int packets = generate(capture);
        final PrintStream before = System.out;
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        final int code;
        try {
            code = AetherCommand.execute(new BenchCommand(), "feed", capture.toString(), "--loops", "9", "--json");
        } finally {
            System.setOut(before);
        }
        final String line = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, code);
        assertEquals(packets * 9L, number(line, "packets"), line);
        assertTrue(number(line, "entries") > number(line, "packets"), line);
        // A few bytes that the JVM allocates once, while it compiles, do not count.
        assertTrue(line.contains("\"allocBytesPerPacket\":0.00"), line);
        assertTrue(number(line, "p50") > 0 && number(line, "p50") < 1_000_000, line);
        assertTrue(number(line, "clockP999") > 0 && number(line, "clockMax") >= number(line, "clockP999"), line);
    }

    @Test
    void shouldSayThatACaptureHasNothingOfTheOtherVenue() throws IOException {
        final Path capture = directory.resolve("session.pcap");
        generate(capture);
        final PrintStream before = System.err;
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        final int code;
        try {
            code = AetherCommand.execute(
                    new BenchCommand(), "feed", capture.toString(), "--loops", "1", "--beside", capture.toString());
        } finally {
            System.setErr(before);
        }
        assertEquals(2, code);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("nothing of deribit"), err.toString());
    }

    @Test
    void shouldTimeTheFirstPackets() throws IOException {
        final Path capture = directory.resolve("first.pcap");
        generate(capture);
        final PrintStream before = System.out;
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        final int code;
        try {
            code = AetherCommand.execute(
                    new BenchCommand(), "first", capture.toString(), "--warm-up", "1000", "--json");
        } finally {
            System.setOut(before);
        }
        final String line = out.toString(StandardCharsets.UTF_8);
        assertEquals(0, code);
        assertTrue(number(line, "warmUpFrames") >= 1000, line);
        assertTrue(number(line, "firstPacketNs") > number(line, "p50Steady"), line);
        assertTrue(number(line, "p99First10k") >= number(line, "p50First10k"), line);
        assertTrue(number(line, "p50Steady") > 0, line);
    }

    private static long number(final String json, final String key) {
        final Matcher matcher = Pattern.compile("\"" + key + "\":(\\d+)").matcher(json);
        assertTrue(matcher.find(), key + " in " + json);
        return Long.parseLong(matcher.group(1));
    }

    /** A session of the simulated venue as a classic pcap file; returns the packets on line A. */
    private static int generate(final Path file) throws IOException {
        final int[] frames = new int[1];
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(header());
            final SimulatedVenue venue =
                    new SimulatedVenue(new VenueContext().seed(11).conclude(), new PcapSink(out, frames), A, B);
            venue.open(1_000_000_000L);
            for (int i = 0; i < 3000; i++) {
                venue.step(1_000_000_000L + i * 10_000L);
            }
            venue.close(1_100_000_000L);
        }
        return frames[0] / 2;
    }

    private static byte[] header() {
        return ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0xA1B23C4D)
                .putInt(0x00040002)
                .putLong(0)
                .putInt(65_535)
                .putInt(1)
                .array();
    }

    private record PcapSink(OutputStream out, int[] frames) implements FrameSink {
        @Override
        public boolean offer(final DirectBuffer frame, final int length) {
            final byte[] bytes = new byte[length];
            frame.getBytes(0, bytes);
            final int sum = checksum(bytes);
            bytes[40] = (byte) (sum >> 8);
            bytes[41] = (byte) sum;
            final ByteBuffer record = ByteBuffer.allocate(16 + length).order(ByteOrder.LITTLE_ENDIAN);
            record.putInt(1).putInt(frames[0]).putInt(length).putInt(length).put(bytes);
            try {
                out.write(record.array());
            } catch (final IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            frames[0]++;
            return true;
        }

        /** Of UDP behind plain headers, byte by byte (RFC 768): the exchange sends its packets with one. */
        private static int checksum(final byte[] frame) {
            int sum = 17 + frame.length - 34;
            for (int at = 26; at < frame.length; at++) {
                sum += (frame[at] & 0xFF) << (at % 2 == 0 ? 8 : 0);
            }
            while (sum > 0xFFFF) {
                sum = (sum & 0xFFFF) + (sum >> 16);
            }
            return sum == 0xFFFF ? 0xFFFF : ~sum & 0xFFFF;
        }

        @Override
        public void close() {}
    }
}
