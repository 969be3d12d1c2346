package aether.bench.simulation;

import aether.cluster.Peers;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Word from and to the other machines, over the virtual network. */
final class SimulatedPeers implements Peers {
    private static final int MOST_WAITING = 64;
    private static final int LIMIT = 8;

    private final int id;
    private final VirtualNetwork network;
    private final SimulatedPeers[] all;
    private final Deque<byte[]> heard = new ArrayDeque<>();

    /** Takes its place among all. */
    SimulatedPeers(final int id, final VirtualNetwork network, final SimulatedPeers[] all) {
        this.id = id;
        this.network = network;
        this.all = all;
        all[id] = this;
    }

    @Override
    public boolean offer(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        for (int other = 0; other < all.length; other++) {
            if (other != id) {
                final int to = other;
                network.datagram(id, to, () -> all[to].hear(bytes));
            }
        }
        return true;
    }

    private void hear(final byte[] bytes) {
        if (heard.size() < MOST_WAITING) {
            heard.add(bytes);
        }
    }

    @Override
    public int poll(final Listener listener) {
        int count = 0;
        while (count < LIMIT && !heard.isEmpty()) {
            final byte[] bytes = heard.remove();
            listener.onWord(new UnsafeBuffer(bytes), 0, bytes.length);
            count++;
        }
        return count;
    }

    /** Its process is gone. */
    void clear() {
        heard.clear();
    }
}
