package aether.venue.entry;

import aether.ilink3.FrameAssembler;
import aether.ilink3.SessionSignature;
import aether.ilink3.Sofh;
import aether.ilink3.codec.TerminateDecoder;
import aether.venue.SimulatedVenue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The venue's order entry: an iLink 3 acceptor on the loopback interface in front of its matching engines. One client, polled on
 * the venue's own thread. A connection that logs on to the client's session takes the place of the one before; one that names the
 * UUID of a session that is up stands by, and takes over when the client says so. A client that goes without a word has its
 * orders canceled, unless another connection stands by and is told to take over in time.
 */
public final class OrderEntryService implements AutoCloseable {
    private static final long TAKEOVER_NS = 2_000_000_000L;
    private static final long SILENCE_NS = 1_000_000_000L;
    private static final int TERMINATE = TerminateDecoder.TEMPLATE_ID;

    private final SelectorProvider network;
    private final ServerSocketChannel server;
    private final OrderEntryContext context;
    private final SessionSignature signature;
    private final ClientSession session;
    private final OrderEntry orders;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final FrameAssembler.FrameHandler onFirstWord = this::onFirstWord;
    private final FrameAssembler.FrameHandler onFrame = this::onFrame;
    private final FrameAssembler.FrameHandler onStandbyFrame = this::onStandbyFrame;
    private ServerSocketChannel backupServer;
    private DropCopyService dropCopy;
    private ClientConnection arriving;
    private ClientConnection client;
    private ClientConnection standby;
    private StandbyLogon standbyLogon;
    private boolean isArrived;
    private boolean isPromoted;
    private int connections;
    private long faults;
    private long logons;
    private long takeovers;
    private long takeoverByNs;
    private long arrivedNs;
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
        this(venue, port, secretKey, context, SelectorProvider.provider());
    }

    /** As above, over the sockets of another network. */
    public OrderEntryService(
            final SimulatedVenue venue,
            final int port,
            final String secretKey,
            final OrderEntryContext context,
            final SelectorProvider network) {
        this.network = network;
        this.context = context;
        signature = new SessionSignature(secretKey);
        session = new ClientSession(signature);
        orders = new OrderEntry(new VenueMatching(venue), session, context);
        server = listen(port);
    }

    private ServerSocketChannel listen(final int port) {
        try {
            final ServerSocketChannel server = network.openServerSocketChannel();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            server.configureBlocking(false);
            return server;
        } catch (final IOException e) {
            throw new UncheckedIOException("order entry cannot listen on port " + port, e);
        }
    }

    public int port() {
        return port(server);
    }

    private static int port(final ServerSocketChannel server) {
        try {
            return ((InetSocketAddress) server.getLocalAddress()).getPort();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a second gateway to the same session, on a port of its own, 0 for any that is free; returns the port. Once. */
    public int openBackup(final int port) {
        backupServer = listen(port);
        return port(backupServer);
    }

    /** Opens the drop copy beside it, on a port of its own, 0 for any that is free; returns the port. Once. */
    public int openDropCopy(final int port) {
        dropCopy = new DropCopyService(port);
        orders.copyTrades(dropCopy::copy);
        return dropCopy.port();
    }

    /** Takes what has come; on the venue's thread. Returns whether there was anything, as a number. */
    public int poll(final long timeNs) {
        nowNs = timeNs;
        if (dropCopy != null) {
            dropCopy.poll();
        }
        accept(server);
        accept(backupServer);
        pollArriving();
        pollStandby();
        return pollClient();
    }

    private void accept(final ServerSocketChannel from) {
        if (from == null || arriving != null) {
            return;
        }
        try {
            final SocketChannel next = from.accept();
            arrivedNs = nowNs;
            arriving = next == null ? null : new ClientConnection(next, new FaultyWire(context, ++connections));
        } catch (final IOException e) {
            arriving = null;
        }
    }

    /** What a connection is for, its first word tells. */
    private void pollArriving() {
        if (arriving != null) {
            isArrived = false;
            final boolean isUp = arriving.read(onFirstWord) && nowNs - arrivedNs < SILENCE_NS;
            if (isArrived) {
                arriving = null;
            } else if (!isUp) {
                arriving.close();
                arriving = null;
            }
        }
    }

    private void onFirstWord(final DirectBuffer buffer, final int offset, final int length) {
        if (isArrived) {
            // The words behind the first one, in the same piece.
            dispatch(buffer, offset, length);
            return;
        }
        isArrived = true;
        frame.wrap(buffer, offset, length);
        final ClientConnection next = arriving;
        if (session.isEstablished() && StandbyLogon.negotiated(frame, 0) == session.uuid()) {
            dropStandby();
            standby = next;
            standbyLogon = new StandbyLogon(signature, session.uuid(), bytes -> next.send(bytes, nowNs));
        } else {
            drop(true);
            logons++;
            client = next;
            session.connected(bytes -> next.send(bytes, nowNs));
        }
        dispatch(buffer, offset, length);
    }

    private void dispatch(final DirectBuffer buffer, final int offset, final int length) {
        if (arriving == standby) {
            onStandbyFrame(buffer, offset, length);
        } else {
            onFrame(buffer, offset, length);
        }
    }

    private int pollClient() {
        if (client == null) {
            if (takeoverByNs != 0 && nowNs >= takeoverByNs) {
                takeoverByNs = 0;
                orders.cancelOnDisconnect(nowNs);
            }
            return 0;
        }
        if (session.onTime(nowNs) == ClientSession.Verdict.CLOSE) {
            client.end(false);
        }
        final ClientConnection polled = client;
        final boolean isRead = polled.read(onFrame);
        if (!polled.flush(nowNs) || !isRead) {
            drop(false);
        }
        return 1;
    }

    private void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        if (client.losesClientFrame()) {
            client.end(false);
            return;
        }
        frame.wrap(buffer, offset, length);
        switch (session.onFrame(frame, 0, nowNs)) {
            case EXECUTE -> {
                if (!orders.onFrame(frame, 0, nowNs)) {
                    client.end(false);
                }
            }
            case CLOSE -> client.end(Sofh.templateId(frame, 0) == TERMINATE);
            case DONE -> {}
        }
    }

    private void pollStandby() {
        if (standby == null) {
            return;
        }
        isPromoted = false;
        final boolean isUp = standby.read(onStandbyFrame) & standbyLogon.isAlive(nowNs) & standby.flush(nowNs);
        if (isPromoted) {
            promote();
        } else if (!isUp) {
            dropStandby();
        }
    }

    private void onStandbyFrame(final DirectBuffer buffer, final int offset, final int length) {
        frame.wrap(buffer, offset, length);
        switch (standbyLogon.onFrame(frame, 0, nowNs)) {
            case PROMOTE -> isPromoted = true;
            case CLOSE -> standby.end(false);
            case DONE -> {}
        }
    }

    private void promote() {
        if (client != null) {
            forget(client);
        }
        takeovers++;
        takeoverByNs = 0;
        final ClientConnection next = standby;
        client = next;
        standby = null;
        session.promoted(bytes -> next.send(bytes, nowNs), standbyLogon.clientNext(), nowNs);
    }

    private void forget(final ClientConnection connection) {
        faults += connection.faults();
        connection.close();
    }

    private void dropStandby() {
        if (standby != null) {
            forget(standby);
            standby = null;
        }
    }

    /** The first connection is over; {@code isReplaced} by one that logs on anew. */
    private void drop(final boolean isReplaced) {
        if (client == null) {
            return;
        }
        forget(client);
        final boolean isOrderly = client.isOrderly();
        client = null;
        session.disconnected();
        if (isOrderly) {
            return;
        }
        if (!isReplaced && standby != null && standbyLogon.isReady()) {
            takeoverByNs = nowNs + TAKEOVER_NS;
        } else {
            orders.cancelOnDisconnect(nowNs);
        }
    }

    /** Cuts the first connection, as a fault. */
    public void cut(final long timeNs) {
        nowNs = timeNs;
        drop(false);
    }

    /** What the venue has on record of the client. */
    public ClientAccount account() {
        return orders.account();
    }

    /** Orders that came. */
    public long orderCount() {
        return orders.orders().size();
    }

    /** ClOrdIDs of the orders that came, as they stood on the wire, in the order in which they came. */
    public List<String> clOrdIds() {
        return clOrdIds(order -> true);
    }

    /** Of those that rest. */
    public List<String> openClOrdIds() {
        return clOrdIds(order -> order.isOpen);
    }

    private List<String> clOrdIds(final Predicate<ClientOrder> isWanted) {
        return orders.orders().stream()
                .filter(isWanted)
                .map(order -> new String(order.clOrdId, StandardCharsets.US_ASCII).trim())
                .toList();
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
        return faults + (client == null ? 0 : client.faults()) + (standby == null ? 0 : standby.faults());
    }

    /** Connections that came to log on, each in place of the one before. */
    public long logons() {
        return logons;
    }

    /** Times that a connection that stood by has taken over. */
    public long takeovers() {
        return takeovers;
    }

    /** True while a client is logged on. */
    public boolean isEstablished() {
        return session.isEstablished();
    }

    @Override
    public void close() {
        for (final ClientConnection connection : new ClientConnection[] {arriving, client, standby}) {
            if (connection != null) {
                connection.close();
            }
        }
        try {
            server.close();
            if (backupServer != null) {
                backupServer.close();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        if (dropCopy != null) {
            dropCopy.close();
        }
    }
}
