package aether.order;

/** What flows out of the order state machine. Callbacks run on its thread; orders are valid during the call. */
public interface OrderListener {
    /** An order changed; {@code event} says by what. */
    default void onOrder(final Order order, final OrderEvent event) {}

    /**
     * A trade of ours, its correction or its bust.
     *
     * @param quantity negative when a trade was undone
     */
    default void onFill(final Order order, final long price, final int quantity, final boolean isLate) {}

    /** The venue said something that it must not; nothing was changed. */
    default void onIllegal(final Order order, final OrderEvent event) {}
}
