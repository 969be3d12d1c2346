package aether.feed;

import org.agrona.DirectBuffer;

/** What tools, such as those that read captures, ask of packets that were found whole. Not for the hot path. */
public interface PacketInspector {
    /** The packet does not say. */
    int NO_CHANNEL = -1;

    /** Receives the messages of a packet in order. */
    interface MessageHandler {
        /**
         * One message.
         *
         * @param body where its root block starts
         * @param end behind its last byte
         */
        void onMessage(int templateId, int schemaId, int version, int blockLength, int body, int end);
    }

    /** The kind of a recovery feed when the packet can only be of one, else {@link PacketKind#IN_SEQUENCE}. */
    PacketKind kind(DirectBuffer buffer, int offset, int length);

    /** The channel whose books the packet is about, or {@link #NO_CHANNEL}. */
    int channel(DirectBuffer buffer, int offset);

    void messages(DirectBuffer buffer, int offset, int length, MessageHandler handler);
}
