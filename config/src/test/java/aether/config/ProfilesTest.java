package aether.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.config.SiteConfig.Layout;
import aether.nic.Tier;
import aether.nic.xdp.XdpContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped profiles, and what is said of transports that cannot be. */
class ProfilesTest {
    private static final Path PROFILES = Path.of("profiles");

    private static SiteConfig profile(final String name) {
        return ConfigReader.read(PROFILES.resolve(name + ".yaml"));
    }

    @Test
    void shouldReadEveryShippedProfile() throws IOException {
        try (Stream<Path> files = Files.list(PROFILES)) {
            final List<Path> all = files.toList();
            assertTrue(all.size() >= 7, all.toString());
            all.forEach(ConfigReader::read);
        }
    }

    @Test
    void shouldFallBackOnlyWhereAProfileAllowsIt() {
        assertEquals(Tier.SOCKET, profile("loopback").transport().best());
        assertEquals(Tier.BATCHED, profile("laptop").transport().best());
        assertEquals(Tier.BATCHED, profile("cloud").transport().lowest());
        assertEquals(Tier.PACKET, profile("prosumer").transport().lowest());
        assertEquals(Layout.PIPELINED, profile("prosumer").runtime().layout());
        final SiteConfig colocated = profile("colocated");
        assertEquals(Tier.XDP, colocated.transport().best());
        assertEquals(Tier.XDP, colocated.transport().lowest());
        assertEquals(XdpContext.Copy.ZERO_COPY, colocated.transport().xdp().copy());
        assertTrue(colocated.runtime().isMemoryLocked());
        assertFalse(profile("laptop").transport().isCalibrated());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tier: dpdk | transport.tier: expected best, vfio, xdp, packet, batched or socket, found 'dpdk'",
                "tier: packet, lowest: xdp | transport.lowest: xdp is better than transport.tier, packet",
                "xdp: { frames: 1000 } | transport.xdp.frames must be a power of two from 64 to 131072, not 1000",
                "poll: { least: 64, most: 8 } | transport.poll.most must be at least transport.poll.least, 64",
                "tier: vfio | transport.tier: vfio needs transport.vfio.card and transport.vfio.address",
                "vfio: { card: '0000:01:00.0', address: 10.0.0.1 } | '10.0.0.1' is no address of this machine on the card's network",
                "vfio: { card: '0000:01:00.0', address: 10.0.0.1/24, frames: 100 } | transport.vfio.frames must be a power of two",
                "packetFrames: 100 | transport.packetFrames must be a multiple of 32, not 100"
            })
    void shouldSayWhatIsWrongWithATransport(final String setting, final String expected) {
        final String text =
                "channel: { lines: { A: { group: 239.1.1.1, port: 5000 } } }\ntransport: { " + setting + " }";
        final ConfigException refused =
                assertThrows(ConfigException.class, () -> ConfigReader.parse(text, "site.yaml"));
        assertTrue(refused.getMessage().contains(expected), refused.getMessage());
    }
}
