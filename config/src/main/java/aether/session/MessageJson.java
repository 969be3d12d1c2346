package aether.session;

import aether.console.Json;
import aether.feed.sbe.DataLayout;
import aether.feed.sbe.DecimalText;
import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.FieldType;
import aether.feed.sbe.FieldType.Composite;
import aether.feed.sbe.FieldType.Decimal;
import aether.feed.sbe.FieldType.Part;
import aether.feed.sbe.FieldType.Scalar;
import aether.feed.sbe.FieldType.Text;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.MessageVisitor;
import aether.feed.sbe.Primitive;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/** Writes the fields and groups of one message as JSON: exact decimals as text, everything numeric as a number. */
final class MessageJson implements MessageVisitor {
    private final Json json;
    private final ByteOrder order;
    private boolean isInGroups;
    private boolean isInData;

    MessageJson(final Json json, final ByteOrder order) {
        this.json = json;
        this.order = order;
    }

    @Override
    public void onMessageStart(final MessageLayout message, final int actingBlockLength, final int actingVersion) {
        json.key("fields").openObject();
        isInGroups = false;
        isInData = false;
    }

    @Override
    public void onField(final FieldLayout field, final DirectBuffer buffer, final int index) {
        json.key(field.name());
        value(field.type(), buffer, index);
    }

    private void value(final FieldType type, final DirectBuffer buffer, final int index) {
        switch (type) {
            case final Scalar scalar -> scalar(scalar, buffer, index);
            case final Decimal decimal -> decimal(decimal, buffer, index);
            case final Text text -> text(text, buffer, index);
            case final Composite composite -> {
                json.openObject();
                for (final Part part : composite.parts()) {
                    json.key(part.name());
                    scalar(part.type(), buffer, index + part.offset());
                }
                json.closeObject();
            }
            case final FieldType.Constant constant -> json.text(constant.value());
        }
    }

    private void scalar(final Scalar scalar, final DirectBuffer buffer, final int index) {
        final long value = scalar.primitive().read(buffer, index, order);
        if (scalar.isOptional() && value == scalar.nullValue()) {
            json.nothing();
            return;
        }
        switch (scalar.primitive()) {
            case CHAR -> json.text(String.valueOf((char) value));
            case UINT64 -> json.raw(Long.toUnsignedString(value));
            case FLOAT -> floating(Float.intBitsToFloat((int) value));
            case DOUBLE -> floating(Double.longBitsToDouble(value));
            default -> json.number(value);
        }
    }

    /** Not a number is how doubles say that there is none. */
    private void floating(final double value) {
        if (Double.isFinite(value)) {
            json.raw(Double.toString(value));
        } else {
            json.nothing();
        }
    }

    private void decimal(final Decimal decimal, final DirectBuffer buffer, final int index) {
        final Scalar mantissa = decimal.mantissa();
        final Primitive primitive = mantissa.primitive();
        final long value = primitive.read(buffer, index, order);
        if (mantissa.isOptional() && value == mantissa.nullValue()) {
            json.nothing();
        } else {
            json.text(DecimalText.of(value, decimal.exponent()));
        }
    }

    private void text(final Text text, final DirectBuffer buffer, final int index) {
        int end = text.size();
        while (end > 0 && (buffer.getByte(index + end - 1) == 0 || buffer.getByte(index + end - 1) == ' ')) {
            end--;
        }
        json.text(characters(buffer, index, end));
    }

    private static CharSequence characters(final DirectBuffer buffer, final int index, final int length) {
        final StringBuilder characters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            characters.append((char) Byte.toUnsignedInt(buffer.getByte(index + i)));
        }
        return characters;
    }

    @Override
    public void onGroupStart(final GroupLayout group, final int count) {
        startGroups();
        json.key(group.name()).openArray();
    }

    @Override
    public void onEntryStart(final GroupLayout group, final int entry) {
        json.openObject();
    }

    @Override
    public void onEntryEnd(final GroupLayout group, final int entry) {
        json.closeObject();
    }

    @Override
    public void onGroupEnd(final GroupLayout group) {
        json.closeArray();
    }

    @Override
    public void onData(final DataLayout data, final DirectBuffer buffer, final int index, final int length) {
        startGroups();
        if (!isInData) {
            isInData = true;
            json.closeObject().key("data").openObject();
        }
        json.key(data.name()).text(characters(buffer, index, length));
    }

    @Override
    public void onMessageEnd(final MessageLayout message) {
        startGroups();
        json.closeObject();
    }

    private void startGroups() {
        if (!isInGroups) {
            isInGroups = true;
            json.closeObject().key("groups").openObject();
        }
    }
}
