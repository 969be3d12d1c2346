package aether.dbn;

/** A file that cannot be used. The message names the file, and what is wrong with it. */
public final class DbnException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DbnException(final String message) {
        super(message);
    }
}
