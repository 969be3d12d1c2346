package aether.venue.entry;

import aether.ilink3.FrameAssembler;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.agrona.concurrent.UnsafeBuffer;

/** One TCP connection of a client, with the faults of its way. Never blocks. */
final class ClientConnection implements FaultyWire.Output {
    private static final int READ_LENGTH = 64 * 1024;
    private static final int MOST_WRITES = 10_000;

    private final SocketChannel channel;
    private final FaultyWire wire;
    private final FrameAssembler assembler = new FrameAssembler();
    private final ByteBuffer in = ByteBuffer.allocateDirect(READ_LENGTH);
    private final UnsafeBuffer bytes = new UnsafeBuffer(in);
    private boolean isClosing;
    private boolean isOrderly;

    ClientConnection(final SocketChannel channel, final FaultyWire wire) throws IOException {
        this.channel = channel;
        this.wire = wire;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** Takes what has come; false when the connection is over. */
    boolean read(final FrameAssembler.FrameHandler handler) {
        try {
            in.clear();
            final int count = channel.read(in);
            isClosing |= count < 0
                    || count > 0
                            && assembler.onBytes(bytes, 0, count, (buffer, offset, length) -> {
                                        if (!isClosing) {
                                            handler.onFrame(buffer, offset, length);
                                        }
                                    })
                                    != FrameAssembler.Fault.NONE;
        } catch (final IOException e) {
            isClosing = true;
        }
        return !isClosing;
    }

    void send(final byte[] frame, final long nowNs) {
        wire.send(frame, nowNs);
    }

    /** Writes what is due; false when the connection is over. */
    boolean flush(final long nowNs) {
        wire.flush(nowNs, this);
        return !isClosing;
    }

    /** The kernel's buffer takes what a simulated client can have outstanding; a client that reads nothing at all is dropped. */
    @Override
    public void write(final byte[] frame) {
        final ByteBuffer out = ByteBuffer.wrap(frame);
        try {
            for (int tries = 0; out.hasRemaining() && tries < MOST_WRITES; tries++) {
                channel.write(out);
            }
            isClosing |= out.hasRemaining();
        } catch (final IOException e) {
            isClosing = true;
        }
    }

    @Override
    public void cut() {
        isClosing = true;
    }

    /** The client has said goodbye. */
    void end(final boolean orderly) {
        isClosing = true;
        isOrderly |= orderly;
    }

    /** True when it went with a word. */
    boolean isOrderly() {
        return isOrderly;
    }

    /** True when a frame of the client is not to arrive. */
    boolean losesClientFrame() {
        return wire.losesClientFrame();
    }

    long faults() {
        return wire.faults();
    }

    void close() {
        try {
            channel.close();
        } catch (final IOException e) {
            // It is gone either way.
        }
    }
}
