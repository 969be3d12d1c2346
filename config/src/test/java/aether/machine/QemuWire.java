package aether.machine;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The wire of an emulated card: a Unix stream, each frame behind its length, 4 bytes. It loses nothing: a full card stops the sender. */
final class QemuWire implements AutoCloseable {
    private final Path path;
    private final ServerSocketChannel server;
    private final LinkedBlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private SocketChannel channel;

    QemuWire(final Path path) throws IOException {
        this.path = path;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }

    /** For QEMU's command line. */
    String netdev(final String id) {
        return "stream,id=" + id + ",server=off,addr.type=unix,addr.path=" + path;
    }

    void accept() throws IOException {
        channel = server.accept();
        final Thread reader = new Thread(this::read, "wire " + path.getFileName());
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16))) {
            while (true) {
                final byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                received.add(frame);
            }
        } catch (final IOException e) {
            // The guest is gone.
        }
    }

    synchronized void send(final byte[] frame) {
        final ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + frame.length);
        bytes.putInt(frame.length).put(frame).flip();
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("the guest's wire is cut", e);
        }
    }

    byte[] receive(final long mostMs) {
        try {
            return received.poll(mostMs, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
        server.close();
    }
}
