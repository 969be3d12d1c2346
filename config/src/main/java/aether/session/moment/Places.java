package aether.session.moment;

/** What becomes of places beside a session. */
public enum Places {
    /** They are used, and noted where there are none. */
    NOTED,
    /** Those that are there are used. */
    USED,
    /** It is played from its start. */
    NONE
}
