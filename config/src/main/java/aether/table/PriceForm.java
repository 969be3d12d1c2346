package aether.table;

/** How files hold prices. */
public enum PriceForm {
    /** An exact decimal of 18 digits, DECIMAL(18, 9): below a thousand million. Tools keep it in 64 bits. */
    DECIMAL(18),
    /** An exact decimal of 19 digits, DECIMAL(19, 9): every price of 64 bits. Tools keep it in 128. */
    WIDE(19),
    /** A whole number of units of 10^-9. */
    MANTISSA(19);

    private static final long MOST_OF_18 = 999_999_999_999_999_999L;

    private final int digits;

    PriceForm(final int digits) {
        this.digits = digits;
    }

    /** Of a decimal, those behind the point included. */
    int digits() {
        return digits;
    }

    /** The largest that fits, units of 10^-9; its negative fits as well. */
    long most() {
        return this == DECIMAL ? MOST_OF_18 : Long.MAX_VALUE;
    }
}
