package aether.feed;

/** The two books that an instrument may have. Each has its own snapshots, and is right or wrong without the other. */
public enum BookKind {
    /** Rows, each a price with the quantity of all its orders. */
    BY_PRICE,
    /** Every single order, in its queue. */
    BY_ORDER
}
