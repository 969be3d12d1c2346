package aether.feed.sbe;

/** Exact decimal text of a mantissa and a power of ten: no rounding, no exponent, no trailing zeros. */
public final class DecimalText {
    private DecimalText() {}

    /**
     * Appends {@code mantissa * 10^exponent}.
     *
     * @param exponent -18 to 18
     */
    public static void append(final StringBuilder out, final long mantissa, final int exponent) {
        final int start = out.length();
        if (exponent >= 0) {
            out.append(mantissa);
            if (mantissa != 0) {
                out.repeat('0', exponent);
            }
            return;
        }
        out.append(mantissa);
        final int firstDigit = mantissa < 0 ? start + 1 : start;
        while (out.length() - firstDigit <= -exponent) {
            out.insert(firstDigit, '0');
        }
        out.insert(out.length() + exponent, '.');
        int end = out.length();
        while (out.charAt(end - 1) == '0') {
            end--;
        }
        out.setLength(out.charAt(end - 1) == '.' ? end - 1 : end);
    }

    /** {@code mantissa * 10^exponent} as text. */
    public static String of(final long mantissa, final int exponent) {
        final StringBuilder out = new StringBuilder();
        append(out, mantissa, exponent);
        return out.toString();
    }
}
