package aether.order;

import aether.state.OrderHash;
import aether.state.StateFields;

/**
 * A sum of price times quantity that does not overflow: 128 bits, signed. Prices are mantissas, so a day's turnover of one
 * account is beyond a long.
 */
public final class Amount {
    private long high;
    private long low;

    /** Adds {@code a * b}. */
    void add(final long a, final long b) {
        final long productLow = a * b;
        final long sum = low + productLow;
        high += Math.multiplyHigh(a, b) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
    }

    void set(final Amount other) {
        high = other.high;
        low = other.low;
    }

    void clear() {
        high = 0;
        low = 0;
    }

    boolean isSame(final Amount other) {
        return high == other.high && low == other.low;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    /** Exact value, for people and for tests; allocates. */
    public java.math.BigInteger value() {
        final java.math.BigInteger lowPart = new java.math.BigInteger(Long.toUnsignedString(low));
        return java.math.BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(lowPart);
    }

    /** The amount divided by a quantity, towards zero: an average price; 0 for no quantity. Does not allocate. */
    public long dividedBy(final long quantity) {
        if (quantity <= 0) {
            return 0;
        }
        final boolean isNegative = high < 0;
        long remainder = isNegative ? ~high + (low == 0 ? 1 : 0) : high;
        long rest = isNegative ? -low : low;
        long quotient = 0;
        // Schoolbook, a bit at a time: averages are asked for by people.
        for (int bit = 0; bit < Long.SIZE; bit++) {
            remainder = remainder << 1 | rest >>> Long.SIZE - 1;
            rest <<= 1;
            quotient <<= 1;
            if (Long.compareUnsigned(remainder, quantity) >= 0) {
                remainder -= quantity;
                quotient |= 1;
            }
        }
        return isNegative ? -quotient : quotient;
    }

    void state(final StateFields fields) {
        high = fields.number(high);
        low = fields.number(low);
    }

    long hash(final long seed) {
        return OrderHash.mix(OrderHash.mix(seed, high), low);
    }
}
