package aether.bench.simulation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Where streams arrive. */
final class VirtualServerSocket extends ServerSocketChannel {
    private final VirtualNetwork network;
    private final VirtualNetwork.Host host;
    private final Deque<VirtualSocket> arrived = new ArrayDeque<>();
    private InetSocketAddress address;

    VirtualServerSocket(final VirtualNetwork.Host host, final VirtualNetwork network) {
        super(host);
        this.host = host;
        this.network = network;
    }

    VirtualNetwork.Host host() {
        return host;
    }

    @Override
    public ServerSocketChannel bind(final SocketAddress local, final int backlog) {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), ((InetSocketAddress) local).getPort());
        network.listen(address.getPort(), this);
        return this;
    }

    void arrive(final VirtualSocket from) {
        final VirtualSocket here = host.open();
        here.join(from);
        arrived.add(here);
    }

    @Override
    public SocketChannel accept() {
        return arrived.poll();
    }

    @Override
    public SocketAddress getLocalAddress() {
        return address;
    }

    @Override
    public <T> ServerSocketChannel setOption(final SocketOption<T> name, final T value) {
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
    public ServerSocket socket() {
        throw new UnsupportedOperationException("a channel only");
    }

    @Override
    protected void implCloseSelectableChannel() {
        arrived.clear();
    }

    @Override
    protected void implConfigureBlocking(final boolean block) {
        // Nothing blocks here.
    }
}
