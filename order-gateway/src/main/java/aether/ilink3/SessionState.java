package aether.ilink3;

/** Where the session is. */
public enum SessionState {
    /** No connection. */
    DISCONNECTED(0),
    /** Negotiate is out: a new UUID. */
    NEGOTIATING(1),
    /** Establish is out. */
    ESTABLISHING(2),
    /** Orders may go, and reports come. */
    ESTABLISHED(3),
    /** Terminate is out or came: the connection will be closed. */
    TERMINATING(4);

    private static final SessionState[] VALUES = values();

    private final int number;

    SessionState(final int number) {
        this.number = number;
    }

    /** The number on disk: never reuse one. */
    int number() {
        return number;
    }

    /** By number; disconnected when this build does not know it. */
    static SessionState of(final int number) {
        for (final SessionState state : VALUES) {
            if (state.number == number) {
                return state;
            }
        }
        return DISCONNECTED;
    }
}
