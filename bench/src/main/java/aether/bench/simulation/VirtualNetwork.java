package aether.bench.simulation;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** What lies between hosts: each direction of each link is delayed, cut, or loses what is no stream. */
final class VirtualNetwork {
    private static final long LEAST_DELAY_NS = 30_000;
    private static final long MOST_DELAY_NS = 400_000;
    private static final long SLOW_NS = 20_000_000;
    private static final int SLOW_ONE_IN = 200;
    private static final int PARTIAL_ONE_IN = 100;

    /** One host's end: what it opens. */
    final class Host extends SelectorProvider {
        private final int id;
        private final List<VirtualSocket> sockets = new ArrayList<>();

        private Host(final int id) {
            this.id = id;
        }

        int id() {
            return id;
        }

        VirtualNetwork network() {
            return VirtualNetwork.this;
        }

        @Override
        public SocketChannel openSocketChannel() {
            return open();
        }

        VirtualSocket open() {
            final VirtualSocket socket = new VirtualSocket(this, VirtualNetwork.this);
            sockets.removeIf(each -> !each.isOpen());
            sockets.add(socket);
            return socket;
        }

        @Override
        public ServerSocketChannel openServerSocketChannel() {
            return new VirtualServerSocket(this, VirtualNetwork.this);
        }

        /** Its process is gone: the kernel says so to all peers, behind what was sent. */
        void close() throws IOException {
            for (final VirtualSocket socket : List.copyOf(sockets)) {
                socket.close();
            }
            sockets.clear();
        }

        /** It has no power any more: nobody is told, and what waits to be sent is gone. */
        void vanish() {
            sockets.forEach(VirtualSocket::vanish);
            sockets.clear();
        }

        @Override
        public DatagramChannel openDatagramChannel() {
            throw new UnsupportedOperationException("no datagrams here");
        }

        @Override
        public DatagramChannel openDatagramChannel(final ProtocolFamily family) {
            throw new UnsupportedOperationException("no datagrams here");
        }

        @Override
        public Pipe openPipe() {
            throw new UnsupportedOperationException("no pipes here");
        }

        @Override
        public AbstractSelector openSelector() {
            throw new UnsupportedOperationException("everything is polled here");
        }
    }

    private final VirtualTime time;
    private final SplittableRandom random;
    private final Host[] hosts;
    private final boolean[][] isCut;
    private final double[][] loss;
    private final Map<Integer, VirtualServerSocket> servers = new HashMap<>();
    private IntConsumer dialing = host -> {};
    private Reader writing = (host, bytes) -> {};

    VirtualNetwork(final VirtualTime time, final SplittableRandom random, final int size) {
        this.time = time;
        this.random = random;
        hosts = new Host[size];
        for (int i = 0; i < size; i++) {
            hosts[i] = new Host(i);
        }
        isCut = new boolean[size][size];
        loss = new double[size][size];
    }

    Host host(final int id) {
        return hosts[id];
    }

    VirtualTime time() {
        return time;
    }

    /** One direction of a link. */
    void cut(final int from, final int to) {
        isCut[from][to] = true;
    }

    void heal(final int from, final int to) {
        isCut[from][to] = false;
    }

    boolean isCut(final int from, final int to) {
        return isCut[from][to];
    }

    /** What share of datagrams one direction loses. */
    void lose(final int from, final int to, final double share) {
        loss[from][to] = share;
    }

    long delayNs() {
        return random.nextInt(SLOW_ONE_IN) == 0 ? SLOW_NS : random.nextLong(LEAST_DELAY_NS, MOST_DELAY_NS);
    }

    long marketDataDelayNs() {
        return random.nextLong(LEAST_DELAY_NS, MOST_DELAY_NS);
    }

    /** How much of what is written the kernel takes: now and then, a part. */
    int taken(final int length) {
        return random.nextInt(PARTIAL_ONE_IN) == 0 ? random.nextInt(length + 1) : length;
    }

    /** Who hears of each piece that a host writes. */
    interface Reader {
        void onWritten(int host, byte[] bytes);
    }

    /** Who hears of each connection that a host asks for, and of each piece that it writes. */
    void watch(final IntConsumer ofDialing, final Reader ofWriting) {
        dialing = ofDialing;
        writing = ofWriting;
    }

    void dialed(final int host) {
        dialing.accept(host);
    }

    void written(final int host, final byte[] bytes) {
        writing.onWritten(host, bytes);
    }

    /** May come late, in another order, or never. */
    void datagram(final int from, final int to, final Runnable arrival) {
        if (!isCut[from][to] && random.nextDouble() >= loss[from][to]) {
            time.after(delayNs(), () -> {
                if (!isCut[from][to]) {
                    arrival.run();
                }
            });
        }
    }

    void listen(final int port, final VirtualServerSocket server) {
        servers.put(port, server);
    }

    VirtualServerSocket server(final int port) {
        return servers.get(port);
    }
}
