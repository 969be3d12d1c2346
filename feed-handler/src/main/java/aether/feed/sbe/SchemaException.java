package aether.feed.sbe;

/** A schema file that cannot be used. The message names the file and the element. */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemaException(final String message) {
        super(message);
    }

    public SchemaException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
