package aether.venue.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The venue's drop copy: every trade of the client, and every amendment of one, to whoever connects, from the first on. The same
 * frames as on the order session, without a session of their own. Polled on the venue's thread.
 */
final class DropCopyService implements AutoCloseable {
    private final ServerSocketChannel server;
    private final List<byte[]> frames = new ArrayList<>();
    private SocketChannel client;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private int next;

    /** Listens on the loopback interface; 0 for any port that is free. */
    DropCopyService(final int port) {
        try {
            server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            server.configureBlocking(false);
        } catch (final IOException e) {
            throw new UncheckedIOException("drop copy cannot listen on port " + port, e);
        }
    }

    void copy(final byte[] frame) {
        frames.add(frame);
    }

    /** Writes what the client has not got yet, as far as it takes it. */
    void poll() {
        try {
            final SocketChannel arrival = server.accept();
            if (arrival != null) {
                drop();
                arrival.configureBlocking(false);
                client = arrival;
                next = 0;
                out = ByteBuffer.allocate(0);
            }
            while (client != null && (out.hasRemaining() || next < frames.size())) {
                if (!out.hasRemaining()) {
                    out = ByteBuffer.wrap(frames.get(next++));
                }
                if (client.write(out) == 0) {
                    return;
                }
            }
        } catch (final IOException e) {
            drop();
        }
    }

    private void drop() {
        if (client != null) {
            try {
                client.close();
            } catch (final IOException e) {
                // It is gone either way.
            }
            client = null;
        }
    }

    int port() {
        return server.socket().getLocalPort();
    }

    @Override
    public void close() {
        drop();
        try {
            server.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
