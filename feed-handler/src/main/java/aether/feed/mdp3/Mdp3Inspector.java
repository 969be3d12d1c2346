package aether.feed.mdp3;

import aether.feed.PacketInspector;
import aether.feed.PacketKind;
import aether.feed.sbe.SbeSchema;
import org.agrona.DirectBuffer;

/** What tools ask of MDP 3.0 packets. */
final class Mdp3Inspector implements PacketInspector {
    private final int schemaId;

    Mdp3Inspector(final SbeSchema schema) {
        schemaId = schema.id();
    }

    /** Packets of snapshots, and of definitions, hold nothing else; definitions alone are sent on the live feed as well. */
    @Override
    public PacketKind kind(final DirectBuffer buffer, final int offset, final int length) {
        PacketKind kind = null;
        final int end = offset + length;
        for (int message = offset + Mdp3Packet.HEADER_LENGTH;
                message < end;
                message += Mdp3Packet.messageSize(buffer, message)) {
            final PacketKind own = kindOf(Mdp3Packet.messageHeader(buffer, message));
            if (own == PacketKind.IN_SEQUENCE || kind != null && kind != own) {
                return PacketKind.IN_SEQUENCE;
            }
            kind = own;
        }
        return kind == null ? PacketKind.IN_SEQUENCE : kind;
    }

    private PacketKind kindOf(final long header) {
        if (Mdp3Packet.schemaId(header) != schemaId) {
            return PacketKind.IN_SEQUENCE;
        }
        return switch (MessageRole.of(Mdp3Packet.templateId(header))) {
            case PRICE_SNAPSHOT -> PacketKind.PRICE_SNAPSHOT;
            case ORDER_SNAPSHOT -> PacketKind.ORDER_SNAPSHOT;
            case DEFINITION -> PacketKind.DEFINITION;
            default -> PacketKind.IN_SEQUENCE;
        };
    }

    @Override
    public int channel(final DirectBuffer buffer, final int offset) {
        return NO_CHANNEL;
    }

    @Override
    public void messages(final DirectBuffer buffer, final int offset, final int length, final MessageHandler handler) {
        final int end = offset + length;
        int message = offset + Mdp3Packet.HEADER_LENGTH;
        while (message < end) {
            final long header = Mdp3Packet.messageHeader(buffer, message);
            final int next = message + Mdp3Packet.messageSize(header);
            handler.onMessage(
                    Mdp3Packet.templateId(header),
                    Mdp3Packet.schemaId(header),
                    Mdp3Packet.version(buffer, message),
                    Mdp3Packet.blockLength(header),
                    message + Mdp3Packet.MESSAGE_HEADER_LENGTH,
                    next);
            message = next;
        }
    }
}
