package aether.nic.pcap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.nic.FrameStatus;
import aether.nic.Frames;
import aether.nic.UdpFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scenario 65: pcap in micro- and nanoseconds, pcapng, swapped, truncated. */
class PcapSourceTest {
    private static final long SECONDS = 1_475_012_773L;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"false,LITTLE", "false,BIG", "true,LITTLE", "true,BIG"})
    void shouldReadClassicPcap(final boolean nanoseconds, final String order) throws IOException {
        final ByteOrder byteOrder = "BIG".equals(order) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        final byte[] file = classic(byteOrder, nanoseconds, 1, bytes(Frames.udp("one")), bytes(Frames.udp("two")));
        final long tick = nanoseconds ? 1 : 1000;
        assertEquals(
                List.of((SECONDS * 1_000_000_000L + 7 * tick) + " one", (SECONDS * 1_000_000_000L + 8 * tick) + " two"),
                read(file));
    }

    @ParameterizedTest
    @CsvSource({"6,LITTLE", "9,LITTLE", "9,BIG", "3,BIG", "10,LITTLE"})
    void shouldReadPcapngAtAnyResolution(final int resolution, final String order) throws IOException {
        final ByteOrder byteOrder = "BIG".equals(order) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        long ticks = SECONDS;
        for (int i = 0; i < resolution; i++) {
            ticks *= 10;
        }
        final byte[] file = pcapng(byteOrder, resolution, ticks, Frames.udp("one"));
        assertEquals(List.of(SECONDS * 1_000_000_000L + " one"), read(file));
    }

    @Test
    void shouldReadPowersOfTwoAndOffsets() {
        assertEquals(1_500_000_000L, PcapngTime.toNanos(3, 0x81, 0));
        assertEquals(2_000_000_250_000_000L, PcapngTime.toNanos(1L << 40 | 1L << 38, 0x80 | 40, 1_999_999));
        assertEquals(3_000_000_000L, PcapngTime.toNanos(3, 0x80, 0));
    }

    @Test
    void shouldChangeByteOrderWithTheSection() throws IOException {
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(pcapng(ByteOrder.LITTLE_ENDIAN, 9, 5, Frames.udp("one")));
        file.write(pcapng(ByteOrder.BIG_ENDIAN, 9, 6, Frames.udp("two")));
        assertEquals(List.of("5 one", "6 two"), read(file.toByteArray()));
    }

    @Test
    void shouldGiveRawIpAnEthernetHeader() throws IOException {
        final byte[] whole = bytes(Frames.udp("raw"));
        final byte[] withoutEthernet = java.util.Arrays.copyOfRange(whole, 14, whole.length);
        final byte[] file = classic(ByteOrder.LITTLE_ENDIAN, true, 101, withoutEthernet);
        assertEquals(List.of((SECONDS * 1_000_000_000L + 7) + " raw"), read(file));
    }

    /** Each as its registered description says, around the same IPv4 packet. */
    @ParameterizedTest
    @CsvSource({
        "12, ''",
        "14, ''",
        "101, ''",
        "228, ''",
        "0, 02000000",
        "108, 00000002",
        "113, 0001 0001 0006 0200000000010000 0800",
        "113, 0001 0001 0006 0200000000010000 8100 0064 0800",
        "276, 0800 0000 00000002 0001 00 06 0200000000010000",
        "276, 8100 0000 00000002 0001 00 06 0200000000010000 0064 0800",
        "192, 00 00 0800 0c000000",
        "192, 00 00 1000 71000000 0300040001020304 0001 0001 0006 0200000000010000 0800",
        "197, 00000000 00f15365 02 04 0088 0000 007a 0000 01005e001f0b020000000001 0800",
        "197, 00000000 00f15365 82 04 0088 0000 007a 8300000000000000 0400000000000000 0000 01005e001f0b020000000001 0800",
    })
    void shouldFindTheDatagramBehindEachLinkType(final int linkType, final String header) throws IOException {
        final byte[] whole = bytes(Frames.udp("found"));
        final byte[] before = java.util.HexFormat.of().parseHex(header.replace(" ", ""));
        final byte[] record = java.util.Arrays.copyOf(before, before.length + whole.length - 14);
        System.arraycopy(whole, 14, record, before.length, whole.length - 14);
        assertEquals(
                List.of((SECONDS * 1_000_000_000L + 7) + " found"),
                read(classic(ByteOrder.LITTLE_ENDIAN, true, linkType, record)));
    }

    @Test
    void shouldNameALinkTypeThatItCannotRead() throws IOException {
        final Path path = Files.write(
                directory.resolve("wifi.pcap"),
                classic(ByteOrder.LITTLE_ENDIAN, true, 105, new byte[60], new byte[60]));
        try (PcapSource source = PcapSource.open(path)) {
            assertEquals(0, source.poll((frame, length, t) -> {}, 10));
            assertEquals(2, source.unsupportedRecords());
            assertEquals(
                    List.of(path + ": 2 records of link type 105 (IEEE 802.11), which carries no IPv4 that we know of, "
                            + "were left out"),
                    source.remarks());
        }
    }

    /** Of any kind behind any kind, in any byte order. */
    @Test
    void shouldReadCapturesBehindEachOther() throws IOException {
        final ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(classic(ByteOrder.LITTLE_ENDIAN, true, 1, bytes(Frames.udp("one"))));
        file.write(pcapng(ByteOrder.BIG_ENDIAN, 9, 6, Frames.udp("two")));
        file.write(classic(ByteOrder.BIG_ENDIAN, false, 1, bytes(Frames.udp("three"))));
        assertEquals(
                List.of(
                        (SECONDS * 1_000_000_000L + 7) + " one",
                        "6 two",
                        (SECONDS * 1_000_000_000L + 7_000) + " three"),
                read(file.toByteArray()));
    }

    @Test
    void shouldSayInWhichRecordTheDamageIs() throws IOException {
        final byte[] file =
                classic(ByteOrder.LITTLE_ENDIAN, true, 1, bytes(Frames.udp("one")), bytes(Frames.udp("two")));
        final int second = 24 + 16 + Frames.udp("one").capacity();
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(second + 8, 0x7FFF_FFFF);
        final Path path = Files.write(directory.resolve("damaged.pcap"), file);
        try (PcapSource source = PcapSource.open(path)) {
            assertEquals(1, source.poll((frame, length, t) -> {}, 10));
            assertEquals(
                    path
                            + ": damaged: a record claims 2147483647 bytes, in record 2; what is behind it cannot be found",
                    source.damage());
            assertFalse(source.endsInsideRecord());
        }
    }

    /** The first record could be of either unit; the second cannot. */
    @Test
    void shouldPutTheTimesBeforeTheGiveawayRightAsWell() throws IOException {
        final byte[] file =
                classic(ByteOrder.LITTLE_ENDIAN, false, 1, bytes(Frames.udp("one")), bytes(Frames.udp("two")));
        ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(24 + 16 + Frames.udp("one").capacity() + 4, 999_999_999);
        assertEquals(
                List.of((SECONDS * 1_000_000_000L + 7) + " one", (SECONDS * 1_000_000_000L + 999_999_999) + " two"),
                read(file));
    }

    @Test
    void shouldTakeAMillionMicrosecondsForASecond() throws IOException {
        final byte[] file = classic(ByteOrder.LITTLE_ENDIAN, false, 1, bytes(Frames.udp("one")));
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(24 + 4, 1_000_000);
        assertEquals(List.of((SECONDS + 1) * 1_000_000_000L + " one"), read(file));
    }

    @Test
    void shouldGiveAllWholeRecordsOfACutFile() throws IOException {
        final byte[] file =
                classic(ByteOrder.LITTLE_ENDIAN, true, 1, bytes(Frames.udp("one")), bytes(Frames.udp("two")));
        final Path path = Files.write(directory.resolve("cut.pcap"), java.util.Arrays.copyOf(file, file.length - 3));
        try (PcapSource source = PcapSource.open(path)) {
            assertEquals(1, source.poll((frame, length, t) -> {}, 10));
            assertTrue(source.endsInsideRecord());
            assertEquals(1, source.recordNumber());
        }
    }

    @Test
    void shouldDeliverSnappedFramesForTheFrameToRecognise() throws IOException {
        final byte[] cut = java.util.Arrays.copyOf(bytes(Frames.udp("market data")), 50);
        final Path path = Files.write(directory.resolve("snap.pcap"), classic(ByteOrder.LITTLE_ENDIAN, true, 1, cut));
        try (PcapSource source = PcapSource.open(path)) {
            final UdpFrame udp = new UdpFrame();
            assertEquals(
                    1, source.poll((f, length, t) -> assertEquals(FrameStatus.TRUNCATED, udp.wrap(f, length)), 10));
        }
    }

    @Test
    void shouldReadRecordsLargerThanTheWindow() throws IOException {
        final byte[] large = new byte[3 * 1024 * 1024];
        final byte[] file = classic(ByteOrder.LITTLE_ENDIAN, true, 1, large, bytes(Frames.udp("two")));
        final Path path = Files.write(directory.resolve("large.pcap"), file);
        final List<Integer> lengths = new ArrayList<>();
        try (PcapSource source = PcapSource.open(path)) {
            source.poll((frame, length, t) -> lengths.add(length), 10);
        }
        assertEquals(List.of(large.length, Frames.udp("two").capacity()), lengths);
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws IOException {
        final Path text = Files.writeString(directory.resolve("notes.txt"), "not a capture");
        final Path tiny = Files.write(directory.resolve("tiny.pcap"), new byte[2]);
        final Path header = Files.write(
                directory.resolve("header.pcap"), new byte[] {(byte) 0xD4, (byte) 0xC3, (byte) 0xB2, (byte) 0xA1, 2});
        for (final Path bad : List.of(text, tiny, header, directory, directory.resolve("missing.pcap"))) {
            final CaptureException refused = assertThrows(CaptureException.class, () -> PcapSource.open(bad));
            assertTrue(refused.getMessage().startsWith(bad.toString()), refused.getMessage());
        }
    }

    @Test
    void shouldSurviveDamage() throws IOException {
        final long seed = 65;
        final SplittableRandom random = new SplittableRandom(seed);
        final byte[] classic =
                classic(ByteOrder.LITTLE_ENDIAN, true, 1, bytes(Frames.udp("one")), bytes(Frames.udp("two")));
        final byte[] next = pcapng(ByteOrder.LITTLE_ENDIAN, 9, 5, Frames.udp("one"));
        for (int i = 0; i < 3000; i++) {
            final byte[] file = (i % 2 == 0 ? classic : next).clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                file[4 + random.nextInt(file.length - 4)] = (byte) random.nextInt();
            }
            try {
                read(file);
            } catch (final CaptureException | UncheckedIOException expected) {
                assertFalse(expected.getMessage().isEmpty(), "seed " + seed);
            }
        }
    }

    private List<String> read(final byte[] file) throws IOException {
        final Path path = Files.write(directory.resolve("capture"), file);
        final List<String> frames = new ArrayList<>();
        final UdpFrame udp = new UdpFrame();
        try (PcapSource source = PcapSource.open(path)) {
            while (source.poll(
                            (frame, length, timeNs) -> {
                                assertEquals(length, frame.capacity());
                                if (udp.wrap(frame, length) == FrameStatus.OK) {
                                    frames.add(timeNs + " "
                                            + frame.getStringWithoutLengthAscii(
                                                    udp.payloadOffset(), udp.payloadLength()));
                                }
                            },
                            1)
                    > 0) {
                // One at a time, so that the window moves.
            }
            assertTrue(source.isExhausted());
        }
        return frames;
    }

    private static byte[] bytes(final UnsafeBuffer frame) {
        final byte[] bytes = new byte[frame.capacity()];
        frame.getBytes(0, bytes);
        return bytes;
    }

    private static byte[] classic(
            final ByteOrder order, final boolean nanoseconds, final int linkType, final byte[]... frames) {
        int length = 24;
        for (final byte[] frame : frames) {
            length += 16 + frame.length;
        }
        final ByteBuffer file = ByteBuffer.allocate(length).order(order);
        file.putInt(nanoseconds ? 0xA1B23C4D : 0xA1B2C3D4).putShort((short) 2).putShort((short) 4);
        file.putInt(0).putInt(0).putInt(65_535).putInt(linkType);
        int tick = 7;
        for (final byte[] frame : frames) {
            file.putInt((int) SECONDS)
                    .putInt(tick++)
                    .putInt(frame.length)
                    .putInt(frame.length)
                    .put(frame);
        }
        return file.array();
    }

    private static byte[] pcapng(
            final ByteOrder order, final int resolution, final long ticks, final UnsafeBuffer frame) {
        final int padded = frame.capacity() + 3 & ~3;
        final ByteBuffer file = ByteBuffer.allocate(28 + 32 + 24 + 32 + padded).order(order);
        file.putInt(0x0A0D0D0A)
                .putInt(28)
                .putInt(0x1A2B3C4D)
                .putInt(1)
                .putLong(-1)
                .putInt(28);
        file.putInt(1).putInt(32).putShort((short) 1).putShort((short) 0).putInt(65_535);
        file.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
        file.putShort((short) 0).putShort((short) 0).putInt(32);
        // A block of a kind that nobody needs here.
        file.putInt(5).putInt(24).put(new byte[12]).putInt(24);
        file.putInt(6).putInt(32 + padded).putInt(0);
        file.putInt((int) (ticks >>> 32))
                .putInt((int) ticks)
                .putInt(frame.capacity())
                .putInt(frame.capacity());
        file.put(bytes(frame)).put(new byte[padded - frame.capacity()]).putInt(32 + padded);
        return file.array();
    }
}
