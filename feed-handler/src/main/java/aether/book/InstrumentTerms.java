package aether.book;

import aether.feed.InstrumentDefinition;
import aether.feed.NullValue;
import aether.state.StateFields;

/** The terms of an instrument as its latest definition gave them. Prices are mantissas with the definition's exponent. */
public final class InstrumentTerms {
    /** Bit of a change: price step or display factor. */
    public static final int TICK = 1;
    /** Bit of a change: price limits or band. */
    public static final int LIMITS = 2;
    /** Bit of a change: rows of a book, or which price is the better one. */
    public static final int BOOK_SHAPE = 4;
    /** Bit of a change: symbol, group or product. */
    public static final int IDENTITY = 8;
    /** Bit of a change: the least or the most that an order may be for. */
    public static final int QUANTITIES = 16;

    /** A price or quantity that is not given. */
    public static final long NOT_GIVEN = Long.MAX_VALUE;

    private int priceExponent;
    private long minPriceIncrement = NullValue.PRICE;
    private long displayFactor = NullValue.PRICE;
    private long highLimit = NullValue.PRICE;
    private long lowLimit = NullValue.PRICE;
    private long maxVariation = NullValue.PRICE;
    private long minQuantity = NullValue.SIZE;
    private long maxQuantity = NullValue.SIZE;
    private boolean isUserDefined;

    InstrumentTerms() {}

    /** Takes the definition's terms; returns the bits of what is different now. */
    int update(final InstrumentDefinition definition) {
        int changes = 0;
        if (priceExponent != definition.priceExponent()
                || minPriceIncrement != definition.minPriceIncrement()
                || displayFactor != definition.displayFactor()) {
            changes |= TICK;
        }
        if (highLimit != definition.highLimit()
                || lowLimit != definition.lowLimit()
                || maxVariation != definition.maxVariation()) {
            changes |= LIMITS;
        }
        if (minQuantity != definition.minQuantity() || maxQuantity != definition.maxQuantity()) {
            changes |= QUANTITIES;
        }
        priceExponent = definition.priceExponent();
        minPriceIncrement = definition.minPriceIncrement();
        displayFactor = definition.displayFactor();
        highLimit = definition.highLimit();
        lowLimit = definition.lowLimit();
        maxVariation = definition.maxVariation();
        minQuantity = definition.minQuantity();
        maxQuantity = definition.maxQuantity();
        isUserDefined = definition.isUserDefined();
        return changes;
    }

    /** Power of ten of the prices here. */
    public int priceExponent() {
        return priceExponent;
    }

    /** Smallest price step, or {@link NullValue#PRICE} where a table of variable ticks applies. */
    public long minPriceIncrement() {
        return minPriceIncrement;
    }

    /** What a price is to be multiplied with for screens; {@link NullValue#PRICE} without a definition. */
    public long displayFactor() {
        return displayFactor;
    }

    public long highLimit() {
        return highLimit;
    }

    public long lowLimit() {
        return lowLimit;
    }

    public long maxVariation() {
        return maxVariation;
    }

    /** The least that an order may be for, or {@link #NOT_GIVEN} where the definition does not say. */
    public long minQuantity() {
        return minQuantity;
    }

    /** The most that an order may be for, or {@link #NOT_GIVEN} where the definition does not say. */
    public long maxQuantity() {
        return maxQuantity;
    }

    /** True for an instrument that a market participant made. */
    public boolean isUserDefined() {
        return isUserDefined;
    }

    void state(final StateFields fields) {
        priceExponent = fields.whole(priceExponent);
        minPriceIncrement = fields.number(minPriceIncrement);
        displayFactor = fields.number(displayFactor);
        highLimit = fields.number(highLimit);
        lowLimit = fields.number(lowLimit);
        maxVariation = fields.number(maxVariation);
        minQuantity = fields.number(minQuantity);
        maxQuantity = fields.number(maxQuantity);
        isUserDefined = fields.flag(isUserDefined);
    }
}
