package aether.feed;

/** What a venue's packet sequence numbers mean when they go down. */
public enum SequencePolicy {
    /**
     * Every packet has a SendingTime, and numbers may start over with each session ({@link SessionCalendar}). A low number is a
     * duplicate unless it was sent in a later session, or later than anything accepted: once in a break, many times in a row
     * else.
     */
    BY_SESSION,
    /**
     * Packets have no SendingTime, and numbers start over when the venue restarts. A low number is a duplicate when the packet
     * has the bytes of the one that was accepted under that number, and otherwise counts towards a restart.
     */
    UNTIL_RESTART
}
