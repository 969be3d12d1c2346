package aether.feed.deribit;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.feed.InstrumentDefinition;
import aether.feed.deribit.DeribitLayouts.Definition;
import aether.feed.deribit.codec.InstrumentDecoder;
import org.agrona.DirectBuffer;

/** Picks what books need out of both forms of an instrument's definition. */
final class DeribitDefinitions {
    private static final int OPEN = 1;
    private static final int READY_TO_TRADE = 17;
    private static final int NOT_AVAILABLE = 18;

    private final ScaledNumbers numbers;
    private final InstrumentDefinition definition = new InstrumentDefinition();

    DeribitDefinitions(final ScaledNumbers numbers) {
        this.numbers = numbers;
    }

    InstrumentDefinition definition() {
        return definition;
    }

    /** Reads a message that ends at {@code end}; false when it is too short. */
    boolean read(final DirectBuffer buffer, final int start, final int end) {
        final Definition layout = DeribitPacket.templateId(buffer, start) == InstrumentDecoder.TEMPLATE_ID
                ? Definition.FIRST
                : Definition.SECOND;
        if (!DeribitDecoder.has(buffer, start, layout.block(), 0)) {
            return false;
        }
        final int root = start + DeribitPacket.MESSAGE_HEADER_LENGTH;
        definition.clear();
        definition
                .priceExponent(ScaledNumbers.EXPONENT)
                .securityId(buffer.getInt(root + layout.instrument(), LITTLE_ENDIAN))
                .asset(buffer.getLong(root + layout.baseCurrency(), LITTLE_ENDIAN))
                .tradingStatus(buffer.getByte(root + layout.state()) == OPEN ? READY_TO_TRADE : NOT_AVAILABLE)
                .minPriceIncrement(numbers.read(buffer, root + layout.tickSize()));
        name(buffer, root + DeribitPacket.blockLength(buffer, start), DeribitPacket.groups(buffer, start), end);
        return true;
    }

    /** The name is the first field of variable length, behind the groups. */
    private void name(final DirectBuffer buffer, final int groupsStart, final int groups, final int end) {
        int position = groupsStart;
        for (int i = 0; i < groups; i++) {
            if (!DeribitPacket.isFlat(buffer, position)) {
                return;
            }
            position = DeribitPacket.groupEnd(buffer, position);
        }
        if (position >= end) {
            return;
        }
        final int length = Byte.toUnsignedInt(buffer.getByte(position));
        for (int i = 1; i <= length; i++) {
            definition.appendSymbol(buffer.getByte(position + i));
        }
    }
}
