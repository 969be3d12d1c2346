package aether.nic.pcap;

import aether.nic.Encapsulation;
import aether.nic.EtherTypes;
import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.HardwareTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A capture as a frame source, in its own order, with the recorded times. Frames that the capture cut short are delivered
 * as they are: {@link aether.nic.UdpFrame} recognises them, and {@link #isSnapped()} says why. A capture that ends inside a record gives all
 * whole records, and {@link #endsInsideRecord()} says so; one that is damaged gives all records before, and {@link #damage()} says so. Frames
 * inside other frames are taken out of them. Cold path.
 */
public final class PcapSource implements FrameSource {
    /** VXLAN in GRE and the like; no deeper. */
    private static final int MOST_WRAPPINGS = 3;

    private static final int LONGEST_SYNTHETIC = 65_536 + 64;

    private final String name;
    private final CaptureInput input;
    private final HardwareTime hardwareTime;
    private final CaptureRecord record = new CaptureRecord();
    private final LinkLayer link = new LinkLayer();
    private final Encapsulation encapsulation = new Encapsulation();
    private final UnsafeBuffer raw = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer synthetic = new UnsafeBuffer(ByteBuffer.allocateDirect(LONGEST_SYNTHETIC));
    private final Map<Integer, Long> unsupported = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();
    private CaptureFormat format;
    private long header;
    private int length;
    private long timeNs;
    private boolean hasTime;
    private long recordNumber;
    private long unwrapped;
    private long withoutHardwareTime;
    private boolean exhausted;
    private String damage = "";

    private PcapSource(final String name, final CaptureInput input, final HardwareTime hardwareTime)
            throws IOException {
        this.name = name;
        this.input = input;
        this.hardwareTime = hardwareTime;
        detect();
    }

    private void detect() throws IOException {
        header = input.offset();
        format = CaptureFormat.detect(input, name);
    }

    /**
     * Opens a pcap or pcapng file.
     *
     * @throws CaptureException when it is missing, a directory, or no capture: the message says which
     */
    public static PcapSource open(final Path file) throws IOException {
        requireReadable(file);
        return open(FileChannel.open(file, StandardOpenOption.READ), file.toString(), HardwareTime.CAPTURE);
    }

    /**
     * Checks what can be checked of a file before it is read.
     *
     * @throws CaptureException when it is missing, a directory, or not readable: the message says which
     */
    public static void requireReadable(final Path file) throws CaptureException {
        if (!Files.exists(file)) {
            throw new CaptureException(file + ": no such file");
        }
        if (Files.isDirectory(file)) {
            throw new CaptureException(file + ": is a directory; give a pcap or pcapng file");
        }
        if (!Files.isReadable(file)) {
            throw new CaptureException(file + ": not readable; check its permissions");
        }
    }

    /**
     * Reads a capture from anywhere.
     *
     * @param channel closed with the source, also when this fails
     * @param name for messages
     * @param hardwareTime which time to take for the time of a frame; a frame that has none keeps the capture's
     * @throws CaptureException when it is no capture
     */
    public static PcapSource open(final ReadableByteChannel channel, final String name, final HardwareTime hardwareTime)
            throws IOException {
        final CaptureInput input = new CaptureInput(channel);
        try {
            return new PcapSource(name, input, hardwareTime);
        } catch (final IOException e) {
            input.close();
            throw e;
        }
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        int frames = 0;
        while (frames < limit && next()) {
            handler.onFrame(frame, length, timeNs);
            frames++;
        }
        return frames;
    }

    /**
     * Goes to the next frame.
     *
     * @return false at the end; then there is no frame
     */
    public boolean next() {
        while (nextRecord()) {
            recordNumber++;
            if (take()) {
                return true;
            }
            unsupported.merge(LinkLayer.innerType(record.linkType, raw, record.capturedLength), 1L, Long::sum);
        }
        return false;
    }

    /** Where the record stands that {@link #next} went to. */
    public CapturePlace place() {
        return new CapturePlace(header, exhausted ? CapturePlace.END : record.start, recordNumber, format.memory());
    }

    /**
     * Goes to a record, so that {@link #next} has it: of a source that has read nothing yet.
     *
     * @param place of the same capture
     */
    public void moveTo(final CapturePlace place) throws IOException {
        if (place.record() == CapturePlace.END) {
            exhausted = true;
            return;
        }
        if (place.header() != header) {
            input.moveTo(place.header());
            detect();
        }
        format.remember(place.memory());
        input.moveTo(place.record());
        recordNumber = place.number() - 1;
    }

    private boolean nextRecord() {
        try {
            CaptureFormat.Step step = exhausted ? CaptureFormat.Step.END : format.next(record);
            while (step == CaptureFormat.Step.ANOTHER_CAPTURE) {
                remarks.addAll(format.remarks());
                remarks.add(name + ": a second capture begins behind record " + recordNumber + ": read as well");
                detect();
                step = format.next(record);
            }
            exhausted = step == CaptureFormat.Step.END;
        } catch (final CaptureException e) {
            exhausted = true;
            damage = e.getMessage() + ", in record " + (recordNumber + 1) + "; what is behind it cannot be found";
        } catch (final IOException e) {
            exhausted = true;
            damage = name + ": cannot be read behind record " + recordNumber + ": " + e.getMessage();
        }
        return !exhausted;
    }

    /** Makes a frame of the record. */
    private boolean take() {
        raw.wrap(input.buffer(), record.offset, record.capturedLength);
        final int linkType = LinkLayer.innerType(record.linkType, raw, record.capturedLength);
        final int outer = LinkLayer.outerLength(record.linkType, raw, record.capturedLength);
        raw.wrap(input.buffer(), record.offset + outer, record.capturedLength - outer);
        if (!link.take(linkType, raw, raw.capacity())) {
            return false;
        }
        final int header = Math.min(link.headerLength(), raw.capacity());
        if (link.isEthernet()) {
            wrap(raw, header, raw.capacity() - header);
        } else {
            wrapBehindHeader(raw, header, raw.capacity() - header, link.etherType());
        }
        takeTime();
        unwrap();
        return true;
    }

    private void wrap(final DirectBuffer from, final int offset, final int bytes) {
        frame.wrap(from, offset, bytes);
        length = bytes;
    }

    private void wrapBehindHeader(final DirectBuffer from, final int offset, final int bytes, final int etherType) {
        final int taken = Math.min(bytes, synthetic.capacity() - LinkLayer.SYNTHETIC_LENGTH);
        // The bytes may lie in the synthetic frame itself: they are moved before the header is written.
        synthetic.putBytes(LinkLayer.SYNTHETIC_LENGTH, from, offset, taken);
        LinkLayer.writeSyntheticHeader(synthetic, etherType);
        wrap(synthetic, 0, LinkLayer.SYNTHETIC_LENGTH + taken);
    }

    private void takeTime() {
        timeNs = record.timeNs;
        hasTime = record.hasTime;
        if (hardwareTime != HardwareTime.CAPTURE) {
            final long taken = hardwareTime.read(frame, length);
            if (taken == HardwareTime.NONE) {
                withoutHardwareTime++;
            } else {
                timeNs = taken;
                hasTime = true;
            }
        }
    }

    private void unwrap() {
        boolean isInside = false;
        for (int depth = 0; depth < MOST_WRAPPINGS && encapsulation.wrap(frame, length); depth++) {
            isInside = true;
            if (encapsulation.isBareIpv4()) {
                wrapBehindHeader(frame, encapsulation.offset(), encapsulation.length(), EtherTypes.IPV4);
            } else {
                wrap(frame, encapsulation.offset(), encapsulation.length());
            }
        }
        unwrapped += isInside ? 1 : 0;
    }

    /** The frame that {@link #next} went to; valid until it is called again. */
    public DirectBuffer frame() {
        return frame;
    }

    /** Bytes of it. */
    public int length() {
        return length;
    }

    /** Its time, nanoseconds since the epoch; 0 without one. */
    public long timeNs() {
        return timeNs;
    }

    /** Whether the capture says when it was. */
    public boolean hasTime() {
        return hasTime;
    }

    /** Whether the capture kept less of it than was on the wire. */
    public boolean isSnapped() {
        return Integer.compareUnsigned(record.originalLength, record.capturedLength) > 0;
    }

    /** Bytes of the record as captured. */
    public int capturedLength() {
        return record.capturedLength;
    }

    /** Number of the record last delivered, from 1, as capture tools count. */
    public long recordNumber() {
        return recordNumber;
    }

    /** Records of a link type that carries no IP that we know of; they are left out. */
    public long unsupportedRecords() {
        return unsupported.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What a user should know: link types left out, times put right, frames unwrapped, captures behind each other. */
    public List<String> remarks() {
        final List<String> all = new ArrayList<>(remarks);
        all.addAll(format.remarks());
        unsupported.forEach((type, count) -> all.add(String.format(
                "%s: %,d records of %s, which carries no IPv4 that we know of, were left out",
                name, count, LinkLayer.text(type))));
        if (unwrapped > 0) {
            all.add(String.format("%s: %,d frames were taken out of VXLAN or GRE", name, unwrapped));
        }
        if (withoutHardwareTime > 0) {
            all.add(String.format(
                    "%s: %,d frames without a time of %s keep the capture's",
                    name, withoutHardwareTime, hardwareTime.name().toLowerCase(java.util.Locale.ROOT)));
        }
        return all;
    }

    /** What is wrong with the capture, and where, so that it could not be read to its end; empty when nothing is. */
    public String damage() {
        return damage;
    }

    /** True when the capture was cut in the middle of a record; known once {@link #isExhausted()}. */
    public boolean endsInsideRecord() {
        return exhausted && damage.isEmpty() && input.hasRest();
    }

    @Override
    public boolean isExhausted() {
        return exhausted;
    }

    @Override
    public String toString() {
        return name;
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
