package aether.appliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.cli.CommandLine;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.desk.OrderPorts;
import aether.feed.PacketKind;
import aether.host.CorePlan;
import aether.host.HotCores;
import aether.lines.LiveLines;
import aether.lines.RecoverySource;
import aether.lines.TierSinks;
import aether.lines.TransportReport;
import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.nic.NicCounter;
import aether.nic.Tier;
import aether.nic.TransportException;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.socket.MulticastSource;
import aether.nic.sys.NetworkNamespace;
import aether.nic.sys.VethPair;
import aether.replay.Digest;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** One session over a virtual cable, through every transport and both layouts: the same books, event by event. */
class TransportsTest {
    private static final MulticastGroup A = new MulticastGroup(0xEFFF4D01, 31_001);
    private static final MulticastGroup B = new MulticastGroup(0xEFFF4D02, 31_002);
    private static final Path CAPTURE = Path.of(System.getProperty("aether.shared", "../../shared"))
            .resolve("captures/cme/cme_ch320_v8_20160927.pcapng");
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long DEADLINE_NS = 180_000_000_000L;
    private static final int COMMANDS = 4_000;
    private static final int WINDOW = 64;

    @TempDir
    Path directory;

    private VethPair cable;

    @BeforeEach
    void connect() {
        assumeTrue(NetworkNamespace.isAllowed(), "skipped: making a network namespace needs CAP_SYS_ADMIN");
        cable = VethPair.create();
    }

    @AfterEach
    void disconnect() {
        if (cable != null) {
            cable.close();
        }
    }

    private SiteConfig site(final Tier tier, final String layout, final String lines) {
        return site(320, tier, layout, lines);
    }

    private SiteConfig site(final int channel, final Tier tier, final String layout, final String lines) {
        return ConfigReader.parse(
                """
                channel:
                  id: %d
                  interface: %s
                  lines: %s
                transport: { tier: %s, calibrate: false }
                books: { start: natural }
                runtime: { layout: %s }
                publication: { directory: %s }
                """.formatted(
                                channel,
                                VethPair.RECEIVER,
                                lines,
                                tier.name().toLowerCase(Locale.ROOT),
                                layout,
                                directory.resolve(tier + layout)),
                "test");
    }

    private static List<byte[]> session(final MulticastGroup a, final MulticastGroup b) {
        final List<byte[]> frames = new ArrayList<>();
        final FrameSink memory = new FrameSink() {
            @Override
            public boolean offer(final DirectBuffer frame, final int length) {
                final byte[] bytes = new byte[length];
                frame.getBytes(0, bytes);
                frames.add(bytes);
                return true;
            }

            @Override
            public void close() {
                // The frames stay.
            }
        };
        final SimulatedVenue venue =
                new SimulatedVenue(new VenueContext().seed(5).instruments(12).conclude(), memory, a, b);
        venue.open(START_NS);
        for (int i = 0; i < COMMANDS; i++) {
            venue.step(START_NS + i * 10_000L);
        }
        venue.close(START_NS + COMMANDS * 10_000L);
        return frames;
    }

    @Test
    void shouldBuildTheSameBooksThroughEveryTransportAndLayout() {
        final List<byte[]> frames = session(A, B);
        final String lines = "{ A: { group: 239.255.77.1, port: 31001 }, B: { group: 239.255.77.2, port: 31002 } }";
        Digest first = null;
        for (final Tier tier : EnumSet.complementOf(EnumSet.of(Tier.VFIO))) {
            for (final String layout : List.of("fused", "pipelined")) {
                final SiteConfig site = site(tier, layout, lines);
                try (Appliance appliance = cable.receiver().call(() -> new Appliance(site));
                        FrameSink sink = cable.sender().call(() -> TierSinks.open(sender(tier), VethPair.SENDER, 1))) {
                    appliance.start();
                    send(frames, sink, appliance);
                    appliance.stop();
                    final Digest digest = appliance.channel().hash().digest();
                    first = first == null ? digest : first;
                    assertEquals(first, digest, tier + " " + layout);
                    assertEquals(tier, appliance.channel().lines().tier());
                    assertEquals(0, appliance.lostBetweenThreads());
                    assertTrue(digest.events() > COMMANDS / 2, digest.toString());
                }
            }
        }
    }

    /** A card that is pulled, or a driver that is loaded anew: silence would look like a quiet market. */
    @ParameterizedTest
    @EnumSource(value = Tier.class, names = "VFIO", mode = EnumSource.Mode.EXCLUDE)
    void shouldEndWhenTheInterfaceWasRemoved(final Tier tier) {
        final SiteConfig site = site(tier, "fused", "{ A: { group: 239.255.77.1, port: 31001 } }");
        try (Appliance appliance = cable.receiver().call(() -> new Appliance(site))) {
            appliance.start();
            assertNull(appliance.failure());
            cable.receiver().ip("link", "del", VethPair.RECEIVER);
            final long deadlineNs = System.nanoTime() + DEADLINE_NS;
            while (appliance.failure() == null && System.nanoTime() < deadlineNs) {
                Thread.onSpinWait();
            }
            assertTrue(
                    appliance.failure() instanceof TransportException
                            && appliance.failure().getMessage().contains("veth-rx was removed"),
                    () -> "failure: " + appliance.failure());
        }
    }

    /** A recovery feed is asked for while its interface is down: once more later, and no failure. */
    @Test
    void shouldJoinARecoveryFeedWhenTheInterfaceIsBack() {
        final MulticastEndpoint feed = new MulticastEndpoint(VethPair.RECEIVER, A);
        final RecoverySource source = new RecoverySource(
                PacketKind.DEFINITION,
                cable.receiver().call(() -> MulticastSource.openUnjoined(feed, 1 << 16, System::nanoTime)));
        cable.receiver().ip("link", "set", VethPair.RECEIVER, "down");
        source.need(true);
        assertFalse(cable.receiver().call(source::follow));
        assertFalse(source.isJoined());
        assertEquals(1, source.refusals());
        cable.receiver().ip("link", "set", VethPair.RECEIVER, "up");
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (!cable.receiver().call(source::follow)) {
            assertTrue(System.nanoTime() < deadlineNs, "the group was not joined");
        }
        assertTrue(source.isJoined());
        source.source().close();
    }

    /** Three channels, two threads: each channel's books are those that it has alone. */
    @Test
    void shouldSpreadSeveralChannelsOverSharedThreads() {
        final AtomicReference<Throwable> failure = new AtomicReference<>();
        final List<Appliance> appliances = new ArrayList<>();
        try (HotCores shared = ApplianceThreads.hotCores(
                        site(Tier.PACKET, "fused", "{ A: { group: 239.255.77.1, port: 31001 } }")
                                .runtime(),
                        new int[] {CorePlan.ANY_CORE, CorePlan.ANY_CORE},
                        failure::set);
                FrameSink sink = cable.sender().call(() -> TierSinks.open(Tier.PACKET, VethPair.SENDER, 1))) {
            for (int channel = 1; channel <= 3; channel++) {
                final String lines = "{ A: { group: 239.255.77.%d, port: 3100%d } }".formatted(10 + channel, channel);
                final SiteConfig site = site(channel, Tier.PACKET, channel == 3 ? "pipelined" : "fused", lines);
                appliances.add(cable.receiver().call(() -> new Appliance(site, OrderPorts.PLAIN, Optional.of(shared))));
            }
            appliances.forEach(Appliance::start);
            for (int channel = 1; channel <= 3; channel++) {
                final MulticastGroup line = new MulticastGroup(0xEFFF4D0A + channel, 31_000 + channel);
                final MulticastGroup elsewhere = new MulticastGroup(0xEFFF4DF0, 31_999);
                final List<byte[]> frames = session(line, elsewhere);
                frames.removeIf(frame -> frame[33] == (byte) 0xF0);
                send(frames, sink, appliances.get(channel - 1));
            }
            final String scaling = String.join("\n", appliances.getFirst().scaling());
            appliances.forEach(Appliance::stop);
            assertNull(failure.get());
            assertEquals(2, shared.runners().size());
            assertTrue(scaling.contains("receive 1") && scaling.contains("limit: "), scaling);
            final Digest first = appliances.getFirst().channel().hash().digest();
            appliances.forEach(
                    appliance -> assertEquals(first, appliance.channel().hash().digest()));
            assertTrue(first.events() > COMMANDS / 2, first.toString());
        } finally {
            appliances.forEach(Appliance::close);
        }
    }

    /** The simulated exchange has no address of its own: a kernel that is to take its frames must have sent them. */
    private static Tier sender(final Tier tier) {
        return tier.isBypass() ? Tier.PACKET : Tier.SOCKET;
    }

    /** As fast as the appliance takes them, and no faster: this is about content. */
    private static void send(final List<byte[]> frames, final FrameSink sink, final Appliance appliance) {
        final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
        int sent = 0;
        for (final byte[] bytes : frames) {
            frame.wrap(bytes);
            assertTrue(sink.offer(frame, bytes.length));
            if (++sent % WINDOW == 0) {
                await(appliance, sent);
            }
        }
        await(appliance, sent);
    }

    private static void await(final Appliance appliance, final long packets) {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (appliance.channel().packets() < packets) {
            assertTrue(
                    System.nanoTime() < deadlineNs,
                    () -> appliance.channel().packets() + " of " + packets + ", lost "
                            + appliance.channel().lines().counter(NicCounter.RING_FULL));
            Thread.onSpinWait();
        }
    }

    /** The real session, sent by the product's own command through each kind of sink and received through each tier. */
    @Test
    void shouldBuildTheSameBooksOfTheRealCaptureThroughEveryTransport() {
        assumeTrue(Files.exists(CAPTURE), "skipped: exchange-owned capture not here: " + CAPTURE);
        final CommandLine direct = CommandLine.run("replay", CAPTURE);
        final String expected = direct.out();
        final String lines = "{ A: { group: 224.0.31.11, port: 14320 }, B: { group: 224.0.32.11, port: 15320 } }";
        for (final Tier tier : EnumSet.complementOf(EnumSet.of(Tier.VFIO))) {
            final SiteConfig site = site(tier, "fused", lines);
            try (Appliance appliance = cable.receiver().call(() -> new Appliance(site))) {
                appliance.start();
                final String how = tier.name().toLowerCase(Locale.ROOT);
                final CommandLine sent = cable.sender()
                        .call(() -> CommandLine.run(
                                "replay",
                                CAPTURE,
                                "--to-network",
                                "--interface",
                                VethPair.SENDER,
                                "--tier",
                                how,
                                "--ttl",
                                "1",
                                "--rate",
                                "40000"));
                assertEquals(0, sent.exitCode(), sent.err());
                await(
                        appliance,
                        Long.parseLong(sent.out()
                                .replaceAll("(?s)sent ([\\d,]+) .*", "$1")
                                .replace(",", "")));
                appliance.stop();
                assertTrue(expected.contains(appliance.channel().hash().digest().toString()), tier + " " + expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"XDP, over a virtual cable", "PACKET, over a virtual cable", "BATCHED, 'within this host, on veth-rx'"})
    void shouldMeasureATierBeforeItGoesLive(final Tier tier, final String how) {
        final SiteConfig plain = site(tier, "fused", "{ A: { group: 239.255.77.1, port: 31001 } }");
        final SiteConfig measured = ConfigReader.parse(
                plain.text()
                        .replace("calibrate: false", "calibrate: true, objective: 1us, poll: { least: 2, most: 256 }"),
                "test");
        try (Appliance appliance = cable.receiver().call(() -> new Appliance(measured))) {
            appliance.start();
            final String report = String.join("\n", appliance.describe());
            assertTrue(report.contains("transport tier " + tier.number()), report);
            assertTrue(report.contains("measured " + how + ": send to handler p50"), report);
            assertTrue(report.contains("WARNING   99 of 100 frames take up to"), report);
            assertEquals(!tier.isBypass(), report.contains("is not a trading transport"), report);
        }
    }

    @Test
    void shouldFallToTheNextTierOnlyWhereThatIsAllowed() {
        final SiteConfig strict = ConfigReader.parse("""
                channel: { id: 1, interface: lo, lines: { A: { group: 239.255.77.3, port: 31003 } } }
                transport: { tier: xdp, xdp: { mode: native }, calibrate: false }
                """, "strict");
        final TransportException refused =
                assertThrows(TransportException.class, () -> LiveLines.open(strict, System::nanoTime));
        assertTrue(refused.getMessage().contains("cannot be attached to lo"), refused.getMessage());
        final SiteConfig lenient = ConfigReader.parse(
                strict.text().replace("tier: xdp,", "tier: xdp, lowest: socket, objective: 20us,"), "lenient");
        try (LiveLines lines = LiveLines.open(lenient, System::nanoTime)) {
            assertEquals(Tier.PACKET, lines.tier());
            final String report = String.join("\n", new TransportReport(lenient, lines, null).lines());
            assertTrue(report.contains("not AF_XDP: the XDP program cannot be attached to lo"), report);
            assertTrue(report.contains("WARNING   the configuration asks for AF_XDP, this is AF_PACKET ring"), report);
        }
    }
}
