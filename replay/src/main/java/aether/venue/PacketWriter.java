package aether.venue;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.mdp3.Mdp3Packet;
import aether.feed.mdp3.codec.AdminHeartbeat12Encoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshBook46Encoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTradeSummary48Encoder;
import aether.feed.mdp3.codec.MDInstrumentDefinitionFuture54Encoder;
import aether.feed.mdp3.codec.MessageHeaderEncoder;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes MDP 3.0 packets: the header, and message after message with its size in front. */
final class PacketWriter {
    /** Payload that fits an Ethernet frame. */
    static final int MAX_LENGTH = 1400;

    private static final int SIZE_LENGTH = 2;

    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(64 * 1024));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MDIncrementalRefreshBook46Encoder book = new MDIncrementalRefreshBook46Encoder();
    private final MDIncrementalRefreshTradeSummary48Encoder trades = new MDIncrementalRefreshTradeSummary48Encoder();
    private final MDInstrumentDefinitionFuture54Encoder future = new MDInstrumentDefinitionFuture54Encoder();
    private final AdminHeartbeat12Encoder heartbeat = new AdminHeartbeat12Encoder();
    private int length;
    private int message;

    /** Starts a packet. */
    void begin(final long sequence, final long sendingTimeNs) {
        buffer.putInt(0, (int) sequence, LITTLE_ENDIAN);
        buffer.putLong(4, sendingTimeNs, LITTLE_ENDIAN);
        length = Mdp3Packet.HEADER_LENGTH;
    }

    /** Bytes so far; 12 while the packet holds no message. */
    int length() {
        return length;
    }

    boolean isEmpty() {
        return length == Mdp3Packet.HEADER_LENGTH;
    }

    DirectBuffer buffer() {
        return buffer;
    }

    private int startMessage() {
        message = length;
        return message + SIZE_LENGTH;
    }

    private void endMessage(final int limit) {
        buffer.putShort(message, (short) (limit - message), LITTLE_ENDIAN);
        length = limit;
    }

    MDIncrementalRefreshBook46Encoder startBook() {
        return book.wrapAndApplyHeader(buffer, startMessage(), header);
    }

    /** The order group is written empty: this venue publishes by price. */
    void endBook() {
        book.noOrderIDEntriesCount(0);
        endMessage(book.limit());
    }

    MDIncrementalRefreshTradeSummary48Encoder startTrades() {
        return trades.wrapAndApplyHeader(buffer, startMessage(), header);
    }

    void endTrades() {
        trades.noOrderIDEntriesCount(0);
        endMessage(trades.limit());
    }

    void heartbeat() {
        heartbeat.wrapAndApplyHeader(buffer, startMessage(), header);
        endMessage(heartbeat.limit());
    }

    MDInstrumentDefinitionFuture54Encoder startFuture() {
        final int start = startMessage();
        buffer.setMemory(start, MessageHeaderEncoder.ENCODED_LENGTH + future.sbeBlockLength(), (byte) 0);
        return future.wrapAndApplyHeader(buffer, start, header);
    }

    void endFuture() {
        endMessage(future.limit());
    }
}
