package aether.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.arbiter.ChannelCounter;
import aether.arbiter.LineArbiter;
import aether.arbiter.LineCounter;
import aether.arbiter.RecoveryCounter;
import aether.book.BookContext;
import aether.config.Venues;
import aether.console.Terminal;
import aether.feed.VenueAdapter;
import aether.nic.Counters;
import aether.replay.CaptureLines;
import aether.replay.CaptureLines.CaptureChannel;
import aether.replay.CaptureReader;
import aether.replay.CaptureSet;
import aether.session.CapturePlayer;
import aether.session.Captures;
import aether.session.FrameAccount.Fate;
import aether.session.LineChoice;
import aether.session.Pacer;
import aether.session.PlayedChannel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Captures that went wrong in ways that were seen elsewhere. */
class FaultyCapturesTest {
    private static final Path FAULTS =
            Path.of(System.getProperty("aether.shared", "../../shared")).resolve("captures/faults");

    private static final int PCAP_HEADER = 24;
    private static final int RECORD_HEADER = 16;

    @TempDir
    Path directory;

    private static Path capture(final String name) {
        final Path file = FAULTS.resolve(name);
        assumeTrue(Files.exists(file), "skipped: no " + file + " (set -Daether.shared to a folder that has it)");
        return file;
    }

    /** Line A is damaged and its UDP checksum says so; line B is whole. */
    @Test
    void shouldRefuseADamagedPacketAndTakeItsTwin() {
        final CommandLine books = CommandLine.run("books", capture("90_bad_udp_checksum.pcap"), "--start", "empty");
        assertEquals(0, books.exitCode());
        assertTrue(books.out().contains("\"seq\":2,") && books.out().contains("[[5000250000000,11,1]]"), books.out());
        assertTrue(books.err().contains("0 packets lost, 1 refused as damaged"), books.err());
    }

    @Test
    void shouldSayThatAChecksumIsWrong() {
        final CommandLine decode = CommandLine.run("decode", capture("90_bad_udp_checksum.pcap"));
        assertTrue(decode.out().contains("\"error\":\"a checksum of IPv4 or UDP is wrong\""), decode.out());
    }

    private static List<String> lines(final String text, final String part) {
        return text.lines().filter(line -> line.contains(part)).toList();
    }

    private static String decodedTimes(final Object... words) {
        return String.join(
                " ",
                CommandLine.run(words)
                        .out()
                        .lines()
                        .map(line -> line.replaceAll(".*\"t\":([0-9a-z]+),.*", "$1"))
                        .toList());
    }

    /** Whatever is around them: the same four packets, in the same places. */
    @ParameterizedTest
    @CsvSource({
        "00_control.pcap, 4 records: 4 to the lines below",
        "01_sll_vlan.pcap, 4 records: 4 to the lines below",
        "01c_sll_arp_mixed.pcap, '5 records: 4 to the lines below, 1 not IPv4'",
        "03_qinq_9100.pcap, 4 records: 4 to the lines below",
        "04_arista_d28b.pcap, 4 records: 4 to the lines below",
        "05_metamako.pcap, 4 records: 4 to the lines below",
        "07_erf.pcap, 4 records: 4 to the lines below",
        "09_iplen0.pcap, 4 records: 4 to the lines below",
        "12_vxlan.pcap, 4 records: 4 to the lines below",
        "31_ng_spb.pcapng, 4 records: 4 to the lines below",
        "50_control.pcap.gz, 4 records: 4 to the lines below",
        "51_control.pcap.zst, 4 records: 4 to the lines below",
        "B3_ns_in_us_file.pcap, 4 records: 4 to the lines below",
    })
    void shouldFindTheSameFourPackets(final String name, final String read) {
        final CommandLine decode = CommandLine.run("decode", capture(name));
        assertEquals(0, decode.exitCode(), decode.err());
        assertEquals(
                List.of("100", "101", "102", "103"),
                decode.out()
                        .lines()
                        .map(line -> line.replaceAll(".*\"seq\":(\\d+),.*\"templateId\":46,.*", "$1"))
                        .toList());
        final CommandLine replay = CommandLine.run("replay", capture(name));
        final String control =
                CommandLine.run("replay", capture("00_control.pcap")).out();
        assertEquals(List.of("read     " + read), lines(replay.out(), "read "));
        assertEquals(lines(control, "line A"), lines(replay.out(), "line A"));
        assertEquals(lines(control, "sequence"), lines(replay.out(), "sequence"));
    }

    /** The second of four packets is lost on its only line. */
    @ParameterizedTest
    @ValueSource(strings = {"event", "message"})
    void shouldPrintBooksOfACaptureThatLacksAPacket(final String every) throws IOException {
        final byte[] whole = Files.readAllBytes(capture("00_control.pcap"));
        final int second = PCAP_HEADER + RECORD_HEADER + capturedLength(whole, PCAP_HEADER);
        final int third = second + RECORD_HEADER + capturedLength(whole, second);
        final Path torn = directory.resolve("torn.pcap");
        try (OutputStream out = Files.newOutputStream(torn)) {
            out.write(whole, 0, second);
            out.write(whole, third, whole.length - third);
        }
        final CommandLine books = CommandLine.run("books", torn, "--start", "empty", "--every", every);
        assertEquals(0, books.exitCode(), books.err());
        assertTrue(books.err().contains("1 packets lost"), books.err());
        assertTrue(books.out().contains("\"seq\":100,"), books.out());
    }

    private static int capturedLength(final byte[] pcap, final int record) {
        return ByteBuffer.wrap(pcap).order(ByteOrder.LITTLE_ENDIAN).getInt(record + 2 * Integer.BYTES);
    }

    @Test
    void shouldReadWhatLz4AndAPipeCarry() throws Exception {
        final Path plain = capture("00_control.pcap");
        final Path compressed = directory.resolve("control.pcap.lz4");
        try (OutputStream out = new FramedLZ4CompressorOutputStream(
                Files.newOutputStream(compressed),
                new FramedLZ4CompressorOutputStream.Parameters(
                        FramedLZ4CompressorOutputStream.BlockSize.K64, true, false, true))) {
            out.write(Files.readAllBytes(plain));
        }
        final String expected = CommandLine.run("decode", plain).out();
        assertEquals(expected, CommandLine.run("decode", compressed).out());
        final InputStream before = System.in;
        try (InputStream pipe = Files.newInputStream(capture("51_control.pcap.zst"))) {
            System.setIn(pipe);
            assertEquals(expected, CommandLine.run("decode", "-").out());
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void shouldSayWhereACompressedCaptureEndsTooSoon() throws IOException {
        final byte[] whole = Files.readAllBytes(capture("50_control.pcap.gz"));
        final Path cut = Files.write(directory.resolve("cut.pcap.gz"), Arrays.copyOf(whole, whole.length - 30));
        final CommandLine decode = CommandLine.run("decode", cut);
        assertEquals(1, decode.exitCode());
        assertTrue(decode.err().contains(cut + ": cannot be read behind record "), decode.err());
        assertTrue(decode.err().contains("the gzip stream is cut or damaged"), decode.err());
    }

    @Test
    void shouldSayThatTheCaptureCutItsFrames() {
        final CommandLine decode = CommandLine.run("decode", capture("10_snap96.pcap"));
        assertEquals(
                4,
                lines(decode.out(), "\"error\":\"cut at 96 bytes by the capture\"")
                        .size(),
                decode.out());
        final CommandLine replay = CommandLine.run("replay", capture("10_snap96.pcap"));
        assertEquals(2, replay.exitCode());
        assertTrue(
                replay.err().contains("4 records: 4 cut at 96 bytes by the capture. Capture whole frames"),
                replay.err());
    }

    @Test
    void shouldReadASecondCaptureBehindTheFirst() {
        final CommandLine replay = CommandLine.run("replay", capture("15_cat.pcap"));
        assertTrue(replay.err().contains("a second capture begins behind record 4: read as well"), replay.err());
        assertEquals(
                List.of("  line A    8 packets, 4 first, 4 duplicates, 0 malformed"), lines(replay.out(), "line A"));
    }

    /** It would wait for 1970 to be over, or for ever. */
    @Test
    @Timeout(30)
    void shouldNotWaitForTimesThatACaptureDoesNotHave() {
        assertEquals("null null null null", decodedTimes("decode", capture("31_ng_spb.pcapng")));
        assertEquals(
                0,
                CommandLine.run("replay", capture("31_ng_spb.pcapng"), "--speed", "1")
                        .exitCode());
    }

    @Test
    void shouldPutNanosecondsRightThatAreCalledMicroseconds() {
        assertEquals(
                "1700000000444223380 1700000000444224380 1700000000444225380 1700000000444226380",
                decodedTimes("decode", capture("B3_ns_in_us_file.pcap")));
        assertTrue(CommandLine.run("decode", capture("B3_ns_in_us_file.pcap"))
                .err()
                .contains("its times are nanoseconds, though its header says microseconds: put right"));
    }

    @Test
    void shouldTakeTheTimesOfSwitchesAndTaps() {
        assertEquals(
                "1700000000000000000 1700000000000001000 1700000000000002000 1700000000000003000",
                decodedTimes("decode", capture("05_metamako.pcap")));
        final String hardware = decodedTimes("decode", capture("05_metamako.pcap"), "--hardware-time", "metamako");
        assertTrue(hardware.startsWith("1700000000000000000 "), hardware);
        final CommandLine none = CommandLine.run("decode", capture("00_control.pcap"), "--hardware-time", "exablaze");
        assertTrue(none.err().contains("4 frames without a time of exablaze keep the capture's"), none.err());
        // Arista's counts TAI here: 37 s ahead.
        final String arista = decodedTimes("decode", capture("04_arista_d28b.pcap"), "--hardware-time", "arista");
        assertTrue(arista.startsWith("1699999963000000000 1699999963000000001 "), arista);
    }

    @Test
    void shouldMergeFilesByTimeInWhateverOrderTheyAreGiven() {
        final String right = CommandLine.run("replay", capture("60_part1.pcap"), capture("60_part2.pcap"))
                .out();
        final String wrong = CommandLine.run("replay", capture("60_part2.pcap"), capture("60_part1.pcap"))
                .out();
        assertEquals(List.of("  line A    40 packets, 40 first, 0 duplicates, 0 malformed"), lines(wrong, "line A"));
        assertEquals(lines(right, "digest"), lines(wrong, "digest"));
        final CommandLine twice = CommandLine.run("decode", capture("60_part1.pcap"), capture("60_part1.pcap"));
        assertTrue(twice.err().contains("overlap by 0.0"), twice.err());
        assertTrue(twice.out().contains("\"frame\":1,\"file\":\"" + capture("60_part1.pcap") + "\","), twice.out());
    }

    @Test
    void shouldShowPricesOfOrdersWithTheirExponent() {
        final CommandLine books =
                CommandLine.run("books", capture("83_mbo_only_exponent.pcap"), "--mbo", "--start", "empty");
        assertTrue(
                books.out().contains("\"exponent\":-9,") && books.out().contains("[[1,1,100000000000,5]]"),
                books.out());
    }

    /** Once, whatever comes after it. */
    @ParameterizedTest
    @ValueSource(strings = {"event", "message"})
    void shouldSayThatABookByOrderIsNotToBeBelieved(final String every) {
        final CommandLine books =
                CommandLine.run("books", capture("74_mbo_sameid.pcap"), "--mbo", "--start", "empty", "--every", every);
        final List<String> stale = lines(books.out(), "\"orderState\":\"STALE\"");
        assertEquals(1, stale.size(), books.out());
        assertTrue(stale.getFirst().startsWith("{\"seq\":3,"), stale.getFirst());
        assertTrue(CommandLine.run("replay", capture("74_mbo_sameid.pcap"), "--start", "empty")
                .out()
                .contains("2 LIVE; by order 1 LIVE, 1 STALE"));
    }

    @Test
    void shouldShowTimeAndInstrumentOfABook() {
        final CommandLine books =
                CommandLine.run("books", capture("74_mbo_sameid.pcap"), "--start", "empty", "--instrument", "5556");
        assertEquals(1, books.out().lines().count(), books.out());
        assertTrue(
                books.out().startsWith("{\"seq\":2,\"msg\":0,\"t\":1700000000000001000,\"securityId\":5556,"),
                books.out());
        final CommandLine none =
                CommandLine.run("books", capture("74_mbo_sameid.pcap"), "--start", "empty", "--instrument", "ESZ6");
        assertEquals(2, none.exitCode());
        assertTrue(none.err().contains("--instrument: there is no 'ESZ6' in the capture"), none.err());
    }

    @Test
    void shouldCountPacketsWhoseNumbersWentBack() {
        final CommandLine replay = CommandLine.run("replay", capture("A5g_midweek_restart_20.pcap"));
        assertEquals(
                List.of("  line A    25 packets, 5 first, 0 duplicates, 0 malformed, 20 old"),
                lines(replay.out(), "line A"));
    }

    @Test
    void shouldSayThatAPacketIsTooLongAndNotDamaged() {
        final CommandLine books = CommandLine.run("books", capture("93_jumbo.pcap"));
        assertTrue(books.err().contains("1 refused: longer than 8,192 bytes"), books.err());
        assertFalse(books.err().contains("damaged"), books.err());
        assertTrue(CommandLine.run("replay", capture("93_jumbo.pcap"))
                .out()
                .contains("1 refused: longer than 8,192 bytes"));
    }

    @Test
    void shouldLetTheUserChooseAmongManyChannels() {
        final CommandLine all = CommandLine.run("replay", capture("A6_30_channels.pcap"));
        assertEquals(2, all.exitCode());
        assertTrue(all.err().contains("there are 30 channels") && all.err().contains("--channel, --dst"), all.err());
        final CommandLine one = CommandLine.run("replay", capture("A6_30_channels.pcap"), "--channel", "7");
        assertEquals(List.of("read     60 records: 2 to the lines below, 58 not chosen"), lines(one.out(), "read "));
        assertTrue(one.out().contains("channel [224.0.31.8:14007, 224.0.32.8:15007]"), one.out());
        final CommandLine line = CommandLine.run("decode", capture("A6_30_channels.pcap"), "--dst", "224.0.31.5");
        assertEquals(1, lines(line.out(), "\"dst\":\"224.0.31.5:14004\"").size(), line.out());
    }

    @ParameterizedTest
    @CsvSource({
        "--from, 22:13:20.000001, --to, 22:13:20.000003, 101 102",
        "--from, 2023-11-14T22:13:20.000002, --to, 2023-11-15T00:00:00Z, 102 103",
        "--from, 1700000000000003000, --port, 14310, 103",
    })
    void shouldChooseByTime(
            final String first,
            final String firstValue,
            final String second,
            final String secondValue,
            final String seq) {
        final CommandLine decode =
                CommandLine.run("decode", capture("00_control.pcap"), first, firstValue, second, secondValue);
        assertEquals(
                seq,
                String.join(
                        " ",
                        decode.out()
                                .lines()
                                .map(line -> line.replaceAll(".*\"seq\":(\\d+),.*", "$1"))
                                .toList()),
                decode.err());
    }

    @ParameterizedTest
    @CsvSource({
        "--from, yesterday, --from: 'yesterday' is no time",
        "--dst, 300.1.1.1, --dst: '300.1.1.1' is not an IPv4 address",
        "--port, 70000, '--port: give 0 to 65535'",
        "--hardware-time, sundial, --hardware-time",
    })
    void shouldSayWhatIsWrongWithAChoice(final String option, final String value, final String message) {
        final CommandLine refused = CommandLine.run("decode", capture("00_control.pcap"), option, value);
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains(message), refused.err());
    }

    static List<Path> allCaptures() throws IOException {
        final Path captures = FAULTS.getParent();
        assumeTrue(
                Files.exists(captures), "skipped: no " + captures + " (set -Daether.shared to a folder that has it)");
        try (Stream<Path> files = Files.walk(captures)) {
            return files.filter(file -> file.toString().matches(".*\\.(pcap|pcapng|pcap\\.gz|pcap\\.zst)"))
                    .sorted()
                    .toList();
        }
    }

    /** No packet vanishes: each record stands in one place, and each packet of a line in one of its counters. */
    @ParameterizedTest
    @MethodSource("allCaptures")
    void shouldAccountForEveryPacket(final Path file) throws IOException {
        final VenueAdapter venue = Venues.named(file.toString().contains("deribit") ? "deribit" : Venues.DEFAULT);
        final long records = records(file);
        try (CaptureSet captures = Captures.of(file);
                CaptureReader reader = Captures.open(captures);
                CaptureReader looking = Captures.open(captures)) {
            final List<CaptureChannel> found = CaptureLines.find(looking, venue);
            final CapturePlayer player = new CapturePlayer(
                    found.subList(0, Math.min(found.size(), 20)),
                    venue,
                    LineChoice.both,
                    new CapturePlayer.Books(BookContext.Start.NATURAL, false),
                    channel -> new CapturePlayer.Listener() {},
                    new Pacer(0, new Terminal(System.err), "frames"));
            player.play(reader, () -> false);
            player.finish();
            assertEquals(records, player.account().sum(), player.account()::describe);
            long played = 0;
            for (final PlayedChannel channel : player.channels()) {
                played += channel.feed().recoveryCounters().get(RecoveryCounter.PACKETS) + packets(channel);
            }
            assertEquals(player.account().get(Fate.PLAYED), played);
        }
    }

    private static long packets(final PlayedChannel channel) {
        final LineArbiter arbiter = channel.feed().arbiter();
        long arrived = 0;
        long counted = arbiter.counters().get(ChannelCounter.ABANDONED_PACKETS);
        for (int line = 0; line < channel.lines().size(); line++) {
            final Counters<LineCounter> counters = arbiter.line(line);
            arrived += counters.get(LineCounter.PACKETS);
            counted += Stream.of(
                            LineCounter.FIRST_ARRIVALS,
                            LineCounter.DUPLICATES,
                            LineCounter.REPEATS,
                            LineCounter.MALFORMED,
                            LineCounter.BAD_CHECKSUMS,
                            LineCounter.STALE_SEQUENCES)
                    .mapToLong(counters::get)
                    .sum();
        }
        assertEquals(arrived, counted, channel.name());
        return arrived;
    }

    /** Counted by the reader alone. */
    private static long records(final Path file) throws IOException {
        try (CaptureSet captures = Captures.of(file);
                CaptureReader reader = captures.open()) {
            long frames = 0;
            while (reader.next()) {
                frames++;
            }
            return frames + reader.unsupported();
        }
    }
}
