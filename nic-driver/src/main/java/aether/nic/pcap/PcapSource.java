package aether.nic.pcap;

import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A capture file as a frame source, in file order, with the recorded times. Frames that the capture cut short are delivered
 * as they are: {@link aether.nic.UdpFrame} recognises them. A file that ends inside a record gives all whole records, and
 * {@link #endsInsideRecord()} says so.
 */
public final class PcapSource implements FrameSource {
    private final CaptureInput input;
    private final CaptureFormat format;
    private final CaptureRecord record = new CaptureRecord();
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer synthetic = new UnsafeBuffer(ByteBuffer.allocateDirect(65_536 + 64));
    private long recordNumber;
    private long unsupported;
    private boolean exhausted;

    private PcapSource(final CaptureInput input, final CaptureFormat format) {
        this.input = input;
        this.format = format;
    }

    /**
     * Opens a pcap or pcapng file.
     *
     * @throws CaptureException when it is missing, a directory, or no capture: the message says which
     */
    public static PcapSource open(final Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new CaptureException(file + ": no such file");
        }
        if (Files.isDirectory(file)) {
            throw new CaptureException(file + ": is a directory; give a pcap or pcapng file");
        }
        if (!Files.isReadable(file)) {
            throw new CaptureException(file + ": not readable; check its permissions");
        }
        final CaptureInput input = new CaptureInput(file);
        try {
            return new PcapSource(input, CaptureFormat.detect(input, file.toString()));
        } catch (final IOException e) {
            input.close();
            throw e;
        }
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        int frames = 0;
        while (frames < limit && next()) {
            recordNumber++;
            if (LinkLayer.headerLength(record.linkType) < 0) {
                unsupported++;
                continue;
            }
            final int length = wrapFrame();
            handler.onFrame(frame, length, record.timeNs);
            frames++;
        }
        return frames;
    }

    private boolean next() {
        try {
            exhausted = exhausted || !format.next(record);
            return !exhausted;
        } catch (final IOException e) {
            exhausted = true;
            throw new UncheckedIOException(e);
        }
    }

    private int wrapFrame() {
        final int header = LinkLayer.headerLength(record.linkType);
        if (record.linkType == LinkLayer.ETHERNET || record.capturedLength < header) {
            frame.wrap(input.buffer(), record.offset, record.capturedLength);
            return record.capturedLength;
        }
        final int length = Math.min(record.capturedLength - header, synthetic.capacity() - LinkLayer.SYNTHETIC_LENGTH);
        LinkLayer.writeSyntheticHeader(synthetic);
        synthetic.putBytes(LinkLayer.SYNTHETIC_LENGTH, input.buffer(), record.offset + header, length);
        frame.wrap(synthetic, 0, LinkLayer.SYNTHETIC_LENGTH + length);
        return LinkLayer.SYNTHETIC_LENGTH + length;
    }

    /** Number of the record last delivered, from 1, as capture tools count. */
    public long recordNumber() {
        return recordNumber;
    }

    /** Records of a link type that carries no IP that we know of; they are left out. */
    public long unsupportedRecords() {
        return unsupported;
    }

    /** True when the file was cut in the middle of a record; known once {@link #isExhausted()}. */
    public boolean endsInsideRecord() {
        return exhausted && input.hasRest();
    }

    @Override
    public boolean isExhausted() {
        return exhausted;
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
