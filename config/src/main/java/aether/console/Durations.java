package aether.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line: {@code 30s}, {@code 500ms}, {@code 5min}, or plain seconds. */
public final class Durations implements ITypeConverter<Long> {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|min|h)?");

    @Override
    public Long convert(final String text) {
        final Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no duration; give 30s, 500ms or 5min");
        }
        final String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        return Long.parseLong(matcher.group(1))
                * switch (unit) {
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "min" -> 60_000_000_000L;
                    default -> 3_600_000_000_000L;
                };
    }

    /** For people: the largest unit that divides it. */
    public static String format(final long ns) {
        if (ns % 1_000_000_000L == 0) {
            return ns / 1_000_000_000L + " s";
        }
        if (ns % 1_000_000L == 0) {
            return ns / 1_000_000L + " ms";
        }
        return ns % 1_000L == 0 ? ns / 1_000L + " µs" : ns + " ns";
    }
}
