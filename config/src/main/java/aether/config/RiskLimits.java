package aether.config;

import aether.feed.sbe.DecimalText;
import aether.risk.RiskLimit;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Risk limits as people write them: {@code maxPosition: 60}, {@code messageWindow: 3s}. */
public final class RiskLimits {
    private static final long NS_PER_MS = 1_000_000;

    /** Power of ten of all prices in orders. */
    private static final int PRICE_EXPONENT = -9;

    private RiskLimits() {}

    /** {@code MAX_QUANTITY} is {@code maxQuantity}. */
    public static String name(final RiskLimit limit) {
        final StringBuilder name = new StringBuilder();
        for (final String word : limit.name().split("_", -1)) {
            name.append(
                    name.isEmpty()
                            ? word.toLowerCase(Locale.ROOT)
                            : word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    /** The limit of a name. */
    public static RiskLimit byName(final String name) {
        return Arrays.stream(RiskLimit.values())
                .filter(limit -> name(limit).equals(name))
                .findFirst()
                .orElseThrow(() -> new ConfigException("no limit is called '" + name + "'; there are "
                        + Arrays.stream(RiskLimit.values())
                                .map(RiskLimits::name)
                                .collect(Collectors.joining(", "))));
    }

    static boolean isTime(final RiskLimit limit) {
        return limit == RiskLimit.MAX_REFERENCE_AGE
                || limit == RiskLimit.MESSAGE_WINDOW
                || limit == RiskLimit.DUPLICATE_WINDOW;
    }

    /** Whether it is a price times contracts. */
    static boolean isMoney(final RiskLimit limit) {
        return limit == RiskLimit.MAX_ORDER_VALUE || limit == RiskLimit.MAX_GROSS_VALUE || limit == RiskLimit.MAX_LOSS;
    }

    /** A value as written: a price times contracts with a decimal point, as {@code 100000.0}, or as a mantissa without one. */
    public static long value(final RiskLimit limit, final String text) {
        try {
            final long value = number(limit, text.replace("_", "").replace(",", ""));
            if (value >= 0) {
                return value;
            }
        } catch (final IllegalArgumentException | ArithmeticException e) {
            // Said below.
        }
        throw new ConfigException(name(limit) + ": give " + expected(limit) + ", not '" + text + "'");
    }

    private static long number(final RiskLimit limit, final String text) {
        if (isTime(limit)) {
            return YamlNode.nanos(text);
        }
        return isMoney(limit) && text.indexOf('.') >= 0
                ? new BigDecimal(text).scaleByPowerOfTen(-PRICE_EXPONENT).longValueExact()
                : Long.parseLong(text);
    }

    private static String expected(final RiskLimit limit) {
        if (isTime(limit)) {
            return "a time such as 100ms or 3s";
        }
        return isMoney(limit)
                ? "price times contracts with a decimal point such as 100000.0 (0 to 9223372036.854775807), or its mantissa, "
                        + "a whole number in units of 10^" + PRICE_EXPONENT
                : "a whole number from 0 to " + Long.MAX_VALUE;
    }

    /** A value to be read. */
    public static String text(final RiskLimit limit, final long value) {
        if (isTime(limit)) {
            return value / NS_PER_MS + "ms";
        }
        final String number = String.format(Locale.ROOT, "%,d", value);
        return isMoney(limit)
                ? DecimalText.of(value, PRICE_EXPONENT) + " (" + number + " x 10^" + PRICE_EXPONENT + ")"
                : number;
    }
}
