package aether.nic.live;

import aether.nic.FrameSource;
import aether.nic.packet.PacketRingSource;
import aether.nic.socket.BatchedSource;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.socket.MulticastSource;
import aether.nic.xdp.XdpContext;
import aether.nic.xdp.XdpSource;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;

/** Every live transport, as a test opens it. */
enum TierOpener {
    SOCKET,
    BATCHED,
    PACKET,
    XDP_GENERIC,
    XDP_NATIVE,
    XDP_STAMPED;

    static final int RECEIVE_BUFFER = 1 << 20;
    static final EpochNanoClock CLOCK = new SystemEpochNanoClock();

    /** On the calling thread's network. */
    FrameSource open(final MulticastEndpoint feed) {
        return switch (this) {
            case SOCKET -> MulticastSource.open(feed, RECEIVE_BUFFER, CLOCK);
            case BATCHED -> BatchedSource.open(feed, RECEIVE_BUFFER, CLOCK);
            case PACKET -> PacketRingSource.open(feed.networkInterface(), List.of(feed), 2048);
            case XDP_GENERIC -> xdp(feed, XdpContext.Mode.GENERIC, false);
            case XDP_NATIVE -> xdp(feed, XdpContext.Mode.NATIVE, false);
            case XDP_STAMPED -> xdp(feed, XdpContext.Mode.NATIVE, true);
        };
    }

    private static XdpSource xdp(final MulticastEndpoint feed, final XdpContext.Mode mode, final boolean stamps) {
        return XdpSource.open(
                new XdpContext()
                        .networkInterface(feed.networkInterface())
                        .feeds(List.of(feed))
                        .mode(mode)
                        .frames(2048)
                        .stamps(stamps)
                        .conclude(),
                CLOCK);
    }
}
