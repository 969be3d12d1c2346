package aether.backtest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers for people and for machines, the same on every machine. */
final class Amounts {
    private static final int MOST_DIGITS = 9;

    private Amounts() {}

    /** Exact, without zeros at its end. */
    static String text(final BigDecimal value) {
        final BigDecimal stripped = value.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped).toPlainString();
    }

    /** Rounded to nine digits behind the point. */
    static String text(final double value) {
        return text(BigDecimal.valueOf(value).setScale(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }

    /** With a mark at thousands, two digits behind the point. */
    static String money(final BigDecimal value) {
        return String.format(Locale.ROOT, "%,.2f", value);
    }

    static String micros(final long nanos) {
        return String.format(Locale.ROOT, "%,.1f µs", nanos / 1e3);
    }

    static String seconds(final long nanos) {
        return String.format(Locale.ROOT, "%,.3f s", nanos / 1e9);
    }
}
