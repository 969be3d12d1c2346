package aether.nic.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import aether.nic.FrameSink;
import aether.nic.FrameStatus;
import aether.nic.Ipv4;
import aether.nic.TransportException;
import aether.nic.UdpFrame;
import aether.nic.sys.LibC;
import aether.nic.sys.NetworkDevice;
import aether.nic.sys.OutgoingBatch;
import aether.nic.sys.Socket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet4Address;
import org.agrona.DirectBuffer;

/**
 * Sends the UDP payload of each frame to the multicast group and port in its headers, through one kernel socket, many datagrams with each call.
 * A datagram leaves with the next {@link #flush}, or by itself when {@link #batch} of them wait.
 */
public final class BatchedSink implements FrameSink {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_UDP = 17;
    private static final int IP_MULTICAST_IF = 32;
    private static final int IP_MULTICAST_TTL = 33;
    private static final int SO_SNDBUF = 7;
    private static final int SEND_BUFFER_LENGTH = 4 * 1024 * 1024;
    private static final int MOST = 64;
    private static final int MOST_LENGTH = 2048;
    private static final int SOCKADDR_LENGTH = 16;

    private final Socket socket;
    private final OutgoingBatch waiting = new OutgoingBatch(MOST, MOST_LENGTH);
    private final UdpFrame udp = new UdpFrame();
    private int batch = 1;
    private long refused;

    private BatchedSink(final Socket socket) {
        this.socket = socket;
    }

    /**
     * Opens a sending socket on an interface.
     *
     * @param timeToLive 0 to keep the datagrams on this host, 1 for the local network
     * @throws TransportException when the interface cannot be had
     */
    public static BatchedSink open(final String networkInterface, final int timeToLive) {
        final byte[] local = Interfaces.byName(networkInterface)
                .inetAddresses()
                .filter(Inet4Address.class::isInstance)
                .findFirst()
                .orElseThrow(() -> new TransportException(networkInterface + " has no IPv4 address to send from"))
                .getAddress();
        if (!LibC.isSupported()) {
            throw new TransportException("sending in batches (sendmmsg) is a part of Linux on x86-64 and aarch64");
        }
        final Socket socket =
                Socket.open(AF_INET, SOCK_DGRAM, IPPROTO_UDP, "the sending socket on " + networkInterface);
        try (Arena arena = Arena.ofConfined()) {
            socket.set(Socket.SOL_SOCKET, SO_SNDBUF, SEND_BUFFER_LENGTH, "setting its buffer");
            // struct ip_mreqn: 0 group | 4 address | 8 interface
            final MemorySegment request = arena.allocate(JAVA_INT, 3);
            request.setAtIndex(
                    JAVA_INT, 2, NetworkDevice.named(networkInterface).index());
            socket.set(IPPROTO_IP, IP_MULTICAST_IF, request, "choosing the interface");
            socket.set(IPPROTO_IP, IP_MULTICAST_TTL, timeToLive, "setting the time to live");
            final MemorySegment address = arena.allocate(SOCKADDR_LENGTH, Integer.BYTES);
            address.set(JAVA_SHORT, 0, (short) AF_INET);
            MemorySegment.copy(local, 0, address, JAVA_BYTE, Integer.BYTES, local.length);
            socket.check(LibC.bind(socket.fd(), address), "binding it");
            return new BatchedSink(socket);
        } catch (final TransportException e) {
            socket.close();
            throw e;
        }
    }

    /** Datagrams that are gathered before the kernel is called, 1 to 64. Set before use. */
    public BatchedSink batch(final int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("a batch has 1 to " + MOST + " datagrams, not " + count);
        }
        batch = count;
        return this;
    }

    @Override
    public boolean offer(final DirectBuffer frame, final int length) {
        if (udp.wrap(frame, length) != FrameStatus.OK
                || !Ipv4.isMulticast(udp.destinationAddress())
                || udp.payloadLength() > MOST_LENGTH) {
            throw new IllegalArgumentException("only whole UDP frames to a multicast group, of at most " + MOST_LENGTH
                    + " bytes, can be sent here");
        }
        if (!waiting.hasRoom()) {
            flush();
            if (!waiting.hasRoom()) {
                return false;
            }
        }
        waiting.add(udp.destinationAddress(), udp.destinationPort(), frame, udp.payloadOffset(), udp.payloadLength());
        if (waiting.waiting() >= batch) {
            flush();
        }
        return true;
    }

    @Override
    public void flush() {
        int result = 0;
        while (waiting.waiting() > 0 && result == 0) {
            result = waiting.send(socket);
        }
        refused += result < 0 ? 1 : 0;
    }

    /** Calls that the kernel refused: no room, or no interface. */
    public long refused() {
        return refused;
    }

    @Override
    public void close() {
        socket.close();
    }
}
