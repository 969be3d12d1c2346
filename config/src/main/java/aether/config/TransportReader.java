package aether.config;

import aether.config.SiteConfig.Transport;
import aether.nic.Ipv4;
import aether.nic.Tier;
import aether.nic.packet.PacketRingSource;
import aether.nic.xdp.XdpContext;
import org.agrona.BitUtil;

/** Reads how frames come in, and what is to be done when they cannot come that way. */
final class TransportReader {
    private static final int NS_PER_US = 1_000;
    private static final String BEST = "best";
    private static final String LOOPBACK = "lo";
    private static final int LEAST_POLL = 64;
    private static final int MOST_POLL = 4096;
    private static final int PACKET_FRAMES_STEP = 32;

    private TransportReader() {}

    static Transport read(final YamlNode node, final String networkInterface, final String name) {
        final String wanted = node.text("tier", BEST);
        final SiteConfig.Vfio vfio = vfio(node.child("vfio"), name);
        final Tier best = BEST.equals(wanted) ? bestOf(networkInterface, vfio) : tier(node, "tier", wanted);
        final String last = node.text("lowest", BEST.equals(wanted) ? YamlNode.name(Tier.SOCKET) : wanted);
        final Tier lowest = tier(node, "lowest", last);
        if (lowest.compareTo(best) < 0) {
            throw new ConfigException(name + ": transport.lowest: " + last + " is better than transport.tier, "
                    + YamlNode.name(best) + "; give the same or a lower one");
        }
        if (best == Tier.VFIO && vfio == null) {
            throw new ConfigException(
                    name
                            + ": transport.tier: vfio needs transport.vfio.card and transport.vfio.address; 'aether nic list' shows the cards");
        }
        final Transport transport = new Transport(
                best,
                lowest,
                node.duration("objective", 0),
                node.flag("calibrate", !LOOPBACK.equals(networkInterface)),
                poll(node.child("poll"), name),
                vfio,
                xdp(node.child("xdp")),
                packetFrames(node, name));
        node.finish();
        return transport;
    }

    /** Nothing is gained on the loopback interface. */
    private static Tier bestOf(final String networkInterface, final SiteConfig.Vfio vfio) {
        if (vfio != null) {
            return Tier.VFIO;
        }
        return LOOPBACK.equals(networkInterface) ? Tier.SOCKET : Tier.XDP;
    }

    /** Null where no card is named. */
    private static SiteConfig.Vfio vfio(final YamlNode node, final String name) {
        final String card = node.text("card", "");
        final String address = node.text("address", "");
        final int frames = node.integer("frames", 512, 32, 4096);
        final boolean hugePages = node.flag("hugePages", true);
        node.finish();
        if (card.isEmpty()) {
            return null;
        }
        final int slash = address.indexOf('/');
        if (!BitUtil.isPowerOfTwo(frames)) {
            throw new ConfigException(name + ": transport.vfio.frames must be a power of two, not " + frames);
        }
        try {
            final int prefix = Integer.parseInt(address.substring(slash + 1));
            if (slash > 0 && prefix >= 1 && prefix <= 32) {
                return new SiteConfig.Vfio(card, Ipv4.parse(address.substring(0, slash)), prefix, frames, hugePages);
            }
        } catch (final IllegalArgumentException e) {
            // Said below.
        }
        throw new ConfigException(name + ": transport.vfio.address: '" + address
                + "' is no address of this machine on the card's network; give one such as 10.9.0.2/24");
    }

    private static Tier tier(final YamlNode node, final String key, final String text) {
        for (final Tier tier : Tier.values()) {
            if (YamlNode.name(tier).equals(text)) {
                return tier;
            }
        }
        throw node.wrong(key, text, "best, vfio, xdp, packet, batched or socket");
    }

    private static SiteConfig.Poll poll(final YamlNode node, final String name) {
        final int least = node.integer("least", LEAST_POLL, 1, MOST_POLL);
        final int most = node.integer("most", LEAST_POLL, 1, MOST_POLL);
        if (most < least) {
            throw new ConfigException(name + ": transport.poll.most must be at least transport.poll.least, " + least);
        }
        node.finish();
        return new SiteConfig.Poll(least, most);
    }

    private static XdpContext xdp(final YamlNode node) {
        final XdpContext settings = new XdpContext();
        settings.mode(node.choice("mode", settings.mode(), XdpContext.Mode.class))
                .copy(node.choice("copy", settings.copy(), XdpContext.Copy.class))
                .frames(node.integer("frames", settings.frames()))
                .hugePages(node.flag("hugePages", settings.wantsHugePages()))
                .stamps(node.flag("stamps", settings.wantsStamps()))
                .busyPoll(
                        (int) Math.min(Integer.MAX_VALUE, node.duration("busyPoll", 0) / NS_PER_US),
                        node.integer("busyPollBudget", settings.busyPollBudget()));
        node.finish();
        return node.settings(settings::checkRanges);
    }

    private static int packetFrames(final YamlNode node, final String name) {
        final int frames = node.integer("packetFrames", PacketRingSource.DEFAULT_FRAMES, PACKET_FRAMES_STEP, 1 << 19);
        if (frames % PACKET_FRAMES_STEP != 0) {
            throw new ConfigException(
                    name + ": transport.packetFrames must be a multiple of " + PACKET_FRAMES_STEP + ", not " + frames);
        }
        return frames;
    }
}
