package aether.bench.nic;

import aether.nic.FrameSource;
import aether.nic.packet.PacketRingSource;
import aether.nic.socket.BatchedSource;
import aether.nic.socket.MulticastEndpoint;
import aether.nic.socket.MulticastSource;
import aether.nic.xdp.XdpContext;
import aether.nic.xdp.XdpSource;
import java.util.List;
import org.agrona.concurrent.EpochNanoClock;

/** Ways to receive that are compared; the first is what the others are measured by. */
enum NicContender {
    NIO("NIO socket"),
    BATCHED("recvmmsg, kernel stamps"),
    PACKET("AF_PACKET ring"),
    XDP_GENERIC("AF_XDP, in front of the stack"),
    XDP_NATIVE("AF_XDP, in the driver"),
    XDP_STAMPED("AF_XDP, in the driver, stamped");

    private static final int RECEIVE_BUFFER = 8 * 1024 * 1024;

    private final String text;

    NicContender(final String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** On the network of the calling thread. */
    FrameSource open(final MulticastEndpoint feed, final EpochNanoClock clock) {
        return switch (this) {
            case NIO -> MulticastSource.open(feed, RECEIVE_BUFFER, clock);
            case BATCHED -> BatchedSource.open(feed, RECEIVE_BUFFER, clock);
            case PACKET ->
                PacketRingSource.open(feed.networkInterface(), List.of(feed), PacketRingSource.DEFAULT_FRAMES);
            case XDP_GENERIC -> xdp(feed, XdpContext.Mode.GENERIC, false, clock);
            case XDP_NATIVE -> xdp(feed, XdpContext.Mode.NATIVE, false, clock);
            case XDP_STAMPED -> xdp(feed, XdpContext.Mode.NATIVE, true, clock);
        };
    }

    private static FrameSource xdp(
            final MulticastEndpoint feed,
            final XdpContext.Mode mode,
            final boolean stamps,
            final EpochNanoClock clock) {
        return XdpSource.open(
                new XdpContext()
                        .networkInterface(feed.networkInterface())
                        .feeds(List.of(feed))
                        .mode(mode)
                        .stamps(stamps)
                        .conclude(),
                clock);
    }
}
