package aether.replay;

import aether.arbiter.LineArbiter;
import aether.feed.AcceptedPacket;
import aether.feed.AcceptedPacketHandler;
import aether.feed.PacketKind;
import aether.journal.CheckpointParts;
import aether.journal.JournalReader;
import aether.journal.RecordType;
import aether.state.StateFields;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.agrona.DirectBuffer;

/**
 * A journal session as a source of accepted packets: it stands where the arbiter stood, since what was journaled had passed
 * it. Digests on the way are handed to a check.
 */
public final class ReplaySource implements AutoCloseable {
    /** Receives what is no packet. */
    public interface Listener {
        /** The configuration that the session ran with, or was changed to. */
        default void onConfiguration(final String text) {}

        /** The state hash that the live run had at this point. */
        default void onDigest(final Digest journaled) {}

        /** An input of the order plane; {@code number} is its kind. */
        default void onOrderInput(
                final int number, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {}

        /** The whole state of the order plane at this point; what was before it need not be known to go on. */
        default void onCheckpoint(final DirectBuffer buffer, final int length) {}

        /** The state that the order plane had at this point. */
        default void onOrderDigest(final OrderDigest journaled) {}

        /** From here on the live run did not believe the books of an instrument. */
        default void onDistrust(final int securityId) {}

        /** The tap had no room for {@code records} records here: from now on, the replay cannot be equal. */
        default void onMissing(final long records) {}
    }

    /** There are no more records. */
    public static final long NO_TIME = Long.MAX_VALUE;

    private final JournalReader reader;
    private final AcceptedPacketHandler packets;
    private final AcceptedPacket packet = new AcceptedPacket();
    private final Listener listener;
    private final CheckpointParts parts = new CheckpointParts();
    private long packetCount;
    private boolean isAhead;

    /** From the session's start. */
    public ReplaySource(final Path session, final AcceptedPacketHandler packets, final Listener listener) {
        this(JournalReader.open(session), packets, listener);
    }

    /** From where a reader stands, which is closed with this. */
    public ReplaySource(final JournalReader reader, final AcceptedPacketHandler packets, final Listener listener) {
        this.reader = reader;
        this.packets = packets;
        this.listener = listener;
    }

    /** The configuration at the start of a session, or null when its first record is something else. */
    public static String configurationOf(final Path session) {
        try (JournalReader reader = JournalReader.open(session)) {
            final boolean isConfiguration =
                    reader.next() == JournalReader.Step.RECORD && reader.type() == RecordType.CONFIGURATION;
            return isConfiguration ? text(reader) : null;
        }
    }

    /**
     * Replays up to {@code limit} records.
     *
     * @return the number of records; 0 at the end, or where the journal is damaged
     */
    public int poll(final int limit) {
        int records = 0;
        while (records < limit && reader.next() == JournalReader.Step.RECORD) {
            onRecord();
            records++;
        }
        return records;
    }

    /**
     * Goes on to the next packet, for who replays packet by packet and does not {@link #poll}. Records of other kinds, whose times are those of another
     * clock, belong to the packet that is before them: they are replayed on the way.
     *
     * @return its time of receipt, nanoseconds since the epoch, or {@link #NO_TIME} at the end, which may be further on when it is asked again, or where the journal is damaged
     */
    public long nextTimeNs() {
        while (!isAhead) {
            if (reader.next() != JournalReader.Step.RECORD) {
                return NO_TIME;
            }
            isAhead = reader.type() == RecordType.PACKET;
            if (!isAhead) {
                onRecord();
            }
        }
        return reader.timeNs();
    }

    /** Replays the next packet, when {@link #nextTimeNs} says that there is one. */
    public void playNext() {
        onRecord();
        isAhead = false;
    }

    /** True while no checkpoint of the order plane has begun and not ended. */
    public boolean isBetweenCheckpoints() {
        return !parts.isUnderWay();
    }

    /** Where it stands, between checkpoints; on reading, it goes there. Not at the end. */
    public void state(final StateFields fields) {
        packetCount = fields.number(packetCount);
        final JournalReader.Place place = reader.place();
        final JournalReader.Place there = new JournalReader.Place(
                fields.number(place.inputSequence()), fields.number(place.index()), fields.number(place.chainBefore()));
        if (fields.isRead()) {
            parts.forget();
            isAhead = false;
            reader.moveTo(there);
        }
    }

    private void onRecord() {
        final RecordType type = reader.type();
        if (type == RecordType.PACKET) {
            onPacket();
        } else if (type == RecordType.DIGEST || type == RecordType.END) {
            if (reader.payloadLength() >= Digest.LENGTH) {
                listener.onDigest(Digest.read(reader.buffer(), reader.payloadOffset()));
            }
        } else if (type == RecordType.ORDER_INPUT) {
            listener.onOrderInput(
                    reader.source(), reader.timeNs(), reader.buffer(), reader.payloadOffset(), reader.payloadLength());
        } else if (type == RecordType.ORDER_DIGEST) {
            if (reader.payloadLength() >= OrderDigest.LENGTH) {
                listener.onOrderDigest(OrderDigest.read(reader.buffer(), reader.payloadOffset()));
            }
        } else if (type == RecordType.CHECKPOINT) {
            if (parts.add(reader.source(), reader.buffer(), reader.payloadOffset(), reader.payloadLength())) {
                listener.onCheckpoint(parts.bytes(), parts.length());
            }
        } else if (type == RecordType.DISTRUST) {
            listener.onDistrust(DistrustRecord.read(reader.buffer(), reader.payloadOffset()));
        } else if (type == RecordType.CONFIGURATION) {
            listener.onConfiguration(text(reader));
        } else if (type == RecordType.MISSING) {
            listener.onMissing(reader.buffer().getLong(reader.payloadOffset(), ByteOrder.LITTLE_ENDIAN));
        }
    }

    private void onPacket() {
        final PacketRecord source = PacketRecord.ofSource(reader.source());
        packetCount++;
        packets.onPacket(packet.of(
                        source.line(),
                        source.kind(),
                        PacketRecord.sequence(reader.buffer(), reader.payloadOffset()),
                        reader.timeNs())
                .wrap(
                        reader.buffer(),
                        reader.payloadOffset() + PacketRecord.SEQUENCE_LENGTH,
                        reader.payloadLength() - PacketRecord.SEQUENCE_LENGTH));
    }

    private static String text(final JournalReader reader) {
        final byte[] bytes = new byte[reader.payloadLength()];
        reader.buffer().getBytes(reader.payloadOffset(), bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Packets replayed so far. */
    public long packetCount() {
        return packetCount;
    }

    /** Where and how the journal is damaged, or null. */
    public String damage() {
        return reader.damage();
    }

    @Override
    public void close() {
        reader.close();
    }

    /** How an accepted packet lies in the journal. */
    public record PacketRecord(int line, PacketKind kind) {
        /** The packet's sequence number stands in front of its bytes: u64, little-endian. */
        public static final int SEQUENCE_LENGTH = 8;

        /** Line in the low byte, kind in the high byte. */
        public static int source(final int line, final PacketKind kind) {
            return kind.number() << 8 | line;
        }

        /** One line for people. */
        public static String describe(final int source, final DirectBuffer buffer, final int offset) {
            final PacketRecord record = ofSource(source);
            final String kind = record.kind == PacketKind.IN_SEQUENCE
                    ? ""
                    : ", " + record.kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return "packet " + sequence(buffer, offset) + " of line " + LineArbiter.lineName(record.line) + kind;
        }

        static PacketRecord ofSource(final int source) {
            final PacketKind kind = PacketKind.of(source >>> 8);
            return new PacketRecord(source & 0xFF, kind == null ? PacketKind.IN_SEQUENCE : kind);
        }

        static long sequence(final DirectBuffer buffer, final int offset) {
            return buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        }
    }
}
