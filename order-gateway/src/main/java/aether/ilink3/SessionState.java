package aether.ilink3;

/** Where the session is. */
public enum SessionState {
    /** No connection. */
    DISCONNECTED,
    /** Negotiate is out: a new UUID. */
    NEGOTIATING,
    /** Establish is out. */
    ESTABLISHING,
    /** Orders may go, and reports come. */
    ESTABLISHED,
    /** Terminate is out or came: the connection will be closed. */
    TERMINATING
}
