package aether.nic.socket;

import static java.net.StandardSocketOptions.SO_RCVBUF;
import static java.net.StandardSocketOptions.SO_REUSEADDR;

import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.Ipv4;
import aether.nic.TransportException;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.ArrayList;
import java.util.List;
import org.agrona.CloseHelper;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One multicast group over a kernel socket. The kernel strips the headers, so the source keeps a header of its own in front
 * of the receive buffer and fills in what it knows: the frame above the port looks like that of any other tier, and the
 * payload is not copied. The receive time is read here, right after the datagram: the kernel's own is not used on this tier.
 *
 * <p>No allocation per datagram as long as the sender stays the same (the channel caches the last sender's address).
 */
public final class MulticastSource implements FrameSource {
    private static final int MAX_DATAGRAM = 65_536;

    private final MulticastEndpoint endpoint;
    private final EpochNanoClock clock;
    private final DatagramChannel channel;
    private final int receiveBufferLength;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(UdpFrame.PLAIN_HEADER_LENGTH + MAX_DATAGRAM);
    private final UnsafeBuffer whole = new UnsafeBuffer(bytes);
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final List<MembershipKey> memberships = new ArrayList<>();
    private SocketAddress lastSender;

    private MulticastSource(final MulticastEndpoint endpoint, final DatagramChannel channel, final EpochNanoClock clock)
            throws IOException {
        this.endpoint = endpoint;
        this.channel = channel;
        this.clock = clock;
        receiveBufferLength = channel.getOption(SO_RCVBUF);
        UdpFrameWriter.writeHeader(whole, 0, 0, endpoint.address(), endpoint.port());
    }

    /**
     * Joins the group and starts to receive.
     *
     * @param receiveBufferLength socket buffer to ask for, bytes; {@link #receiveBufferLength()} says what was granted
     * @param clock stamps each frame
     * @throws TransportException when the interface, the port or the group cannot be had
     */
    public static MulticastSource open(
            final MulticastEndpoint endpoint, final int receiveBufferLength, final EpochNanoClock clock) {
        final MulticastSource source = openUnjoined(endpoint, receiveBufferLength, clock);
        try {
            source.join();
            return source;
        } catch (final TransportException e) {
            source.close();
            throw e;
        }
    }

    /** As {@link #open}, but nothing is received before {@link #join}. */
    public static MulticastSource openUnjoined(
            final MulticastEndpoint endpoint, final int receiveBufferLength, final EpochNanoClock clock) {
        DatagramChannel channel = null;
        try {
            channel = DatagramChannel.open(StandardProtocolFamily.INET);
            channel.setOption(SO_REUSEADDR, true);
            channel.setOption(SO_RCVBUF, receiveBufferLength);
            final InetAddress group = InetAddress.getByAddress(Ipv4.octets(endpoint.address()));
            // Bound to the group, not to the wildcard: another group on the same port stays out of this socket.
            channel.bind(new InetSocketAddress(group, endpoint.port()));
            channel.configureBlocking(false);
            return new MulticastSource(endpoint, channel, clock);
        } catch (final IOException | UnsupportedOperationException e) {
            CloseHelper.quietClose(channel);
            throw failure(endpoint, e);
        }
    }

    private static TransportException failure(final MulticastEndpoint endpoint, final Exception cause) {
        return new TransportException(
                "cannot receive " + endpoint + ": " + cause.getMessage()
                        + "; check that the port is free and that the interface carries multicast",
                cause);
    }

    /**
     * Joins the group, unless it is joined already. Any thread; not part of the hot path.
     *
     * @throws TransportException when the interface or the group cannot be had
     */
    public synchronized void join() {
        if (!memberships.isEmpty()) {
            return;
        }
        final NetworkInterface networkInterface = Interfaces.byName(endpoint.networkInterface());
        try {
            final InetAddress group = InetAddress.getByAddress(Ipv4.octets(endpoint.address()));
            if (endpoint.sources().isEmpty()) {
                memberships.add(channel.join(group, networkInterface));
            }
            for (final int source : endpoint.sources()) {
                memberships.add(channel.join(group, networkInterface, InetAddress.getByAddress(Ipv4.octets(source))));
            }
        } catch (final IOException | UnsupportedOperationException e) {
            // All senders or none.
            leave();
            throw failure(endpoint, e);
        }
    }

    /** Leaves the group; what has arrived before may still be polled. Any thread. */
    public synchronized void leave() {
        memberships.forEach(MembershipKey::drop);
        memberships.clear();
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        int frames = 0;
        while (frames < limit) {
            bytes.limit(bytes.capacity()).position(UdpFrame.PLAIN_HEADER_LENGTH);
            final SocketAddress sender = receive();
            if (sender == null) {
                break;
            }
            final long rxTimeNs = clock.nanoTime();
            if (sender != lastSender) {
                onNewSender(sender);
            }
            final int length = UdpFrameWriter.writeLength(whole, bytes.position() - UdpFrame.PLAIN_HEADER_LENGTH);
            frame.wrap(whole, 0, length);
            handler.onFrame(frame, length, rxTimeNs);
            frames++;
        }
        return frames;
    }

    private SocketAddress receive() {
        try {
            return channel.receive(bytes);
        } catch (final IOException e) {
            throw new UncheckedIOException("receiving " + endpoint, e);
        }
    }

    private void onNewSender(final SocketAddress sender) {
        lastSender = sender;
        final InetSocketAddress address = (InetSocketAddress) sender;
        UdpFrameWriter.writeSource(whole, Ipv4.of(address.getAddress().getAddress()), address.getPort());
    }

    /** Socket buffer that the kernel granted, bytes: it may be less than what was asked for. */
    @Override
    public int receiveBufferLength() {
        return receiveBufferLength;
    }

    @Override
    public void close() {
        CloseHelper.quietClose(channel);
    }
}
