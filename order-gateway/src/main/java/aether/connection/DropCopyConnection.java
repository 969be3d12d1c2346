package aether.connection;

import aether.ilink3.FrameAssembler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The connection to the venue's drop copy, polled on the feed's thread: never blocks; connects again when it was lost. */
public final class DropCopyConnection implements AutoCloseable {
    private static final int READ_LENGTH = 64 * 1024;
    private static final long WAIT_NS = 1_000_000_000L;
    private static final long COMPARE_EVERY_NS = 100_000_000L;

    private final InetSocketAddress address;
    private final DropCopyCheck check;
    private final FrameAssembler assembler = new FrameAssembler();
    private final FrameAssembler.FrameHandler onFrame = this::onFrame;
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_LENGTH);
    private final UnsafeBuffer bytes = new UnsafeBuffer(in);
    private SocketChannel channel;
    private long connectAtNs;
    private long compareAtNs;
    private boolean isConnected;

    public DropCopyConnection(final String host, final int port, final DropCopyCheck check) {
        address = new InetSocketAddress(host, port);
        this.check = check;
    }

    public int poll(final long nowNs) {
        int count = 0;
        try {
            if (channel == null && nowNs >= connectAtNs) {
                channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(address);
            } else if (channel != null && !isConnected) {
                isConnected = channel.finishConnect();
                assembler.reset();
            } else if (channel != null) {
                count = read();
            }
        } catch (final IOException | UnresolvedAddressException e) {
            lost(nowNs);
        }
        if (nowNs >= compareAtNs) {
            compareAtNs = nowNs + COMPARE_EVERY_NS;
            check.onTime(nowNs);
        }
        return count;
    }

    private int read() throws IOException {
        in.clear();
        final int count = channel.read(in);
        if (count < 0 || count > 0 && assembler.onBytes(bytes, 0, count, onFrame) != FrameAssembler.Fault.NONE) {
            throw new IOException("closed, or no frames any more");
        }
        return count;
    }

    private void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        check.onFrame(buffer, offset);
    }

    private void lost(final long nowNs) {
        close();
        channel = null;
        isConnected = false;
        connectAtNs = nowNs + WAIT_NS;
    }

    /** Another machine compares from here on; as new when it is this one's turn again. */
    public void hangUp() {
        close();
        channel = null;
        isConnected = false;
        connectAtNs = 0;
        check.forget();
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (final IOException e) {
            // It is gone either way.
        }
    }
}
