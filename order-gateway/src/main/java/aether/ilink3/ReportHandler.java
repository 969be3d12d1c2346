package aether.ilink3;

/** What the venue says of orders, decoded. Ids are ours where they are ours, else {@link ClOrdIds#FOREIGN}; times are nanoseconds since the epoch. */
public interface ReportHandler {
    void onNew(long clOrdId, long requestId, long orderId);

    void onReject(long clOrdId, int reason);

    /** {@code refSequence} is the number of our message that was refused. */
    void onBusinessReject(long refSequence, int reason);

    void onFill(
            long clOrdId,
            long orderId,
            int securityId,
            boolean isBuy,
            long execId,
            long price,
            int quantity,
            int cumQty);

    void onCancel(long clOrdId, long requestId, long execId, int reason);

    void onModify(long clOrdId, long requestId, long execId, long price, int quantity, int cumQty);

    void onEliminated(long clOrdId, long execId);

    void onCancelReject(long clOrdId, long requestId, int reason);

    void onReplaceReject(long clOrdId, long requestId, int reason);

    void onPending(long clOrdId, boolean isReplace);

    /**
     * An order as the venue has it.
     *
     * @param status as the exchange codes it
     * @param statusRequest the mass status request that it answers
     * @param isLast when it ends that answer
     */
    void onStatus(long clOrdId, long orderId, char status, int cumQty, long statusRequest, boolean isLast);

    /** A trade is undone, or corrected to {@code newPrice} and {@code newQuantity}. */
    void onAddendum(
            long clOrdId,
            int securityId,
            boolean isBuy,
            long execId,
            long price,
            int quantity,
            long newPrice,
            int newQuantity);

    void onMassActionReport(long requestId, boolean isAccepted, int affected);

    /** A template that is not known here. */
    void onOther(int templateId);
}
