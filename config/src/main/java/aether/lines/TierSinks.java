package aether.lines;

import aether.console.UsageException;
import aether.nic.FrameSink;
import aether.nic.Tier;
import aether.nic.TransportException;
import aether.nic.packet.PacketRingSink;
import aether.nic.socket.BatchedSink;
import aether.nic.socket.MulticastSink;
import aether.nic.xdp.XdpContext;
import aether.nic.xdp.XdpSink;
import java.util.Locale;

/** Where frames can be sent to, by tier. */
public final class TierSinks {
    private TierSinks() {}

    /**
     * Opens one.
     *
     * @param timeToLive for the kernel's sockets, which write headers of their own: 0 keeps the datagrams on this host; past the sockets
     *     each frame goes out as it is
     */
    public static FrameSink open(final Tier tier, final String networkInterface, final int timeToLive) {
        return switch (tier) {
            case VFIO ->
                throw new TransportException(
                        "a card that is driven by a process of its own sends for that process alone");
            case XDP ->
                XdpSink.open(new XdpContext().networkInterface(networkInterface).conclude());
            case PACKET -> PacketRingSink.open(networkInterface, PacketRingSink.DEFAULT_FRAMES);
            case BATCHED -> BatchedSink.open(networkInterface, timeToLive);
            case SOCKET -> MulticastSink.open(networkInterface, timeToLive);
        };
    }

    /** By its name on the command line. */
    public static Tier named(final String option, final String name) {
        for (final Tier tier : Tier.values()) {
            if (tier.name().toLowerCase(Locale.ROOT).equals(name)) {
                return tier;
            }
        }
        throw new UsageException(option + ": '" + name + "' is no transport; give xdp, packet, batched or socket");
    }
}
