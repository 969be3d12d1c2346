package aether.feed.mdp3;

import aether.feed.InstrumentDefinition;
import aether.feed.NullValue;
import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.FieldType.Scalar;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.MessageVisitor;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Picks what books need out of a definition of any kind: all definition templates name these fields alike, so one reader
 * over the generic decoder serves them all. Definitions are rare; this is not the hot path, but it does not allocate either.
 */
final class DefinitionReader implements MessageVisitor {
    private static final int TAG_SECURITY_ID = 48;
    private static final int TAG_SYMBOL = 55;
    private static final int TAG_MIN_TRADE_VOL = 562;
    private static final int TAG_TOTAL_REPORTS = 911;
    private static final int TAG_UPDATE_ACTION = 980;
    private static final int TAG_FEED_TYPE = 1022;
    private static final int TAG_MARKET_DEPTH = 264;
    private static final int TAG_ATTRIBUTES = 872;
    private static final int TAG_MIN_PRICE_INCREMENT = 969;
    private static final int TAG_MAX_TRADE_VOL = 1140;
    private static final int TAG_MAX_VARIATION = 1143;
    private static final int TAG_LOW_LIMIT = 1148;
    private static final int TAG_HIGH_LIMIT = 1149;
    private static final int TAG_SECURITY_GROUP = 1151;
    private static final int TAG_TRADING_STATUS = 1682;
    private static final int TAG_ASSET = 6937;
    private static final int TAG_USER_DEFINED = 9779;
    private static final int TAG_DISPLAY_FACTOR = 9787;
    private static final int NULL_QUANTITY = -1;
    private static final char REAL_BOOK = 'X';
    private static final char IMPLIED_BOOK = 'I';

    private final InstrumentDefinition definition = new InstrumentDefinition();
    private int exponent;
    private boolean inGroup;
    private char feedType;

    /** Power of ten of the prices in the next definition. */
    void exponent(final int value) {
        exponent = value;
    }

    InstrumentDefinition definition() {
        return definition;
    }

    @Override
    public void onMessageStart(final MessageLayout message, final int actingBlockLength, final int actingVersion) {
        definition.clear();
        definition.priceExponent(exponent);
        inGroup = false;
    }

    @Override
    public void onField(final FieldLayout field, final DirectBuffer buffer, final int index) {
        if (inGroup) {
            onGroupField(field, buffer, index);
            return;
        }
        switch (field.id()) {
            case TAG_SECURITY_ID -> definition.securityId(buffer.getInt(index, ByteOrder.LITTLE_ENDIAN));
            case TAG_UPDATE_ACTION -> definition.updateAction((char) Byte.toUnsignedInt(buffer.getByte(index)));
            case TAG_SYMBOL -> {
                for (int i = 0; i < field.type().size(); i++) {
                    final byte character = buffer.getByte(index + i);
                    if (character != 0) {
                        definition.appendSymbol(character);
                    }
                }
            }
            case TAG_TOTAL_REPORTS ->
                definition.totalReports(Integer.toUnsignedLong(buffer.getInt(index, ByteOrder.LITTLE_ENDIAN)));
            case TAG_SECURITY_GROUP -> definition.securityGroup(characters(field, buffer, index));
            case TAG_ASSET -> definition.asset(characters(field, buffer, index));
            case TAG_TRADING_STATUS -> definition.tradingStatus(Byte.toUnsignedInt(buffer.getByte(index)));
            case TAG_USER_DEFINED -> definition.userDefined(buffer.getByte(index) == 'Y');
            default -> onPrice(field, buffer, index);
        }
    }

    private void onPrice(final FieldLayout field, final DirectBuffer buffer, final int index) {
        switch (field.id()) {
            case TAG_MIN_PRICE_INCREMENT -> definition.minPriceIncrement(price(buffer, index));
            case TAG_DISPLAY_FACTOR -> definition.displayFactor(price(buffer, index));
            case TAG_HIGH_LIMIT -> definition.highLimit(price(buffer, index));
            case TAG_LOW_LIMIT -> definition.lowLimit(price(buffer, index));
            case TAG_MAX_VARIATION -> definition.maxVariation(price(buffer, index));
            case TAG_MIN_TRADE_VOL -> definition.minQuantity(quantity(buffer, index));
            case TAG_MAX_TRADE_VOL -> definition.maxQuantity(quantity(buffer, index));
            default -> {}
        }
    }

    private static long price(final DirectBuffer buffer, final int index) {
        return buffer.getLong(index, ByteOrder.LITTLE_ENDIAN);
    }

    /** 0 and null alike say nothing. */
    private static long quantity(final DirectBuffer buffer, final int index) {
        final int quantity = buffer.getInt(index, ByteOrder.LITTLE_ENDIAN);
        return quantity == 0 || quantity == NULL_QUANTITY ? NullValue.SIZE : quantity & 0xFFFFFFFFL;
    }

    /** As a status message has them: first character lowest, at most eight. */
    private static long characters(final FieldLayout field, final DirectBuffer buffer, final int index) {
        long characters = 0;
        for (int i = 0; i < Math.min(field.type().size(), Long.BYTES); i++) {
            characters |= (buffer.getByte(index + i) & 0xFFL) << i * Byte.SIZE;
        }
        return characters;
    }

    private void onGroupField(final FieldLayout field, final DirectBuffer buffer, final int index) {
        switch (field.id()) {
            // GBX is the real book, GBI the implied one; the third letter tells them apart.
            case TAG_FEED_TYPE ->
                feedType = (char)
                        (Byte.toUnsignedInt(buffer.getByte(index + field.type().size() - 1)));
            case TAG_MARKET_DEPTH -> onDepth(buffer.getByte(index));
            case TAG_ATTRIBUTES -> {
                if (field.type() instanceof final Scalar scalar) {
                    definition.addAttributes(scalar.primitive().read(buffer, index, ByteOrder.LITTLE_ENDIAN));
                }
            }
            default -> {}
        }
    }

    private void onDepth(final int depth) {
        if (feedType == REAL_BOOK) {
            definition.depth(depth);
        } else if (feedType == IMPLIED_BOOK) {
            definition.impliedDepth(depth);
        }
    }

    @Override
    public void onGroupStart(final GroupLayout group, final int count) {
        inGroup = true;
    }

    @Override
    public void onEntryStart(final GroupLayout group, final int entry) {
        feedType = 0;
    }

    @Override
    public void onEntryEnd(final GroupLayout group, final int entry) {}

    @Override
    public void onGroupEnd(final GroupLayout group) {
        inGroup = false;
    }

    @Override
    public void onMessageEnd(final MessageLayout message) {}
}
