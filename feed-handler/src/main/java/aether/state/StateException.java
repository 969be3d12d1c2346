package aether.state;

/** State that cannot be taken over: damaged, of another format, or of a state with more room than this one has. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StateException(final String message) {
        super(message);
    }
}
