package aether.feed;

/** Books as they are, from a recovery feed or on request. All methods do nothing by default. */
public interface SnapshotEvents {
    /**
     * A snapshot of one book begins, from a recovery feed or on request; its content follows, up to {@link #onSnapshotEnd}.
     *
     * @param snapshot valid during the call only
     */
    default void onSnapshotStart(final BookSnapshot snapshot) {}

    /** A row of the snapshot; as {@link WireEvents#onBookLevel}. */
    default void onSnapshotLevel(
            final byte entryType, final int level, final long price, final long size, final int orders) {}

    /** A statistic of the snapshot; as {@link WireEvents#onStatistic}. */
    default void onSnapshotStatistic(final byte entryType, final long price, final long size, final int flags) {}

    /** An order of the snapshot; as {@link WireEvents#onOrder}. */
    default void onSnapshotOrder(
            final byte entryType, final long orderId, final long priority, final long price, final long quantity) {}

    /** The snapshot, or this chunk of it, is complete. */
    default void onSnapshotEnd(final BookSnapshot snapshot) {}

    /** A pass over the snapshots of all books begins. */
    default void onSnapshotLoopStart(final BookKind kind) {}

    /**
     * Every snapshot of the pass was seen, none older than {@code lowestSequence}; an instrument that was
     * not among them had no book then.
     */
    default void onSnapshotLoopEnd(final BookKind kind, final long lowestSequence) {}
}
