package aether.connection;

import aether.gateway.OrderGateway;
import aether.gateway.OrderInput;
import aether.ilink3.FrameAssembler;
import aether.ilink3.SessionEnd;
import aether.ilink3.SessionSignature;
import aether.ilink3.Sofh;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.channels.spi.SelectorProvider;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One TCP connection of the order session, polled on the feed's thread: never blocks. Connects again after it was lost, each time
 * after a longer while; gives up when the venue's answer says so, or after too many failures in a row.
 */
final class OrderConnection {
    private static final int BUFFER_LENGTH = 1 << 20;
    private static final long FIRST_WAIT_NS = 100_000_000L;
    private static final long LONGEST_WAIT_NS = 10_000_000_000L;
    private static final int MAX_FAILURES = 30;
    private static final int MAX_CLOCK_REFUSALS = 3;

    private final SelectorProvider network;
    private final InetSocketAddress address;
    private final SessionSignature signature;
    private final FrameAssembler assembler = new FrameAssembler();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER_LENGTH);
    private final UnsafeBuffer bytesIn = new UnsafeBuffer(in);
    private final ByteBuffer out = ByteBuffer.allocateDirect(BUFFER_LENGTH);
    private final UnsafeBuffer bytesOut = new UnsafeBuffer(out);
    private final OrderGateway gateway;
    private boolean isFirst;
    private SocketChannel channel;
    private boolean isConnected;
    private boolean isToBeClosed;
    private boolean isGivenUp;
    private int failures;
    private int clockRefusals;
    private long connectAtNs;
    private long nowNs;
    private volatile long reconnects;

    /**
     * Not connected.
     *
     * @param network that the address is of
     * @param first false for the one that stands by
     */
    OrderConnection(
            final SelectorProvider network,
            final InetSocketAddress address,
            final SessionSignature signature,
            final OrderGateway gateway,
            final boolean first) {
        this.network = network;
        this.address = address;
        this.signature = signature;
        this.gateway = gateway;
        isFirst = first;
    }

    /** From now on it is the first connection, or the one that stands by. */
    void become(final boolean first) {
        isFirst = first;
    }

    boolean isConnected() {
        return isConnected;
    }

    /** What has come, what is to go, and time; returns whether there was anything. */
    int poll(final long timeNs) {
        nowNs = timeNs;
        int work = 0;
        if (isToBeClosed) {
            // What the kernel has not taken yet does not go out any more.
            lost();
            return work;
        }
        try {
            if (channel == null) {
                connect();
            } else if (!isConnected) {
                finishConnecting();
            } else {
                work = read();
                flush();
            }
        } catch (final IOException | UnresolvedAddressException e) {
            lost();
        }
        if (isToBeClosed) {
            lost();
        }
        return work;
    }

    private void connect() throws IOException {
        if (isGivenUp || nowNs < connectAtNs) {
            return;
        }
        channel = network.openSocketChannel();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(address);
    }

    private void finishConnecting() throws IOException {
        if (channel.finishConnect()) {
            isConnected = true;
            assembler.reset();
            out.clear();
            gateway.input(isFirst ? OrderInput.CONNECTED : OrderInput.BACKUP_CONNECTED, nowNs);
        }
    }

    private int read() throws IOException {
        in.clear();
        final int count = channel.read(in);
        if (count < 0) {
            throw new IOException("closed by the venue");
        }
        if (count > 0 && assembler.onBytes(bytesIn, 0, count, this::onFrame) != FrameAssembler.Fault.NONE) {
            throw new IOException("no frames any more");
        }
        return count;
    }

    private void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        gateway.input(isFirst ? OrderInput.FRAME : OrderInput.BACKUP_FRAME, nowNs, buffer, offset, length);
    }

    /** Signs a logon, and writes what the kernel takes; the rest later. */
    void send(final DirectBuffer buffer, final int offset, final int length) {
        if (!isConnected || out.remaining() < length) {
            // The venue takes nothing any more: what it did not get, it will say is not applied.
            isToBeClosed = true;
            return;
        }
        final int at = out.position();
        bytesOut.putBytes(at, buffer, offset, length);
        if (SessionSignature.isSigned(Sofh.templateId(bytesOut, at))) {
            signature.sign(bytesOut, at);
        }
        out.position(at + length);
        try {
            flush();
        } catch (final IOException e) {
            isToBeClosed = true;
        }
    }

    private void flush() throws IOException {
        if (out.position() > 0) {
            out.flip();
            channel.write(out);
            out.compact();
        }
    }

    /** At the end of this poll, or the next. */
    void close() {
        isToBeClosed = true;
    }

    /** Another machine speaks to the venue from here on: closed without a word, and as new when it is this one's turn again. */
    void hangUp() {
        CloseHelper.quietClose(channel);
        channel = null;
        isConnected = false;
        isToBeClosed = false;
        isGivenUp = false;
        failures = 0;
        clockRefusals = 0;
        connectAtNs = 0;
    }

    /** The session is up: failures in a row are forgotten. */
    void established() {
        failures = 0;
        clockRefusals = 0;
    }

    /** How the session ended decides whether it is tried again. */
    void ended(final SessionEnd end) {
        isGivenUp |= end.next() != SessionEnd.Next.RETRY;
        clockRefusals += end == SessionEnd.CLOCK_REFUSED ? 1 : 0;
    }

    private void lost() {
        isToBeClosed = false;
        if (channel == null) {
            return;
        }
        CloseHelper.quietClose(channel);
        channel = null;
        if (isConnected) {
            isConnected = false;
            gateway.input(isFirst ? OrderInput.DISCONNECTED : OrderInput.BACKUP_DISCONNECTED, nowNs);
            // What is wanted on hearing of it finds no connection; there is nothing more to be closed.
            isToBeClosed = false;
        }
        failures++;
        reconnects++;
        isGivenUp |= isFirst && failures >= MAX_FAILURES;
        connectAtNs = nowNs + Math.min(LONGEST_WAIT_NS, FIRST_WAIT_NS << Math.min(failures - 1, 10));
    }

    /** Connections that ended, or never came about. */
    long reconnects() {
        return reconnects;
    }

    boolean isGivenUp() {
        return isGivenUp;
    }

    /**
     * Whether another machine may do better: the venue could not be reached, or did not answer, or does not take this machine's time; not when it said that it will
     * not have this session.
     */
    boolean isOutOfReach() {
        return failures >= MAX_FAILURES || clockRefusals >= MAX_CLOCK_REFUSALS;
    }
}
