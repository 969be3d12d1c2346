package aether.config;

import aether.risk.RiskLimit;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Risk limits as people write them: {@code maxPosition: 60}, {@code messageWindow: 3s}. */
public final class RiskLimits {
    private static final long NS_PER_MS = 1_000_000;

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

    /** A value as written. */
    public static long value(final RiskLimit limit, final String text) {
        try {
            final long value = isTime(limit) ? YamlNode.nanos(text) : Long.parseLong(text.replace("_", ""));
            if (value >= 0) {
                return value;
            }
        } catch (final IllegalArgumentException e) {
            // Said below.
        }
        throw new ConfigException(name(limit) + ": give "
                + (isTime(limit) ? "a time such as 100ms or 3s" : "a whole number that is not negative") + ", not '"
                + text
                + "'");
    }

    /** A value to be read. */
    public static String text(final RiskLimit limit, final long value) {
        return isTime(limit) ? value / NS_PER_MS + "ms" : String.format(Locale.ROOT, "%,d", value);
    }
}
