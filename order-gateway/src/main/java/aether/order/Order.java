package aether.order;

import aether.state.OrderHash;
import aether.state.StateException;
import aether.state.StateFields;

/**
 * One order: its quantities, its status, and the requests that are under way for it. Pooled: read it during a callback, keep
 * its {@link #clOrdId}. Prices are mantissas with exponent -9.
 */
public final class Order {
    /** Requests under way at one time; further ones are refused. */
    public static final int MAX_PENDING = 4;

    /** OrderID that is not known yet. */
    public static final long NO_ORDER_ID = -1;

    private final int index;
    private final long[] requestIds = new long[MAX_PENDING];
    private final boolean[] isReplace = new boolean[MAX_PENDING];
    private final long[] newPrices = new long[MAX_PENDING];
    private final int[] newQuantities = new int[MAX_PENDING];
    private int pending;

    long clOrdId;
    long requestId;
    long orderId;
    long tag;
    int strategy;
    int securityId;
    Side side;
    long price;
    int orderQty;
    /** Of the present chain: a replace without in-flight mitigation starts it over. */
    int cumQty;

    int lifetimeQty;
    int bustedQty;
    int leavesQty;
    OrderStatus status = OrderStatus.PENDING_NEW;
    boolean isForReconciliation;
    boolean hasLateFill;
    int reason;
    long lastTimeNs;
    final Amount turnover = new Amount();

    Order(final int index) {
        this.index = index;
    }

    void start(final OrderTerms terms, final long timeNs) {
        clOrdId = terms.clOrdId;
        requestId = terms.clOrdId;
        orderId = NO_ORDER_ID;
        tag = terms.tag;
        strategy = terms.strategy;
        securityId = terms.securityId;
        side = terms.side;
        price = terms.price;
        orderQty = terms.quantity;
        cumQty = 0;
        lifetimeQty = 0;
        bustedQty = 0;
        leavesQty = terms.quantity;
        status = OrderStatus.PENDING_NEW;
        isForReconciliation = false;
        hasLateFill = false;
        reason = 0;
        lastTimeNs = timeNs;
        turnover.clear();
        pending = 0;
    }

    /** Begins a cancel. */
    void addCancel(final long request) {
        add(request, false, price, orderQty);
    }

    /** Begins a replace. */
    void addReplace(final long request, final long newPrice, final int newQuantity) {
        add(request, true, newPrice, newQuantity);
    }

    private void add(final long request, final boolean replace, final long newPrice, final int newQuantity) {
        requestIds[pending] = request;
        isReplace[pending] = replace;
        newPrices[pending] = newPrice;
        newQuantities[pending] = newQuantity;
        pending++;
    }

    /** Place of a request among those under way, or -1. */
    int pendingOf(final long request) {
        for (int i = 0; i < pending; i++) {
            if (requestIds[i] == request) {
                return i;
            }
        }
        return -1;
    }

    void endPending(final int place) {
        pending--;
        for (int i = place; i < pending; i++) {
            requestIds[i] = requestIds[i + 1];
            isReplace[i] = isReplace[i + 1];
            newPrices[i] = newPrices[i + 1];
            newQuantities[i] = newQuantities[i + 1];
        }
    }

    void endAllPending() {
        pending = 0;
    }

    boolean hasRoomForRequest() {
        return pending < MAX_PENDING;
    }

    int pendingCount() {
        return pending;
    }

    long pendingRequest(final int place) {
        return requestIds[place];
    }

    /** Place in the pool, from 0: stays with the order while it is not over. */
    public int place() {
        return index;
    }

    /** Ours, unique over all sessions. */
    public long clOrdId() {
        return clOrdId;
    }

    /** The venue's, or {@link #NO_ORDER_ID}. */
    public long orderId() {
        return orderId;
    }

    /** The strategy that wanted it. */
    public int strategy() {
        return strategy;
    }

    public int securityId() {
        return securityId;
    }

    /** The strategy's own number, as it was submitted. */
    public long tag() {
        return tag;
    }

    public Side side() {
        return side;
    }

    /** Limit price. */
    public long price() {
        return price;
    }

    public int orderQty() {
        return orderQty;
    }

    /** Traded under the present parameters. */
    public int cumQty() {
        return cumQty;
    }

    /** Traded since the order was born. */
    public int lifetimeQty() {
        return lifetimeQty;
    }

    /** Still open: what traded and was undone does not come back. */
    public int leavesQty() {
        return leavesQty;
    }

    /** Average price of all that traded, mantissa; 0 when nothing did. */
    public long averagePrice() {
        return turnover.dividedBy(lifetimeQty);
    }

    public OrderStatus status() {
        return status;
    }

    public boolean isCancelPending() {
        return hasPending(false);
    }

    public boolean isReplacePending() {
        return hasPending(true);
    }

    private boolean hasPending(final boolean replace) {
        boolean has = false;
        for (int i = 0; i < pending; i++) {
            has |= isReplace[i] == replace;
        }
        return has;
    }

    /** True when the request is under way and is a replace. */
    public boolean isReplaceRequest(final long request) {
        final int place = pendingOf(request);
        return place >= 0 && isReplace[place];
    }

    /** The worst that may be open: the largest quantity of all requests under way, less what traded. */
    public int worstLeaves() {
        if (status.isTerminal()) {
            return 0;
        }
        int worst = leavesQty;
        for (int i = 0; i < pending; i++) {
            worst = Math.max(worst, isReplace[i] ? newQuantities[i] - cumQty : 0);
        }
        return worst;
    }

    /** The highest price of a buy, or the lowest of a sell, that may trade. */
    public long worstPrice() {
        long worst = price;
        for (int i = 0; i < pending; i++) {
            if (isReplace[i]) {
                worst = side == Side.BUY ? Math.max(worst, newPrices[i]) : Math.min(worst, newPrices[i]);
            }
        }
        return worst;
    }

    /** The venue contradicted itself or us: somebody must look. */
    public boolean isForReconciliation() {
        return isForReconciliation;
    }

    /** A fill came after the end. */
    public boolean hasLateFill() {
        return hasLateFill;
    }

    /** Reason code of the last reject or cancel; 0 for none. */
    public int reason() {
        return reason;
    }

    /** When it changed last, nanoseconds since the epoch. */
    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** All of it; what requests were before those under way is nobody's business. */
    void state(final StateFields fields) {
        clOrdId = fields.number(clOrdId);
        requestId = fields.number(requestId);
        orderId = fields.number(orderId);
        tag = fields.number(tag);
        strategy = fields.whole(strategy);
        securityId = fields.whole(securityId);
        side = side(fields.whole(side == null ? 0 : side.code()));
        price = fields.number(price);
        orderQty = fields.whole(orderQty);
        cumQty = fields.whole(cumQty);
        lifetimeQty = fields.whole(lifetimeQty);
        bustedQty = fields.whole(bustedQty);
        leavesQty = fields.whole(leavesQty);
        status = status(fields.whole(status.number()));
        isForReconciliation = fields.flag(isForReconciliation);
        hasLateFill = fields.flag(hasLateFill);
        reason = fields.whole(reason);
        lastTimeNs = fields.number(lastTimeNs);
        turnover.state(fields);
        pending = fields.count(pending, MAX_PENDING);
        for (int i = 0; i < pending; i++) {
            requestIds[i] = fields.number(requestIds[i]);
            isReplace[i] = fields.flag(isReplace[i]);
            newPrices[i] = fields.number(newPrices[i]);
            newQuantities[i] = fields.whole(newQuantities[i]);
        }
    }

    private static Side side(final int code) {
        return require(Side.of(code), "a side", code);
    }

    private static OrderStatus status(final int number) {
        return require(OrderStatus.of(number), "an order status", number);
    }

    private static <T> T require(final T known, final String what, final int number) {
        if (known == null) {
            throw new StateException(what + " that this build does not know: " + number);
        }
        return known;
    }

    long hash(final long seed) {
        long hash = OrderHash.mix(seed, clOrdId);
        hash = OrderHash.mix(hash, orderId);
        hash = OrderHash.mix(hash, price);
        hash = OrderHash.mix(hash, (long) orderQty << 32 | cumQty & 0xFFFFFFFFL);
        hash = OrderHash.mix(hash, bustedQty);
        hash = OrderHash.mix(hash, (long) lifetimeQty << 32 | leavesQty & 0xFFFFFFFFL);
        hash = OrderHash.mix(hash, (long) status.ordinal() << 8 | pending);
        for (int i = 0; i < pending; i++) {
            hash = OrderHash.mix(hash, requestIds[i]);
        }
        return turnover.hash(hash);
    }
}
