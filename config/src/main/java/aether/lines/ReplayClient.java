package aether.lines;

import aether.config.SiteConfig;
import aether.feed.mdp3.Mdp3Packet;
import aether.feed.mdp3.ReplayProtocol;
import aether.feed.mdp3.ReplayProtocol.Role;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Asks the exchange's TCP replay service for lost packets: a session for each request, every wait bounded. Blocking, on a host
 * thread.
 */
public final class ReplayClient {
    /** Where replayed packets go; false when there is no room for them. */
    @FunctionalInterface
    public interface PacketSink {
        boolean onPacket(UnsafeBuffer packet, int length);
    }

    private static final int TIMEOUT_MS = 2_000;
    private static final int MAX_PACKET = 65_535;
    private static final int MOST_HEARTBEATS = 16;
    private static final int TEXT_OFFSET = Mdp3Packet.HEADER_LENGTH + Mdp3Packet.MESSAGE_HEADER_LENGTH;

    private final SiteConfig.Replay service;
    private final int channel;
    private final byte[] bytes = new byte[MAX_PACKET];
    private final UnsafeBuffer packet = new UnsafeBuffer(bytes);
    private int requests;
    private long unknown;
    private String reason = "";

    public ReplayClient(final SiteConfig.Replay service, final int channel) {
        this.service = service;
        this.channel = channel;
    }

    /**
     * Fetches packets {@code first} to {@code first + count - 1}.
     *
     * @return true when all of them came; else {@link #reason()} says why not
     */
    public boolean fetch(final long first, final long count, final PacketSink sink) {
        long next = first;
        final long last = first + count - 1;
        boolean isWhole = true;
        while (isWhole && next <= last) {
            final long lastOfRequest = Math.min(last, next + ReplayProtocol.MAX_PACKETS - 1);
            isWhole = request(next, lastOfRequest, sink);
            next = lastOfRequest + 1;
        }
        return isWhole;
    }

    private boolean request(final long first, final long last, final PacketSink sink) {
        requests++;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(service.host(), service.port()), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.setTcpNoDelay(true);
            final OutputStream out = socket.getOutputStream();
            final DataInputStream in = new DataInputStream(socket.getInputStream());
            out.write(ReplayProtocol.logon(service.user(), service.password()));
            final int length = readBut(in, Role.HEARTBEAT);
            if (ReplayProtocol.role(packet, length) != Role.LOGIN) {
                return refused(length);
            }
            out.write(ReplayProtocol.request(channel, channel + "-" + requests, first, last));
            final long missing = receive(in, first, last, sink);
            out.write(ReplayProtocol.logout());
            if (missing > 0 && reason.isEmpty()) {
                reason = missing + " of " + (last - first + 1) + " packets did not come";
            }
            return missing == 0;
        } catch (final IOException e) {
            reason = service.host() + ":" + service.port() + ": " + e.getMessage();
            return false;
        }
    }

    /** Hands on what was asked for until the service logs out; returns how many packets are missing then. */
    private long receive(final DataInputStream in, final long first, final long last, final PacketSink sink)
            throws IOException {
        long missing = last - first + 1;
        reason = "";
        // Besides what was asked for, the service may send heartbeats: their number is bounded as well.
        for (long packets = 0; packets <= 2 * ReplayProtocol.MAX_PACKETS; packets++) {
            final int length = read(in);
            final Role role = ReplayProtocol.role(packet, length);
            if (role == Role.LOGOUT) {
                refused(length);
                return missing;
            }
            unknown += role == Role.UNKNOWN ? 1 : 0;
            final long sequence =
                    role != Role.PACKET || length < Mdp3Packet.HEADER_LENGTH ? -1 : Mdp3Packet.sequence(packet, 0);
            if (sequence >= first && sequence <= last && sink.onPacket(packet, length)) {
                missing--;
            }
        }
        return missing;
    }

    private int read(final DataInputStream in) throws IOException {
        final int low = in.readUnsignedByte();
        final int length = in.readUnsignedByte() << 8 | low;
        in.readFully(bytes, 0, length);
        return length;
    }

    /** The next message that is not of that kind; a bounded number of them. */
    private int readBut(final DataInputStream in, final Role role) throws IOException {
        int length = read(in);
        for (int i = 0; i < MOST_HEARTBEATS && ReplayProtocol.role(packet, length) == role; i++) {
            length = read(in);
        }
        return length;
    }

    private boolean refused(final int length) {
        int end = TEXT_OFFSET;
        while (end < length && bytes[end] != 0) {
            end++;
        }
        reason = new String(
                        bytes, TEXT_OFFSET, Math.max(0, end - TEXT_OFFSET), java.nio.charset.StandardCharsets.US_ASCII)
                .trim();
        return false;
    }

    /** Messages of the service that are of no known kind: stepped over. */
    public long unknown() {
        return unknown;
    }

    /** Why the last request was not served in full. */
    public String reason() {
        return reason;
    }
}
