package aether.feed;

/** What a venue's packet sequence numbers mean when they go down. */
public enum SequencePolicy {
    /**
     * Every packet has a SendingTime, and numbers start over each trading week. A low number is a duplicate unless it was sent
     * in a later week, or unless too many of them in a row were sent later than anything accepted.
     */
    WEEKLY,
    /**
     * Packets have no SendingTime, and numbers start over when the venue restarts. A low number is a duplicate when the packet
     * has the bytes of the one that was accepted under that number, and otherwise counts towards a restart.
     */
    UNTIL_RESTART
}
