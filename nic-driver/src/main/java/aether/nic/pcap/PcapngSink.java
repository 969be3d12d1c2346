package aether.nic.pcap;

import aether.nic.FrameSink;
import aether.nic.TransportException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/**
 * Writes Ethernet frames to a pcapng file, with times in nanoseconds. Cold path. Block layouts: see {@link PcapngFormat}.
 */
public final class PcapngSink implements FrameSink {
    private static final int MAGIC = 0x1A2B3C4D;
    private static final int SECTION_HEADER = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int ENHANCED_PACKET = 6;
    private static final int ETHERNET = 1;
    private static final int OPTION_TSRESOL = 9;
    private static final int NANOSECONDS = 9;
    private static final int HEAD_LENGTH = 28;
    private static final int MAX_FRAME = 65_536;

    private final Path path;
    private final OutputStream out;
    private final LongSupplier time;
    private final ByteBuffer block =
            ByteBuffer.allocate(HEAD_LENGTH + MAX_FRAME + 8).order(ByteOrder.LITTLE_ENDIAN);
    private long frames;

    /**
     * Makes the file; one that is there is replaced.
     *
     * @param time of each frame as it is offered, nanoseconds since the epoch
     * @throws TransportException when it cannot be written
     */
    public PcapngSink(final Path path, final LongSupplier time) {
        this.path = path;
        this.time = time;
        try {
            out = new BufferedOutputStream(Files.newOutputStream(path));
            writeHead();
        } catch (final IOException e) {
            throw failure(e);
        }
    }

    private void writeHead() throws IOException {
        block.clear();
        block.putInt(SECTION_HEADER)
                .putInt(28)
                .putInt(MAGIC)
                .putShort((short) 1)
                .putShort((short) 0);
        block.putLong(-1).putInt(28);
        block.putInt(INTERFACE)
                .putInt(32)
                .putShort((short) ETHERNET)
                .putShort((short) 0)
                .putInt(MAX_FRAME);
        block.putShort((short) OPTION_TSRESOL).putShort((short) 1).putInt(NANOSECONDS);
        block.putInt(0).putInt(32);
        write();
    }

    private void write() throws IOException {
        out.write(block.array(), 0, block.position());
    }

    @Override
    public boolean offer(final DirectBuffer frame, final int length) {
        final int padded = length + 3 & ~3;
        final int total = HEAD_LENGTH + padded + Integer.BYTES;
        final long timeNs = time.getAsLong();
        block.clear();
        block.putInt(ENHANCED_PACKET).putInt(total).putInt(0);
        block.putInt((int) (timeNs >>> 32)).putInt((int) timeNs).putInt(length).putInt(length);
        frame.getBytes(0, block, length);
        while (block.position() < HEAD_LENGTH + padded) {
            block.put((byte) 0);
        }
        block.putInt(total);
        try {
            write();
        } catch (final IOException e) {
            throw failure(e);
        }
        frames++;
        return true;
    }

    private TransportException failure(final IOException cause) {
        return new TransportException(path + ": cannot be written: " + cause.getMessage(), cause);
    }

    /** Frames written. */
    public long frames() {
        return frames;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (final IOException e) {
            throw failure(e);
        }
    }
}
