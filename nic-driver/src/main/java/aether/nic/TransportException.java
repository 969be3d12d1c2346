package aether.nic;

/** A transport that cannot be set up. The message says what failed, where, and what to do about it. */
public final class TransportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TransportException(final String message, final Throwable cause) {
        super(message, cause);
    }

    public TransportException(final String message) {
        super(message);
    }
}
