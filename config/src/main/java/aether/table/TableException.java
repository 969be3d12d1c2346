package aether.table;

/** A table that cannot be written: what, where, why. */
public final class TableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TableException(final String message) {
        super(message);
    }

    public TableException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
