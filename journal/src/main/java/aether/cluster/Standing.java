package aether.cluster;

/** What a member's consensus module knows of its own place, at any moment. */
public interface Standing {
    boolean isLeader();

    /** Whether it has joined its term, as the leader or behind one: from there on it keeps what it is sent. */
    boolean isSettled();

    /** The term that it is in. */
    long term();

    /** The way into the log; null while there is none, and another one after each connection. */
    LogDoor door();
}
