package aether.ilink3;

import aether.order.Side;

/** What the venue says of orders, decoded. Ids are ours where they are ours, else {@link ClOrdIds#FOREIGN}; times are nanoseconds since the epoch. Unhandled reports are ignored. */
public interface ReportHandler {
    default void onNew(final long clOrdId, final long requestId, final long orderId) {}

    default void onReject(final long clOrdId, final int reason) {}

    /** {@code refSequence} is the number of our message that was refused. */
    default void onBusinessReject(final long refSequence, final int reason) {}

    default void onFill(
            final long clOrdId,
            final long orderId,
            final int securityId,
            final Side side,
            final long execId,
            final long price,
            final int quantity,
            final int cumQty) {}

    default void onCancel(final long clOrdId, final long requestId, final long execId, final int reason) {}

    default void onModify(
            final long clOrdId,
            final long requestId,
            final long execId,
            final long price,
            final int quantity,
            final int cumQty) {}

    default void onEliminated(final long clOrdId, final long execId) {}

    default void onCancelReject(final long clOrdId, final long requestId, final int reason) {}

    default void onReplaceReject(final long clOrdId, final long requestId, final int reason) {}

    default void onPending(final long clOrdId, final boolean isReplace) {}

    /**
     * An order as the venue has it.
     *
     * @param status as the exchange codes it
     * @param statusRequest the mass status request that it answers
     * @param isLast when it ends that answer
     */
    default void onStatus(
            final long clOrdId,
            final long orderId,
            final char status,
            final int cumQty,
            final long statusRequest,
            final boolean isLast) {}

    /** A trade is undone, or corrected to {@code newPrice} and {@code newQuantity}. */
    default void onAddendum(
            final long clOrdId,
            final int securityId,
            final Side side,
            final long execId,
            final long price,
            final int quantity,
            final long newPrice,
            final int newQuantity) {}

    default void onMassActionReport(final long requestId, final boolean isAccepted, final int affected) {}

    /** A template that is not known here. */
    default void onOther(final int templateId) {}
}
