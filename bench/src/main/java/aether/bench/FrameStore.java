package aether.bench;

import aether.feed.mdp3.Mdp3Packet;
import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.GenericDecoder;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.MessageVisitor;
import aether.feed.sbe.SbeSchema;
import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.FrameStatus;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A capture in memory, as a frame source that can be played again and again. Between two loops {@link #advance} rewrites
 * every packet sequence number and every RptSeq, so that the next loop carries on where the last one ended and no packet is a
 * repetition to the pipeline; UDP checksums are made right again, or every packet would be refused.
 */
final class FrameStore implements FrameSource {
    private static final int TAG_RPT_SEQ = 83;
    private static final int TAG_SECURITY_ID = 48;
    private static final int ALIGNMENT = 64;
    private static final int NONE = -1;

    private final SbeSchema schema;
    private final List<MulticastGroup> lines;
    private final UnsafeBuffer slab;
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private final IntArrayList offsets = new IntArrayList();
    private final IntArrayList lengths = new IntArrayList();
    private final LongArrayList times = new LongArrayList();
    private final int[] frameOffsets;
    private final int[] frameLengths;
    private final long[] frameTimes;
    private final IntArrayList sequencePositions = new IntArrayList();
    private final IntArrayList rptSeqPositions = new IntArrayList();
    private final IntArrayList rptSeqInstruments = new IntArrayList();
    private final Int2IntHashMap instruments = new Int2IntHashMap(NONE);
    private final IntArrayList lowestRptSeq = new IntArrayList();
    private final IntArrayList highestRptSeq = new IntArrayList();
    private final UdpFrame udp = new UdpFrame();
    private long lowestSequence = Long.MAX_VALUE;
    private long highestSequence;
    private long messages;
    private long entries;
    private int used;
    private int next;
    private long durationNs;

    /**
     * Loads the datagrams of some lines.
     *
     * @param capacity bytes to reserve; must hold all frames
     */
    FrameStore(
            final FrameSource capture, final List<MulticastGroup> lines, final SbeSchema schema, final int capacity) {
        this.schema = schema;
        this.lines = lines;
        slab = new UnsafeBuffer(ByteBuffer.allocateDirect(capacity));
        while (capture.poll(this::load, 256) > 0) {
            // The handler does it.
        }
        frameOffsets = offsets.toIntArray();
        frameLengths = lengths.toIntArray();
        frameTimes = times.toLongArray();
        if (!times.isEmpty()) {
            durationNs = times.getLong(times.size() - 1) - times.getLong(0) + 1_000_000;
        }
    }

    private void load(final DirectBuffer source, final int length, final long rxTimeNs) {
        if (udp.wrap(source, length) != FrameStatus.OK || !isChosen()) {
            return;
        }
        slab.putBytes(used, source, 0, length);
        offsets.addInt(used);
        lengths.addInt(length);
        times.addLong(rxTimeNs);
        index(used + udp.payloadOffset(), udp.payloadLength());
        used += length + ALIGNMENT - 1 & -ALIGNMENT;
    }

    private boolean isChosen() {
        for (final MulticastGroup line : lines) {
            if (line.key() == udp.destination()) {
                return true;
            }
        }
        return false;
    }

    private void index(final int packet, final int length) {
        final GenericDecoder decoder = new GenericDecoder(schema);
        final RptSeqFinder finder = new RptSeqFinder();
        sequencePositions.addInt(packet);
        lowestSequence = Math.min(lowestSequence, Mdp3Packet.sequence(slab, packet));
        highestSequence = Math.max(highestSequence, Mdp3Packet.sequence(slab, packet));
        int message = packet + Mdp3Packet.HEADER_LENGTH;
        while (message < packet + length) {
            final long header = Mdp3Packet.messageHeader(slab, message);
            final int size = Mdp3Packet.messageSize(header);
            final int templateId = Mdp3Packet.templateId(header);
            messages++;
            if (schema.message(templateId) != null && Mdp3Packet.schemaId(header) == schema.id()) {
                decoder.decode(
                        templateId,
                        Mdp3Packet.blockLength(header),
                        Mdp3Packet.version(slab, message),
                        slab,
                        message + Mdp3Packet.MESSAGE_HEADER_LENGTH,
                        message + size,
                        finder);
            }
            message += size;
        }
    }

    /** Notes where RptSeq lies in each entry, and of which instrument it is. */
    private final class RptSeqFinder implements MessageVisitor {
        private int securityId;
        private int position;

        @Override
        public void onMessageStart(final MessageLayout message, final int blockLength, final int version) {}

        @Override
        public void onField(final FieldLayout field, final DirectBuffer buffer, final int index) {
            if (field.id() == TAG_SECURITY_ID) {
                securityId = buffer.getInt(index, ByteOrder.LITTLE_ENDIAN);
            } else if (field.id() == TAG_RPT_SEQ) {
                position = index;
            }
        }

        @Override
        public void onGroupStart(final GroupLayout group, final int count) {}

        @Override
        public void onEntryStart(final GroupLayout group, final int entry) {
            position = NONE;
        }

        @Override
        public void onEntryEnd(final GroupLayout group, final int entry) {
            if (position != NONE) {
                entries++;
                addRptSeq(securityId, position);
            }
        }

        @Override
        public void onGroupEnd(final GroupLayout group) {}

        @Override
        public void onMessageEnd(final MessageLayout message) {}
    }

    private void addRptSeq(final int securityId, final int position) {
        int instrument = instruments.get(securityId);
        final int rptSeq = slab.getInt(position, ByteOrder.LITTLE_ENDIAN);
        if (instrument == NONE) {
            instrument = instruments.size();
            instruments.put(securityId, instrument);
            lowestRptSeq.addInt(rptSeq);
            highestRptSeq.addInt(rptSeq);
        }
        lowestRptSeq.setInt(instrument, Math.min(lowestRptSeq.getInt(instrument), rptSeq));
        highestRptSeq.setInt(instrument, Math.max(highestRptSeq.getInt(instrument), rptSeq));
        rptSeqPositions.addInt(position);
        rptSeqInstruments.addInt(instrument);
    }

    /** Rewinds, with all sequences moved on by one session. */
    void advance() {
        final int span = (int) (highestSequence - lowestSequence + 1);
        for (int i = 0; i < sequencePositions.size(); i++) {
            add(sequencePositions.getInt(i), span);
        }
        for (int i = 0; i < rptSeqPositions.size(); i++) {
            final int instrument = rptSeqInstruments.getInt(i);
            add(rptSeqPositions.getInt(i), highestRptSeq.getInt(instrument) - lowestRptSeq.getInt(instrument) + 1);
        }
        for (int i = 0; i < frameTimes.length; i++) {
            frameTimes[i] += durationNs;
            rightChecksum(i);
        }
        next = 0;
    }

    /** Of a datagram whose sender made one. */
    private void rightChecksum(final int packet) {
        frame.wrap(slab, frameOffsets[packet], frameLengths[packet]);
        if (udp.wrap(frame, frameLengths[packet]) == FrameStatus.OK && udp.hasUdpChecksum()) {
            UdpFrameWriter.writeUdpChecksum(frame, udp);
        }
    }

    private void add(final int position, final int amount) {
        slab.putInt(position, slab.getInt(position, ByteOrder.LITTLE_ENDIAN) + amount, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        final int end = Math.min(frameOffsets.length, next + limit);
        final int frames = end - next;
        for (int i = next; i < end; i++) {
            final int length = frameLengths[i];
            frame.wrap(slab, frameOffsets[i], length);
            handler.onFrame(frame, length, frameTimes[i]);
        }
        next = end;
        return frames;
    }

    /** Frames in one loop. */
    int packets() {
        return offsets.size();
    }

    /** SBE messages in one loop. */
    long messages() {
        return messages;
    }

    /** Group entries with a RptSeq in one loop. */
    long entries() {
        return entries;
    }

    @Override
    public boolean isExhausted() {
        return next == offsets.size();
    }

    @Override
    public void close() {}
}
