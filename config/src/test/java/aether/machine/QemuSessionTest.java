package aether.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.cli.MachineCommands;
import aether.nic.FrameSink;
import aether.nic.FrameSource;
import aether.nic.FrameStatus;
import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import aether.nic.pcap.PcapSource;
import aether.nic.pcap.PcapngSink;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The appliance itself in the guest: its books of a session that comes in by the wire are those of a plain replay. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class QemuSessionTest {
    private static final Path CAPTURE = Path.of(System.getProperty("aether.shared", "../../shared"))
            .resolve("captures/cme/cme_ch320_v8_20160927.pcapng");
    private static final MulticastGroup A = new MulticastGroup(0xEFFF4D01, 31_001);
    private static final MulticastGroup B = new MulticastGroup(0xEFFF4D02, 31_002);
    private static final long START_NS = 1_750_000_000_000_000_000L;
    private static final int COMMANDS = 3_000;
    private static final Pattern DIGEST = Pattern.compile("digest\\s+(.+)");
    private static final long MOST_POLLS = 600;

    private static QemuMachine machine;

    @TempDir
    Path directory;

    @BeforeAll
    static void boot() throws IOException {
        QemuLab.require();
        machine = QemuLab.boot(QemuMachine.Kind.PLAIN, "session");
        QemuLab.bind(machine);
    }

    @AfterAll
    static void end() {
        if (machine != null) {
            machine.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldBuildTheSameBooksAsAReplay(final int card) throws Exception {
        final List<byte[]> frames = new ArrayList<>();
        final Path capture = directory.resolve("session.pcapng");
        try (PcapngSink file = new PcapngSink(capture, () -> START_NS + frames.size() * 1_000L)) {
            publish(file, frames);
        }
        final String direct = MachineCommands.run("replay", capture.toString());
        final String lines = "{ A: { group: %s, port: %d }, B: { group: %s, port: %d } }"
                .formatted(Ipv4.format(A.address()), A.port(), Ipv4.format(B.address()), B.port());
        final String live = live(card, lines, frames);
        assertEquals(digest(direct), digest(live), live);
        assertTrue(live.contains("transport tier 1, " + (card == 0 ? "Intel 82574L" : "virtio-net")), live);
    }

    /** An exchange's own frames. */
    @Test
    void shouldBuildTheBooksOfARealCapture() throws Exception {
        assumeTrue(Files.exists(CAPTURE), "skipped: exchange-owned capture not here: " + CAPTURE);
        final List<byte[]> frames = new ArrayList<>();
        final UdpFrame udp = new UdpFrame();
        try (FrameSource source = PcapSource.open(CAPTURE)) {
            while (source.poll(
                            (frame, length, timeNs) -> {
                                if (udp.wrap(frame, length) == FrameStatus.OK
                                        && Ipv4.isMulticast(udp.destinationAddress())) {
                                    final byte[] bytes = new byte[length];
                                    frame.getBytes(0, bytes);
                                    frames.add(bytes);
                                }
                            },
                            64)
                    > 0) {
                // All of it.
            }
        }
        final String direct = MachineCommands.run("replay", CAPTURE.toString());
        final String live =
                live(0, "{ A: { group: 224.0.31.11, port: 14320 }, B: { group: 224.0.32.11, port: 15320 } }", frames);
        assertEquals(digest(direct), digest(live), live);
    }

    private static void publish(final FrameSink file, final List<byte[]> frames) {
        final FrameSink both = new FrameSink() {
            @Override
            public boolean offer(final DirectBuffer frame, final int length) {
                final byte[] bytes = new byte[length];
                frame.getBytes(0, bytes);
                frames.add(bytes);
                return file.offer(frame, length);
            }

            @Override
            public void close() {
                // The file is somebody else's.
            }
        };
        final SimulatedVenue venue =
                new SimulatedVenue(new VenueContext().seed(5).instruments(12).conclude(), both, A, B);
        venue.open(START_NS);
        for (int i = 0; i < COMMANDS; i++) {
            venue.step(START_NS + i * 10_000L);
        }
        venue.close(START_NS + COMMANDS * 10_000L);
    }

    /** Runs the appliance in the guest on a card, has the frames come in, and returns what it said. */
    private static String live(final int card, final String lines, final List<byte[]> frames) throws Exception {
        final String site = """
                channel: { id: %d, interface: aether%d, lines: %s }
                transport:
                  tier: vfio
                  vfio: { card: "%s", address: 10.9.%d.2/24 }
                books: { start: natural }
                publication: { directory: /dev/shm/books%d }
                """.formatted(320 + card, card, lines, machine.address(card), card, card);
        machine.command("write /tmp/site" + card + ".yaml " + site.replace('\n', '~'));
        final String checked = machine.command("aether check -c /tmp/site" + card + ".yaml");
        assertTrue(checked.contains("PASS  own_card") && checked.contains("PASS  interface"), checked);
        machine.command("start run -c /tmp/site" + card + ".yaml --headless --idle 4s");
        await("listening on");
        for (final byte[] frame : frames) {
            machine.inject(card, frame);
        }
        return await("exit=");
    }

    private static String await(final String text) throws InterruptedException {
        String said = "";
        for (int i = 0; i < MOST_POLLS; i++) {
            said = machine.command("output");
            if (said.contains(text) || said.contains("exit=")) {
                break;
            }
            Thread.sleep(100);
        }
        assertTrue(said.contains(text), said);
        return said;
    }

    private static String digest(final String said) {
        final Matcher digest = DIGEST.matcher(said);
        assertTrue(digest.find(), said);
        return digest.group(1).strip();
    }
}
