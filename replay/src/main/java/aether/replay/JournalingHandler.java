package aether.replay;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.AcceptedPacketHandler;
import aether.feed.PacketKind;
import aether.journal.JournalTap;
import aether.journal.RecordType;
import aether.replay.ReplaySource.PacketRecord;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Journals each accepted packet before it is handled, so that even the packet that breaks a run is there to be replayed, and
 * a digest of the state every so many events. {@link ReplaySource} reads it back.
 */
public final class JournalingHandler implements AcceptedPacketHandler {
    private static final int MAX_PACKET = 65_536;

    private final JournalTap tap;
    private final AcceptedPacketHandler next;
    private final StateHash hash;
    private final long digestInterval;
    private final UnsafeBuffer scratch = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_PACKET + 64));
    private long nextDigestAt;

    /**
     * Journals in front of {@code next}.
     *
     * @param hash state of what {@code next} builds
     * @param digestInterval events between digests, at least 1
     */
    public JournalingHandler(
            final JournalTap tap, final AcceptedPacketHandler next, final StateHash hash, final long digestInterval) {
        this.tap = tap;
        this.next = next;
        this.hash = hash;
        this.digestInterval = digestInterval;
        nextDigestAt = digestInterval;
    }

    @Override
    public void onPacket(
            final int line,
            final PacketKind kind,
            final long sequence,
            final long rxTimeNs,
            final DirectBuffer buffer,
            final int offset,
            final int length) {
        scratch.putLong(0, sequence, LITTLE_ENDIAN);
        scratch.putBytes(PacketRecord.SEQUENCE_LENGTH, buffer, offset, length);
        tap.offer(
                RecordType.PACKET,
                PacketRecord.source(line, kind),
                rxTimeNs,
                scratch,
                0,
                PacketRecord.SEQUENCE_LENGTH + length);
        next.onPacket(line, kind, sequence, rxTimeNs, buffer, offset, length);
        if (hash.events() >= nextDigestAt) {
            nextDigestAt = hash.events() + digestInterval;
            writeDigest(RecordType.DIGEST, rxTimeNs);
        }
    }

    /** Ends the session in order. Call on the hot thread, or after it. */
    public void end(final long nowNs) {
        writeDigest(RecordType.END, nowNs);
    }

    private void writeDigest(final RecordType type, final long timeNs) {
        hash.write(scratch, 0);
        tap.offer(type, 0, timeNs, scratch, 0, Digest.LENGTH);
    }
}
