package aether.risk;

/** What may be traded of an instrument, and how. Reused; prices are mantissas with exponent -9, {@link RiskQuestion#NO_PRICE} for none. */
public final class InstrumentLimits {
    private long tick;
    private long minQuantity;
    private long maxQuantity;
    private long multiplier;
    private long highLimit = RiskQuestion.NO_PRICE;
    private long lowLimit = RiskQuestion.NO_PRICE;
    private long settlement = RiskQuestion.NO_PRICE;

    /** Least difference of prices. */
    public InstrumentLimits tick(final long value) {
        tick = value;
        return this;
    }

    /** Contracts of one order. */
    public InstrumentLimits quantities(final long least, final long most) {
        minQuantity = least;
        maxQuantity = most;
        return this;
    }

    /** Value of a contract for one of the price. */
    public InstrumentLimits multiplier(final long value) {
        multiplier = value;
        return this;
    }

    /** The highest and the lowest price that the venue takes, and the settlement price. */
    public InstrumentLimits prices(final long high, final long low, final long settled) {
        highLimit = high;
        lowLimit = low;
        settlement = settled;
        return this;
    }

    public long tick() {
        return tick;
    }

    public long minQuantity() {
        return minQuantity;
    }

    public long maxQuantity() {
        return maxQuantity;
    }

    public long multiplier() {
        return multiplier;
    }

    public long highLimit() {
        return highLimit;
    }

    public long lowLimit() {
        return lowLimit;
    }

    public long settlement() {
        return settlement;
    }
}
