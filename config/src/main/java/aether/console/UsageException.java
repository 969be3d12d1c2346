package aether.console;

/** A command that was used wrongly, in a way that only shows while it runs. One line: what, where, what to do. */
public class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UsageException(final String message) {
        super(message);
    }
}
