package aether.table;

/** How files hold prices. */
public enum PriceForm {
    /** An exact decimal: DECIMAL(19, 9). */
    DECIMAL,
    /** A whole number of units of 10^-9. */
    MANTISSA
}
