package aether.venue;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.mdp3.ReplayProtocol;
import aether.feed.mdp3.codec.AdminLogin15Encoder;
import aether.feed.mdp3.codec.AdminLogout16Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.agrona.CloseHelper;

/**
 * The venue's TCP replay: repeats packets of the incremental feed on request, one request for each session, as {@link
 * ReplayProtocol} says. A request that it cannot serve is answered by a logout with the reason. One session at a time, on a
 * thread of its own.
 */
public final class ReplayService implements AutoCloseable {
    private static final int TIMEOUT_MS = 2_000;
    private static final int MAX_REQUEST = 512;
    private static final char SOH = 1;

    private final ServerSocket server;
    private final PacketHistory history;
    private final Thread thread;
    private volatile boolean isClosed;
    private volatile long served;
    private volatile long refused;

    /** Listens on the loopback interface; {@code port} 0 takes any that is free. */
    public ReplayService(final PacketHistory history, final int port) {
        this.history = history;
        try {
            server = new ServerSocket(port, 8, InetAddress.getLoopbackAddress());
        } catch (final IOException e) {
            throw new UncheckedIOException("the replay service cannot listen on port " + port, e);
        }
        thread = Thread.ofPlatform().daemon().name("venue-replay").start(this::serve);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Packets repeated. */
    public long served() {
        return served;
    }

    /** Requests refused. */
    public long refused() {
        return refused;
    }

    private void serve() {
        while (!isClosed) {
            try (Socket socket = server.accept()) {
                socket.setSoTimeout(TIMEOUT_MS);
                session(socket.getInputStream(), socket.getOutputStream());
            } catch (final IOException e) {
                // The client went away, or the service is being closed: the next session is none the worse for it.
            }
        }
    }

    private void session(final InputStream in, final OutputStream out) throws IOException {
        final PacketWriter packet = new PacketWriter();
        if (!"A".equals(ReplayProtocol.value(message(in), 35))) {
            logout(packet, out, 1, "logon expected");
            return;
        }
        login(packet, out);
        final String request = message(in);
        final String refusal = refusal(request);
        if (refusal != null) {
            refused++;
            logout(packet, out, 2, refusal);
            return;
        }
        final long first = Long.parseLong(ReplayProtocol.value(request, 1182));
        final long last = Long.parseLong(ReplayProtocol.value(request, 1183));
        for (long sequence = first; sequence <= last; sequence++) {
            final byte[] bytes = history.packet(sequence);
            if (bytes != null) {
                write(out, bytes, bytes.length);
                served++;
            }
        }
        logout(packet, out, 2, "");
    }

    /** Why a request cannot be served, or null. */
    private String refusal(final String request) {
        if (!"V".equals(ReplayProtocol.value(request, 35))) {
            return "market data request expected";
        }
        final String first = ReplayProtocol.value(request, 1182);
        final String last = ReplayProtocol.value(request, 1183);
        if (first == null || last == null || !first.matches("\\d{1,10}") || !last.matches("\\d{1,10}")) {
            return "1182 and 1183 must name the first and the last packet";
        }
        final long count = Long.parseLong(last) - Long.parseLong(first) + 1;
        if (count < 1 || count > ReplayProtocol.MAX_PACKETS) {
            return "a request is for 1 to " + ReplayProtocol.MAX_PACKETS + " packets, not " + count;
        }
        return history.packet(Long.parseLong(first)) == null ? "packet " + first + " is not available" : null;
    }

    /** One FIX text, up to its checksum. */
    private static String message(final InputStream in) throws IOException {
        final StringBuilder text = new StringBuilder();
        while (text.length() < MAX_REQUEST) {
            final int next = in.read();
            if (next < 0) {
                throw new IOException("the client went away");
            }
            text.append((char) next);
            if (next == SOH && text.lastIndexOf(SOH + "10=") > 0) {
                return text.toString();
            }
        }
        throw new IOException("a request that has no end");
    }

    private static void login(final PacketWriter packet, final OutputStream out) throws IOException {
        final AdminLogin15Encoder login = new AdminLogin15Encoder();
        packet.begin(1, 0);
        login.wrapAndApplyHeader(packet.target(), packet.start(login.sbeBlockLength()), packet.header());
        login.heartBtInt((byte) 5);
        packet.end(login.limit());
        write(packet, out);
    }

    private static void logout(
            final PacketWriter packet, final OutputStream out, final long sequence, final String reason)
            throws IOException {
        final AdminLogout16Encoder logout = new AdminLogout16Encoder();
        packet.begin(sequence, 0);
        logout.wrapAndApplyHeader(packet.target(), packet.start(logout.sbeBlockLength()), packet.header());
        logout.text(reason);
        packet.end(logout.limit());
        write(packet, out);
    }

    private static void write(final PacketWriter packet, final OutputStream out) throws IOException {
        final byte[] bytes = new byte[packet.length()];
        packet.buffer().getBytes(0, bytes);
        write(out, bytes, bytes.length);
    }

    private static void write(final OutputStream out, final byte[] bytes, final int length) throws IOException {
        final ByteBuffer framed =
                ByteBuffer.allocate(ReplayProtocol.LENGTH_FIELD + length).order(LITTLE_ENDIAN);
        framed.putShort((short) length).put(bytes, 0, length);
        out.write(framed.array());
        out.flush();
    }

    @Override
    public void close() {
        isClosed = true;
        CloseHelper.quietClose(server);
        try {
            thread.join(TIMEOUT_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
