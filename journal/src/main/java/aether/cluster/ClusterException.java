package aether.cluster;

/** A member of a cluster that cannot start, or cannot go on; the message says what to do. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClusterException(final String message) {
        super(message);
    }

    public ClusterException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
