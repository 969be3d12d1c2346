package aether.feed.mdp3;

import aether.feed.PacketFramer;
import aether.feed.PacketVerdict;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.SbeSchema;
import org.agrona.DirectBuffer;

/**
 * The frame around MDP 3.0 messages, and the whole-packet check: the chain of message sizes, and for every template that the
 * schema knows, that root block and groups lie inside their message. Messages of other schemas, and of unknown templates,
 * are taken as opaque: their size is all that must fit.
 */
public final class Mdp3Framer implements PacketFramer {
    /** Per group two numbers: since version, header length. */
    private static final int GROUP_STRIDE = 2;

    private static final int[] NO_GROUPS = {};

    private final int schemaId;
    private final int[][] groupsByTemplate;

    /** Takes its table from a schema. */
    public Mdp3Framer(final SbeSchema schema) {
        schemaId = schema.id();
        int highest = 0;
        for (final MessageLayout message : schema.messages()) {
            highest = Math.max(highest, message.templateId());
        }
        groupsByTemplate = new int[highest + 1][];
        for (final MessageLayout message : schema.messages()) {
            groupsByTemplate[message.templateId()] = groupTable(message);
        }
    }

    private static int[] groupTable(final MessageLayout message) {
        if (message.groups().isEmpty()) {
            return NO_GROUPS;
        }
        final int[] table = new int[message.groups().size() * GROUP_STRIDE];
        int index = 0;
        for (final GroupLayout group : message.groups()) {
            table[index++] = group.sinceVersion();
            table[index++] = GroupHeader.requireKnown(group);
        }
        return table;
    }

    @Override
    public int headerLength() {
        return Mdp3Packet.HEADER_LENGTH;
    }

    @Override
    public long sequence(final DirectBuffer buffer, final int offset) {
        return Mdp3Packet.sequence(buffer, offset);
    }

    @Override
    public long sendingTimeNs(final DirectBuffer buffer, final int offset) {
        return Mdp3Packet.sendingTimeNs(buffer, offset);
    }

    @Override
    public PacketVerdict validate(final DirectBuffer buffer, final int offset, final int length) {
        if (length < Mdp3Packet.HEADER_LENGTH) {
            return PacketVerdict.TOO_SHORT;
        }
        final int end = offset + length;
        int message = offset + Mdp3Packet.HEADER_LENGTH;
        while (message < end) {
            if (end - message < Mdp3Packet.MESSAGE_HEADER_LENGTH) {
                return PacketVerdict.TRAILING_BYTES;
            }
            final long header = Mdp3Packet.messageHeader(buffer, message);
            final int size = Mdp3Packet.messageSize(header);
            final PacketVerdict verdict = validateMessage(buffer, message, header, size, end);
            if (verdict != PacketVerdict.WHOLE) {
                return verdict;
            }
            message += size;
        }
        return PacketVerdict.WHOLE;
    }

    private PacketVerdict validateMessage(
            final DirectBuffer buffer, final int message, final long header, final int size, final int end) {
        if (size < Mdp3Packet.MESSAGE_HEADER_LENGTH) {
            return PacketVerdict.MESSAGE_SIZE_TOO_SMALL;
        }
        if (size > end - message) {
            return PacketVerdict.MESSAGE_PAST_END;
        }
        final int templateId = Mdp3Packet.templateId(header);
        if (templateId >= groupsByTemplate.length
                || groupsByTemplate[templateId] == null
                || Mdp3Packet.schemaId(header) != schemaId) {
            return PacketVerdict.WHOLE;
        }
        final int messageEnd = message + size;
        final int position = message + Mdp3Packet.MESSAGE_HEADER_LENGTH + Mdp3Packet.blockLength(header);
        if (position > messageEnd) {
            return PacketVerdict.BLOCK_PAST_MESSAGE;
        }
        final int[] groups = groupsByTemplate[templateId];
        return groups.length == 0
                        || groupsFit(groups, Mdp3Packet.version(buffer, message), buffer, position, messageEnd)
                ? PacketVerdict.WHOLE
                : PacketVerdict.GROUP_PAST_MESSAGE;
    }

    private static boolean groupsFit(
            final int[] groups, final int version, final DirectBuffer buffer, final int start, final int end) {
        int position = start;
        for (int i = 0; i < groups.length && version >= groups[i]; i += GROUP_STRIDE) {
            final int headerLength = groups[i + 1];
            if (position + headerLength > end) {
                return false;
            }
            final long header = GroupHeader.read(buffer, position, headerLength);
            final int next =
                    position + headerLength + GroupHeader.count(header, headerLength) * GroupHeader.stride(header);
            if (next > end) {
                return false;
            }
            position = next;
        }
        return true;
    }
}
