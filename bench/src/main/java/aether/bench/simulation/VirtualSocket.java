package aether.bench.simulation;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;

/** One end of a stream: what is written comes out of the other end in the same order, in other pieces, later; or the stream breaks. */
final class VirtualSocket extends SocketChannel {
    private static final long RETRY_NS = 50_000_000;
    private static final byte[] END = new byte[0];

    private final VirtualNetwork network;
    private final VirtualNetwork.Host host;
    private final Deque<byte[]> underWay = new ArrayDeque<>();
    private final Deque<ByteBuffer> arrived = new ArrayDeque<>();
    private VirtualSocket peer;
    private int peerHost;
    private boolean isPending;
    private boolean isUp;
    private boolean isRefused;
    private boolean isAtEnd;
    private boolean isReset;
    private boolean isGone;
    /** What is written next was to go before. */
    private boolean hasRest;

    private long lastArrivalNs;

    VirtualSocket(final VirtualNetwork.Host host, final VirtualNetwork network) {
        super(host);
        this.host = host;
        this.network = network;
    }

    @Override
    public boolean connect(final SocketAddress remote) {
        isPending = true;
        network.dialed(host.id());
        knock(((InetSocketAddress) remote).getPort());
        return false;
    }

    private void knock(final int port) {
        final VirtualServerSocket server = network.server(port);
        network.time().after(network.delayNs(), () -> {
            if (isGone || !isOpen()) {
                return;
            }
            if (server == null || !server.isOpen()) {
                isRefused = true;
            } else if (network.isCut(host.id(), server.host().id())
                    || network.isCut(server.host().id(), host.id())) {
                network.time().after(RETRY_NS, () -> knock(port));
            } else {
                server.arrive(this);
                network.time().after(network.delayNs(), () -> isUp = true);
            }
        });
    }

    /** Two ends that have found each other. */
    void join(final VirtualSocket other) {
        peer = other;
        peerHost = other.host.id();
        other.peer = this;
        other.peerHost = host.id();
        isUp = true;
    }

    @Override
    public boolean finishConnect() throws IOException {
        if (isRefused) {
            throw new ConnectException("refused");
        }
        isPending = !isUp;
        return isUp;
    }

    @Override
    public int read(final ByteBuffer to) throws IOException {
        requireOpen();
        if (isReset) {
            throw new IOException("reset by peer");
        }
        int count = 0;
        while (!arrived.isEmpty() && to.hasRemaining()) {
            final ByteBuffer next = arrived.peek();
            final int part = Math.min(next.remaining(), to.remaining());
            to.put(next.slice(next.position(), part));
            next.position(next.position() + part);
            count += part;
            if (!next.hasRemaining()) {
                arrived.remove();
            }
        }
        return count == 0 && isAtEnd ? -1 : count;
    }

    private void requireOpen() throws ClosedChannelException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public int write(final ByteBuffer from) throws IOException {
        requireOpen();
        if (isReset) {
            throw new IOException("reset by peer");
        }
        final boolean isNew = !hasRest;
        final byte[] all = new byte[from.remaining()];
        from.get(from.position(), all);
        if (isNew) {
            network.written(host.id(), all);
        }
        final int length = network.taken(all.length);
        hasRest = length < all.length;
        if (length > 0) {
            from.position(from.position() + length);
            send(Arrays.copyOf(all, length));
        }
        return length;
    }

    private void send(final byte[] bytes) {
        underWay.add(bytes);
        lastArrivalNs = Math.max(lastArrivalNs, network.time().nowNs() + network.delayNs());
        network.time().after(lastArrivalNs - network.time().nowNs(), this::bring);
    }

    /** While the link is cut, it is sent again and again. */
    private void bring() {
        if (underWay.isEmpty() || peer == null) {
            return;
        }
        if (network.isCut(host.id(), peerHost)) {
            network.time().after(RETRY_NS, this::bring);
            return;
        }
        peer.take(underWay.remove());
    }

    private void take(final byte[] bytes) {
        if (isGone || !isOpen()) {
            // Nobody is here any more, which is what the other side hears.
            network.time().after(network.delayNs(), () -> peer.isReset = true);
        } else if (bytes == END) {
            isAtEnd = true;
        } else {
            arrived.add(ByteBuffer.wrap(bytes));
        }
    }

    /** Without a word to anybody. */
    void vanish() {
        isGone = true;
        underWay.clear();
    }

    @Override
    protected void implCloseSelectableChannel() {
        if (peer != null && !isGone) {
            send(END);
        }
    }

    @Override
    protected void implConfigureBlocking(final boolean block) {
        // Nothing blocks here.
    }

    @Override
    public boolean isConnected() {
        return isUp;
    }

    @Override
    public boolean isConnectionPending() {
        return isPending;
    }

    @Override
    public <T> SocketChannel setOption(final SocketOption<T> name, final T value) {
        return this;
    }

    @Override
    public <T> T getOption(final SocketOption<T> name) {
        return null;
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), peerHost);
    }

    @Override
    public SocketAddress getLocalAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), host.id());
    }

    @Override
    public long read(final ByteBuffer[] to, final int offset, final int length) {
        throw new UnsupportedOperationException("one buffer at a time");
    }

    @Override
    public long write(final ByteBuffer[] from, final int offset, final int length) {
        throw new UnsupportedOperationException("one buffer at a time");
    }

    @Override
    public SocketChannel bind(final SocketAddress local) {
        return this;
    }

    @Override
    public SocketChannel shutdownInput() {
        throw new UnsupportedOperationException("closed as a whole");
    }

    @Override
    public SocketChannel shutdownOutput() {
        throw new UnsupportedOperationException("closed as a whole");
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException("a channel only");
    }
}
