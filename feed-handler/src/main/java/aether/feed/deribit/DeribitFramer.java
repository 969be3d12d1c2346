package aether.feed.deribit;

import aether.feed.PacketFramer;
import aether.feed.PacketInspector;
import aether.feed.PacketKind;
import aether.feed.PacketVerdict;
import org.agrona.DirectBuffer;

/**
 * The frame around Deribit's messages. A packet is whole when its length is the header's and its messages, with their groups
 * and var-data, fill it exactly.
 */
final class DeribitFramer implements PacketFramer, PacketInspector {
    @Override
    public int headerLength() {
        return DeribitPacket.HEADER_LENGTH;
    }

    @Override
    public long sequence(final DirectBuffer buffer, final int offset) {
        return DeribitPacket.sequence(buffer, offset);
    }

    /** Packets do not say; see {@link aether.feed.SequencePolicy#UNTIL_RESTART}. */
    @Override
    public long sendingTimeNs(final DirectBuffer buffer, final int offset) {
        return 0;
    }

    @Override
    public PacketVerdict validate(final DirectBuffer buffer, final int offset, final int length) {
        if (length < DeribitPacket.HEADER_LENGTH) {
            return PacketVerdict.TOO_SHORT;
        }
        if (DeribitPacket.length(buffer, offset) != length - DeribitPacket.HEADER_LENGTH) {
            return PacketVerdict.LENGTH_DIFFERS;
        }
        final int end = offset + length;
        int message = offset + DeribitPacket.HEADER_LENGTH;
        while (message < end) {
            if (end - message < DeribitPacket.MESSAGE_HEADER_LENGTH) {
                return PacketVerdict.TRAILING_BYTES;
            }
            message = DeribitPacket.messageEnd(buffer, message, end);
            if (message == DeribitPacket.DOES_NOT_FIT) {
                return PacketVerdict.MESSAGE_PAST_END;
            }
        }
        return PacketVerdict.WHOLE;
    }

    @Override
    public PacketKind kind(final DirectBuffer buffer, final int offset, final int length) {
        return DeribitPacket.channel(buffer, offset) >= DeribitPacket.SNAPSHOT_CHANNELS
                ? PacketKind.PRICE_SNAPSHOT
                : PacketKind.IN_SEQUENCE;
    }

    @Override
    public int channel(final DirectBuffer buffer, final int offset) {
        final int channel = DeribitPacket.channel(buffer, offset);
        return channel >= DeribitPacket.SNAPSHOT_CHANNELS ? channel - DeribitPacket.SNAPSHOT_CHANNELS : channel;
    }

    @Override
    public void messages(final DirectBuffer buffer, final int offset, final int length, final MessageHandler handler) {
        final int end = offset + length;
        int message = offset + DeribitPacket.HEADER_LENGTH;
        while (message < end) {
            final int next = DeribitPacket.messageEnd(buffer, message, end);
            handler.onMessage(
                    DeribitPacket.templateId(buffer, message),
                    DeribitPacket.schemaId(buffer, message),
                    DeribitPacket.version(buffer, message),
                    DeribitPacket.blockLength(buffer, message),
                    message + DeribitPacket.MESSAGE_HEADER_LENGTH,
                    next);
            message = next;
        }
    }
}
