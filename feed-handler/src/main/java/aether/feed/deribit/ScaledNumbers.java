package aether.feed.deribit;

import aether.feed.DecoderCounter;
import aether.feed.NullValue;
import aether.nic.Counters;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * The wire's doubles as scaled longs: the one place where prices and amounts are floating point. Deribit's prices and amounts
 * are decimals of at most eight places, so that rounding to eight restores what was meant.
 */
final class ScaledNumbers {
    /** Power of ten of every price and amount. */
    static final int EXPONENT = -8;

    private static final double SCALE = 1e8;
    private static final double LARGEST = 4e18;
    private static final double TOLERANCE = 1e-3;

    private final Counters<DecoderCounter> counters;

    ScaledNumbers(final Counters<DecoderCounter> counters) {
        this.counters = counters;
    }

    /** The double at {@code index}; {@link NullValue#PRICE} when it is none, or beyond what a long holds. */
    long read(final DirectBuffer buffer, final int index) {
        final double scaled = buffer.getDouble(index, ByteOrder.LITTLE_ENDIAN) * SCALE;
        if (Double.isNaN(scaled)) {
            return NullValue.PRICE;
        }
        if (Math.abs(scaled) > LARGEST) {
            counters.increment(DecoderCounter.INEXACT_NUMBERS);
            return NullValue.PRICE;
        }
        final double rounded = Math.rint(scaled);
        if (Math.abs(rounded - scaled) > Math.max(TOLERANCE, 4 * Math.ulp(scaled))) {
            counters.increment(DecoderCounter.INEXACT_NUMBERS);
        }
        return (long) rounded;
    }
}
