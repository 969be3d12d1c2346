package aether.dbn;

import aether.feed.InstrumentDefinition;
import aether.feed.NullValue;

/** A definition record: what books and orders need of it. Up to byte 111 the versions are alike. */
final class DefinitionRecord {
    private static final int INCREMENT_AT = 24;
    private static final int DISPLAY_FACTOR_AT = 32;
    private static final int HIGH_AT = 56;
    private static final int LOW_AT = 64;
    private static final int VARIATION_AT = 72;
    private static final int SYMBOL = 71;
    private static final int SYMBOL_OF_VERSION_1 = 22;
    private static final int GROUP_CHARACTERS = 6;
    private static final int MAPPED_SYMBOL_AT = 89;
    private static final int MAPPED_SYMBOL_AT_1 = 38;
    private static final char NOTHING = '~';

    /**
     * Where a version has them.
     *
     * @param most the most that an order may be for, and behind it the least
     */
    private record Places(
            int attributes,
            int depth,
            int most,
            int least,
            int symbol,
            int group,
            int asset,
            int action,
            int userDefined) {}

    private static final Places[] PLACES = {
        new Places(112, 128, 136, 152, 200, 222, 248, 349, 353),
        new Places(120, 136, 144, 160, 200, 271, 297, 382, 386),
        new Places(136, 148, 156, 172, 238, 309, 335, 493, 497)
    };

    private DefinitionRecord() {}

    static void read(final DbnRecord record, final InstrumentDefinition into) {
        final Places at = PLACES[record.version() - 1];
        into.clear();
        into.securityId(record.instrument())
                .priceExponent(DbnDecoder.PRICE_EXPONENT)
                .minPriceIncrement(record.longAt(INCREMENT_AT))
                .displayFactor(record.longAt(DISPLAY_FACTOR_AT))
                .highLimit(record.longAt(HIGH_AT))
                .lowLimit(record.longAt(LOW_AT))
                .maxVariation(record.longAt(VARIATION_AT))
                .minQuantity(quantity(record.intAt(at.least())))
                .maxQuantity(quantity(record.intAt(at.most())))
                .depth(depth(record.intAt(at.depth())))
                .securityGroup(characters(record, at.group()))
                .asset(characters(record, at.asset()))
                .userDefined(record.byteAt(at.userDefined()) == 'Y');
        final char action = (char) record.byteAt(at.action());
        into.updateAction(action == NOTHING ? InstrumentDefinition.ADD : action);
        final int attributes = record.intAt(at.attributes());
        if (attributes != Integer.MAX_VALUE) {
            into.addAttributes(attributes);
        }
        symbol(record, at.symbol(), record.version() == 1 ? SYMBOL_OF_VERSION_1 : SYMBOL, into);
    }

    /** What a mapping record says that the instrument is called. */
    static void mappedSymbol(final DbnRecord record, final InstrumentDefinition into) {
        final boolean isFirst = record.version() == 1;
        symbol(record, isFirst ? MAPPED_SYMBOL_AT_1 : MAPPED_SYMBOL_AT, isFirst ? SYMBOL_OF_VERSION_1 : SYMBOL, into);
    }

    private static void symbol(final DbnRecord record, final int at, final int width, final InstrumentDefinition into) {
        for (int i = 0; i < width && record.byteAt(at + i) != 0; i++) {
            into.appendSymbol((byte) record.byteAt(at + i));
        }
    }

    /** 0 and what stands for nothing alike say nothing. */
    private static long quantity(final int quantity) {
        return quantity <= 0 || quantity == Integer.MAX_VALUE ? NullValue.SIZE : quantity;
    }

    private static int depth(final int depth) {
        return depth == Integer.MAX_VALUE ? InstrumentDefinition.NO_DEPTH : depth;
    }

    /** First character lowest. */
    private static long characters(final DbnRecord record, final int at) {
        long characters = 0;
        for (int i = 0; i < GROUP_CHARACTERS && record.byteAt(at + i) != 0; i++) {
            characters |= (long) record.byteAt(at + i) << i * Byte.SIZE;
        }
        return characters;
    }
}
