package aether.feed.sbe;

import aether.feed.sbe.FieldType.Constant;
import java.nio.ByteOrder;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Walks any message of a schema. Slow and obvious beside the hand-tuned decoders, and their reference.
 *
 * <p>The message must lie whole inside {@code [offset, limit)}; every length from the wire is checked against that, and a
 * group that does not fit ends the walk with {@code false}.
 */
public final class GenericDecoder {
    private final SbeSchema schema;
    private final ByteOrder order;

    public GenericDecoder(final SbeSchema schema) {
        this.schema = schema;
        order = schema.byteOrder();
    }

    /**
     * Decodes one message.
     *
     * @param templateId from the message header; must be known to the schema
     * @param actingBlockLength from the message header
     * @param actingVersion from the message header
     * @param buffer holds the message
     * @param offset of the root block
     * @param limit end of the message, exclusive
     * @return false when a block or group runs past {@code limit}; what was reported before stays valid
     */
    public boolean decode(
            final int templateId,
            final int actingBlockLength,
            final int actingVersion,
            final DirectBuffer buffer,
            final int offset,
            final int limit,
            final MessageVisitor visitor) {
        final MessageLayout message = schema.message(templateId);
        if (offset + actingBlockLength > limit) {
            return false;
        }
        visitor.onMessageStart(message, actingBlockLength, actingVersion);
        visitFields(message.fields(), actingBlockLength, actingVersion, buffer, offset, visitor);
        int position = offset + actingBlockLength;
        final List<GroupLayout> groups = message.groups();
        for (int i = 0; i < groups.size(); i++) {
            final GroupLayout group = groups.get(i);
            if (actingVersion < group.sinceVersion()) {
                break;
            }
            position = visitGroup(group, actingVersion, buffer, position, limit, visitor);
            if (position < 0) {
                return false;
            }
        }
        if (!visitData(message.data(), actingVersion, buffer, position, limit, visitor)) {
            return false;
        }
        visitor.onMessageEnd(message);
        return true;
    }

    private boolean visitData(
            final List<DataLayout> fields,
            final int actingVersion,
            final DirectBuffer buffer,
            final int start,
            final int limit,
            final MessageVisitor visitor) {
        int position = start;
        for (int i = 0; i < fields.size() && actingVersion >= fields.get(i).sinceVersion(); i++) {
            final DataLayout data = fields.get(i);
            if (position + data.headerLength() > limit) {
                return false;
            }
            final long length = data.lengthType().read(buffer, position + data.lengthOffset(), order);
            position += data.headerLength();
            if (length > limit - position) {
                return false;
            }
            visitor.onData(data, buffer, position, (int) length);
            position += (int) length;
        }
        return true;
    }

    private int visitGroup(
            final GroupLayout group,
            final int actingVersion,
            final DirectBuffer buffer,
            final int position,
            final int limit,
            final MessageVisitor visitor) {
        final GroupLayout.Dimension dimension = group.dimension();
        if (position + dimension.length() > limit) {
            return -1;
        }
        final int stride =
                (int) dimension.blockLengthType().read(buffer, position + dimension.blockLengthOffset(), order);
        final int count = (int) dimension.countType().read(buffer, position + dimension.countOffset(), order);
        final long end = (long) position + dimension.length() + (long) count * stride;
        if (end > limit) {
            return -1;
        }
        visitor.onGroupStart(group, count);
        int entryOffset = position + dimension.length();
        for (int entry = 0; entry < count; entry++) {
            visitor.onEntryStart(group, entry);
            visitFields(group.fields(), stride, actingVersion, buffer, entryOffset, visitor);
            visitor.onEntryEnd(group, entry);
            entryOffset += stride;
        }
        visitor.onGroupEnd(group);
        return (int) end;
    }

    private static void visitFields(
            final List<FieldLayout> fields,
            final int actingBlockLength,
            final int actingVersion,
            final DirectBuffer buffer,
            final int offset,
            final MessageVisitor visitor) {
        for (int i = 0; i < fields.size(); i++) {
            final FieldLayout field = fields.get(i);
            if (!(field.type() instanceof Constant) && field.isPresent(actingVersion, actingBlockLength)) {
                visitor.onField(field, buffer, offset + field.offset());
            }
        }
    }
}
