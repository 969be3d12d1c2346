package aether.venue;

import aether.ilink3.FrameAssembler;
import aether.ilink3.SessionSignature;
import aether.venue.ClientSession.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The venue's order entry: an iLink 3 acceptor on the loopback interface in front of its matching engines. One client, polled on
 * the venue's own thread; a new connection of the client takes the place of an old one. A client that goes without a word has
 * its orders canceled.
 */
public final class OrderEntryService implements AutoCloseable {
    private static final int READ_LENGTH = 64 * 1024;

    private final ServerSocketChannel server;
    private final ClientSession session;
    private final OrderEntry orders;
    private final FaultyWire wire;
    private final FrameAssembler assembler = new FrameAssembler();
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_LENGTH);
    private final UnsafeBuffer bytes = new UnsafeBuffer(in);
    private final UnsafeBuffer frameBuffer = new UnsafeBuffer(0, 0);
    private DropCopyService dropCopy;
    private SocketChannel client;
    private boolean isClosing;
    private boolean isOrderly;
    private long nowNs;

    /**
     * Listens.
     *
     * @param port 0 for any that is free
     * @param secretKey of the client, base64url
     */
    public OrderEntryService(final SimulatedVenue venue, final int port, final String secretKey) {
        this(venue, port, secretKey, new OrderEntryContext().conclude());
    }

    /** As above; {@code context}, concluded, says what goes wrong. */
    public OrderEntryService(
            final SimulatedVenue venue, final int port, final String secretKey, final OrderEntryContext context) {
        wire = new FaultyWire(context);
        session = new ClientSession(new SessionSignature(secretKey));
        orders = new OrderEntry(venue, session, context);
        try {
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            server.configureBlocking(false);
        } catch (final IOException e) {
            throw new UncheckedIOException("order entry cannot listen on port " + port, e);
        }
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    /** Opens the drop copy beside it, on a port of its own, 0 for any that is free; returns the port. Once. */
    public int openDropCopy(final int port) {
        dropCopy = new DropCopyService(port);
        orders.copyTrades(dropCopy::copy);
        return dropCopy.port();
    }

    /** Takes what has come; on the venue's thread. */
    public int poll(final long timeNs) {
        nowNs = timeNs;
        if (dropCopy != null) {
            dropCopy.poll();
        }
        try {
            accept();
            final int work = client == null ? 0 : read();
            flush();
            return work;
        } catch (final IOException e) {
            drop();
            return 0;
        }
    }

    private void accept() throws IOException {
        final SocketChannel next = server.accept();
        if (next == null) {
            return;
        }
        if (client != null) {
            drop();
        }
        next.configureBlocking(false);
        next.setOption(StandardSocketOptions.TCP_NODELAY, true);
        client = next;
        isClosing = false;
        isOrderly = false;
        assembler.reset();
        wire.reset();
        session.connected(frame -> wire.send(frame, nowNs));
    }

    private int read() throws IOException {
        if (session.onTime(nowNs) == Verdict.CLOSE) {
            drop();
            return 0;
        }
        in.clear();
        final int count = client.read(in);
        if (count < 0) {
            drop();
            return 0;
        }
        if (count > 0 && assembler.onBytes(bytes, 0, count, this::onFrame) != FrameAssembler.Fault.NONE || isClosing) {
            // What was said last is still heard.
            flush();
            drop();
        }
        return count;
    }

    private void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        if (isClosing) {
            return;
        }
        if (wire.losesClientFrame()) {
            isClosing = true;
            return;
        }
        frameBuffer.wrap(buffer, offset, length);
        switch (session.onFrame(frameBuffer, 0, nowNs)) {
            case EXECUTE -> isClosing |= !orders.onFrame(frameBuffer, 0, nowNs);
            case CLOSE -> {
                isClosing = true;
                isOrderly = aether.ilink3.Sofh.templateId(frameBuffer, 0) == 507;
            }
            case DONE -> {}
        }
    }

    private void flush() {
        if (client != null) {
            wire.flush(nowNs, new FaultyWire.Output() {
                @Override
                public void write(final byte[] bytes) {
                    OrderEntryService.this.write(bytes);
                }

                @Override
                public void cut() {
                    isClosing = true;
                }
            });
            if (isClosing) {
                drop();
            }
        }
    }

    /** The kernel's buffer takes what a simulated client can have outstanding; a client that reads nothing at all is dropped. */
    private void write(final byte[] frame) {
        final ByteBuffer out = ByteBuffer.wrap(frame);
        try {
            for (int tries = 0; out.hasRemaining() && tries < 10_000; tries++) {
                client.write(out);
            }
            isClosing |= out.hasRemaining();
        } catch (final IOException e) {
            isClosing = true;
        }
    }

    private void drop() {
        if (client == null) {
            return;
        }
        try {
            client.close();
        } catch (final IOException e) {
            // It is gone either way.
        }
        client = null;
        session.disconnected();
        if (!isOrderly) {
            orders.cancelOnDisconnect(nowNs);
        }
    }

    /** Cuts the connection, as a fault. */
    public void cut(final long timeNs) {
        nowNs = timeNs;
        if (client != null) {
            drop();
        }
    }

    /** What the venue has on record of the client. */
    public ClientAccount account() {
        return orders.account();
    }

    /** Orders that came. */
    public long orderCount() {
        return orders.orders().size();
    }

    /** Orders that rest. */
    public long openOrders() {
        return orders.orders().stream().filter(order -> order.isOpen).count();
    }

    /** Number of the venue's next message to the client. */
    public long nextNumber() {
        return session.nextOut();
    }

    /** Faults that were made. */
    public long faults() {
        return wire.faults();
    }

    /** True while a client is logged on. */
    public boolean isEstablished() {
        return session.isEstablished();
    }

    @Override
    public void close() {
        try {
            if (client != null) {
                client.close();
            }
            server.close();
            if (dropCopy != null) {
                dropCopy.close();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
