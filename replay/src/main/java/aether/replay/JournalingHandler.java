package aether.replay;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.AcceptedPacket;
import aether.feed.AcceptedPacketHandler;
import aether.journal.JournalTap;
import aether.journal.RecordType;
import aether.replay.ReplaySource.PacketRecord;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Journals each accepted packet before it is handled, so that even the packet that breaks a run is there to be replayed, and
 * a digest of the state every so many events. {@link ReplaySource} reads it back.
 */
public final class JournalingHandler implements AcceptedPacketHandler {
    private final JournalTap tap;
    private final AcceptedPacketHandler next;
    private final StateHash hash;
    private final long digestInterval;
    private final UnsafeBuffer digest = new UnsafeBuffer(new byte[Digest.LENGTH]);
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
    public void onPacket(final AcceptedPacket packet) {
        journal(packet);
        final long rxTimeNs = packet.rxTimeNs();
        next.onPacket(packet);
        if (hash.events() >= nextDigestAt) {
            nextDigestAt = hash.events() + digestInterval;
            writeDigest(RecordType.DIGEST, rxTimeNs);
        }
    }

    private void journal(final AcceptedPacket packet) {
        final int index = tap.claim(
                RecordType.PACKET,
                PacketRecord.source(packet.line(), packet.kind()),
                packet.rxTimeNs(),
                PacketRecord.SEQUENCE_LENGTH + packet.length());
        if (index != JournalTap.NO_ROOM) {
            tap.buffer().putLong(index, packet.sequence(), LITTLE_ENDIAN);
            tap.buffer()
                    .putBytes(index + PacketRecord.SEQUENCE_LENGTH, packet.buffer(), packet.offset(), packet.length());
            tap.commit(index);
        }
    }

    /** Ends the session in order. Call on the hot thread, or after it. */
    public void end(final long nowNs) {
        writeDigest(RecordType.END, nowNs);
    }

    private void writeDigest(final RecordType type, final long timeNs) {
        hash.write(digest, 0);
        tap.offer(type, 0, timeNs, digest, 0, Digest.LENGTH);
    }
}
