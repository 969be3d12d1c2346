package aether.nic.socket;

import static java.net.StandardSocketOptions.IP_MULTICAST_IF;
import static java.net.StandardSocketOptions.IP_MULTICAST_LOOP;
import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static java.net.StandardSocketOptions.SO_SNDBUF;

import aether.nic.FrameSink;
import aether.nic.FrameStatus;
import aether.nic.Ipv4;
import aether.nic.TransportException;
import aether.nic.UdpFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Sends the UDP payload of each frame to the multicast group and port in the frame's own headers, through one kernel socket.
 * With a time-to-live of 0 it never leaves this host.
 */
public final class MulticastSink implements FrameSink {
    private static final int SEND_BUFFER_LENGTH = 4 * 1024 * 1024;
    private static final int MAX_DATAGRAM = 65_507;

    private final DatagramChannel channel;
    private final UdpFrame udp = new UdpFrame();
    private final ByteBuffer payload = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final Long2ObjectHashMap<InetSocketAddress> targets = new Long2ObjectHashMap<>();

    private MulticastSink(final DatagramChannel channel) {
        this.channel = channel;
    }

    /**
     * Opens a sending socket on an interface.
     *
     * @param networkInterface name, such as {@code lo}
     * @param timeToLive 0 to keep the datagrams on this host, 1 for the local network
     * @throws TransportException when the interface cannot be had
     */
    public static MulticastSink open(final String networkInterface, final int timeToLive) {
        final NetworkInterface found = Interfaces.byName(networkInterface);
        DatagramChannel channel = null;
        try {
            channel = DatagramChannel.open(StandardProtocolFamily.INET);
            channel.setOption(IP_MULTICAST_IF, found);
            channel.setOption(IP_MULTICAST_LOOP, true);
            channel.setOption(IP_MULTICAST_TTL, timeToLive);
            channel.setOption(SO_SNDBUF, SEND_BUFFER_LENGTH);
            // Without a bind the kernel may pick another interface's address as the source.
            final InetAddress local = found.inetAddresses()
                    .filter(Inet4Address.class::isInstance)
                    .findFirst()
                    .orElseThrow(() -> new IOException("the interface has no IPv4 address"));
            channel.bind(new InetSocketAddress(local, 0));
            return new MulticastSink(channel);
        } catch (final IOException e) {
            CloseHelper.quietClose(channel);
            throw new TransportException("cannot send multicast on " + networkInterface + ": " + e.getMessage(), e);
        }
    }

    @Override
    public boolean offer(final DirectBuffer frame, final int length) {
        if (udp.wrap(frame, length) != FrameStatus.OK || !Ipv4.isMulticast(udp.destinationAddress())) {
            throw new IllegalArgumentException("only whole UDP frames to a multicast group can be sent here");
        }
        payload.clear();
        frame.getBytes(udp.payloadOffset(), payload, udp.payloadLength());
        payload.flip();
        try {
            return channel.send(payload, target(udp.destinationAddress(), udp.destinationPort())) > 0
                    || udp.payloadLength() == 0;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InetSocketAddress target(final int address, final int port) throws UnknownHostException {
        final long key = (long) address << 16 | port;
        InetSocketAddress target = targets.get(key);
        if (target == null) {
            target = new InetSocketAddress(InetAddress.getByAddress(Ipv4.octets(address)), port);
            targets.put(key, target);
        }
        return target;
    }

    @Override
    public void close() {
        CloseHelper.quietClose(channel);
    }
}
