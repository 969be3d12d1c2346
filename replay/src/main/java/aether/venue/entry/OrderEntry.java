package aether.venue.entry;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.ilink3.Sofh;
import aether.ilink3.codec.NewOrderSingleDecoder;
import aether.ilink3.codec.OrderCancelReplaceRequestDecoder;
import aether.ilink3.codec.OrderCancelRequestDecoder;
import aether.ilink3.codec.OrderMassActionRequestDecoder;
import aether.ilink3.codec.OrderMassStatusRequestDecoder;
import aether.venue.Side;
import aether.venue.entry.Matching.Entered;
import aether.venue.entry.ReportWriter.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Executes a client's orders where they are matched, and reports what becomes of them. Slow and obvious; the account that it keeps of the
 * client is what the client's own is compared with.
 */
final class OrderEntry {
    static final int CANCEL_ON_DISCONNECT = 100;

    private static final int SELF_MATCH_PREVENTION = 107;
    private static final int NO_REASON = 255;
    private static final int UNKNOWN_INSTRUMENT = 1;
    private static final int UNKNOWN_ORDER = 1;
    private static final int TOO_LATE = 0;
    private static final int BAD_QUANTITY = 4;
    private static final int BAD_PRICE = 5;
    private static final int MAX_QUANTITY = 99_999;
    private static final int BUSINESS_BAD_VALUE = 5;
    private static final int BUSINESS_THROTTLED = 8;
    private static final int BUSINESS_STATUS_UNDER_WAY = 124;
    private static final int TOO_MANY_MESSAGES = 9;
    private static final long STATUS_PAUSE_NS = 1_000_000_000L;
    private static final int CANCEL = OrderCancelRequestDecoder.TEMPLATE_ID;
    private static final int MASS_CANCEL = OrderMassActionRequestDecoder.TEMPLATE_ID;
    private static final int FILL_AND_KILL = 3;
    private static final int FILL_OR_KILL = 4;
    private static final long FIRST_ORDER_ID = 1L << 60;
    private static final int CLORDID = 20;

    private final Matching matching;
    private final ClientSession session;
    private final ReportWriter reports = new ReportWriter();
    private final Map<Long, ClientOrder> byId = new LinkedHashMap<>();
    private final Map<Long, ClientOrder> open = new LinkedHashMap<>();
    private final Map<String, ClientOrder> byClOrdId = new HashMap<>();
    private final ClientAccount account = new ClientAccount();
    private final ClientTrades trades = new ClientTrades(reports, account);
    private final OrderEntryContext context;
    private final SplittableRandom random;
    private final Throttle orderThrottle;
    private final Throttle cancelThrottle;
    private final Throttle statuses = new Throttle(STATUS_PAUSE_NS, 1, Integer.MAX_VALUE);
    private long lastOrderId = FIRST_ORDER_ID;
    private Consumer<byte[]> tradeCopies = frame -> {};
    private long nowNs;

    OrderEntry(final Matching matching, final ClientSession session, final OrderEntryContext context) {
        this.matching = matching;
        this.context = context;
        random = context.random(0);
        orderThrottle = new Throttle(context.windowNs(), context.orderLimit(), context.orderLogout());
        cancelThrottle = new Throttle(context.windowNs(), context.cancelLimit(), context.cancelLogout());
        this.session = session;
        matching.tellTo(this::onExecution);
    }

    private Place place() {
        return new Place(session.nextOut(), session.uuid(), nowNs);
    }

    /** Whoever is told of trades a second time. */
    void copyTrades(final Consumer<byte[]> copies) {
        tradeCopies = copies;
    }

    private void sendTrade(final byte[] frame) {
        send(frame);
        tradeCopies.accept(frame);
    }

    private void send(final byte[] frame) {
        session.sendBusiness(frame, nowNs);
    }

    /** A business message of the client; false when its connection is to be closed. */
    boolean onFrame(final UnsafeBuffer buffer, final int frame, final long timeNs) {
        nowNs = timeNs;
        final int templateId = Sofh.templateId(buffer, frame);
        final boolean isCancel = templateId == CANCEL || templateId == MASS_CANCEL;
        return switch ((isCancel ? cancelThrottle : orderThrottle).admit(nowNs)) {
            case PASS -> {
                execute(buffer, frame, templateId);
                yield true;
            }
            case REJECT -> {
                refuse(buffer, frame, BUSINESS_THROTTLED);
                yield true;
            }
            case LOGOUT -> {
                session.logOut(TOO_MANY_MESSAGES, nowNs);
                yield false;
            }
        };
    }

    private void refuse(final UnsafeBuffer buffer, final int frame, final int reason) {
        final long sequence =
                Integer.toUnsignedLong(buffer.getInt(frame + ClientSession.CLIENT_SEQUENCE, LITTLE_ENDIAN));
        send(reports.businessReject(sequence, reason, "", place()));
    }

    private void execute(final UnsafeBuffer buffer, final int frame, final int templateId) {
        final int body = frame + Sofh.BODY;
        switch (templateId) {
            case 514 -> newOrder(buffer, body);
            case 515 -> replace(buffer, body);
            case CANCEL -> cancel(buffer, body);
            case MASS_CANCEL ->
                cancelAll(buffer.getLong(
                        body + OrderMassActionRequestDecoder.orderRequestIDEncodingOffset(), LITTLE_ENDIAN));
            case 530 -> {
                if (statuses.admit(nowNs) == Throttle.Verdict.PASS) {
                    massStatus(buffer.getLong(
                            body + OrderMassStatusRequestDecoder.massStatusReqIDEncodingOffset(), LITTLE_ENDIAN));
                } else {
                    refuse(buffer, frame, BUSINESS_STATUS_UNDER_WAY);
                }
            }
            default -> {
                // Templates that no client of ours sends.
            }
        }
    }

    private static byte[] text(final UnsafeBuffer buffer, final int index) {
        final byte[] text = new byte[CLORDID];
        buffer.getBytes(index, text);
        return text;
    }

    private static String key(final byte[] clOrdId) {
        return new String(clOrdId, java.nio.charset.StandardCharsets.US_ASCII);
    }

    private void newOrder(final UnsafeBuffer buffer, final int body) {
        final int securityId = buffer.getInt(body + NewOrderSingleDecoder.securityIDEncodingOffset(), LITTLE_ENDIAN);
        final Side side = buffer.getByte(body + NewOrderSingleDecoder.sideEncodingOffset()) == 1 ? Side.BUY : Side.SELL;
        final byte[] clOrdId = text(buffer, body + NewOrderSingleDecoder.clOrdIDEncodingOffset());
        final ClientOrder order = new ClientOrder(
                ++lastOrderId,
                clOrdId,
                securityId,
                side,
                buffer.getByte(body + NewOrderSingleDecoder.timeInForceEncodingOffset()));
        order.requestId = buffer.getLong(body + NewOrderSingleDecoder.orderRequestIDEncodingOffset(), LITTLE_ENDIAN);
        order.price = buffer.getLong(body + NewOrderSingleDecoder.priceEncodingOffset(), LITTLE_ENDIAN);
        order.quantity = buffer.getInt(body + NewOrderSingleDecoder.orderQtyEncodingOffset(), LITTLE_ENDIAN);
        if (order.quantity > MAX_QUANTITY) {
            final long sequence = Integer.toUnsignedLong(
                    buffer.getInt(body + NewOrderSingleDecoder.seqNumEncodingOffset(), LITTLE_ENDIAN));
            send(reports.businessReject(sequence, BUSINESS_BAD_VALUE, "OrderQty", place()));
            return;
        }
        final int reason = objection(order);
        if (reason != NO_REASON) {
            account.rejected();
            send(reports.reject(order, reason, place()));
            return;
        }
        byId.put(order.orderId, order);
        byClOrdId.put(key(clOrdId), order);
        begin(order);
        send(reports.ack(order, place()));
        execute(order);
    }

    private int objection(final ClientOrder order) {
        final long tick = matching.tick(order.securityId);
        if (tick == 0) {
            return UNKNOWN_INSTRUMENT;
        }
        if (order.quantity <= 0) {
            return BAD_QUANTITY;
        }
        return order.price % tick == 0 && !byClOrdId.containsKey(key(order.clOrdId)) ? NO_REASON : BAD_PRICE;
    }

    private void begin(final ClientOrder order) {
        order.isOpen = true;
        open.put(order.orderId, order);
    }

    private void end(final ClientOrder order) {
        order.isOpen = false;
        open.remove(order.orderId);
    }

    /** Something was done to the order, or wanted: of so much it may still be more. */
    private void goOn(final ClientOrder order, final int left) {
        if (left > 0) {
            begin(order);
        } else {
            end(order);
        }
    }

    private void execute(final ClientOrder order) {
        if (wouldMatchItself(order, order.price)) {
            end(order);
            send(reports.cancel(order, order.requestId, SELF_MATCH_PREVENTION, place()));
            return;
        }
        final boolean isFillOrKill = order.timeInForce == FILL_OR_KILL;
        if (isFillOrKill && matching.available(order.securityId, order.side, order.price) < order.quantity) {
            end(order);
            send(reports.eliminated(order, place()));
            return;
        }
        final boolean isImmediate = isFillOrKill || order.timeInForce == FILL_AND_KILL;
        final Entered entered = new Entered(order.orderId, order.securityId, order.side, order.price, order.quantity);
        if (isImmediate) {
            matching.immediate(entered, nowNs);
        } else {
            matching.limit(entered, nowNs);
        }
        if (isImmediate && order.leaves() > 0) {
            end(order);
            send(reports.eliminated(order, place()));
        }
    }

    private boolean wouldMatchItself(final ClientOrder order, final long price) {
        return open.values().stream()
                .anyMatch(own -> own != order
                        && own.securityId == order.securityId
                        && own.side != order.side
                        && (order.side == Side.BUY ? price >= own.price : price <= own.price));
    }

    /** Of the market's trades, those of the client's orders are reported. */
    private void onExecution(final long orderId, final long price, final int quantity, final boolean isAggressor) {
        final ClientOrder order = byId.get(orderId);
        if (order != null) {
            order.cumQty += quantity;
            goOn(order, order.openOf(order.quantity));
            account.fill(order, price, quantity);
            sendTrade(reports.trade(order, price, quantity, isAggressor, place()));
            trades.add(order, price, quantity);
            amend(matching.tick(order.securityId));
        }
    }

    /** Undoes one of the newest trades. */
    void bust(final SplittableRandom which, final long timeNs) {
        nowNs = timeNs;
        sendTrade(trades.bust(which, place()));
    }

    /** Now and then, the venue thinks better of a trade. */
    private void amend(final long tick) {
        final double chance = random.nextDouble();
        if (chance < context.busts()) {
            sendTrade(trades.bust(random, place()));
        } else if (chance < context.busts() + context.corrections()) {
            sendTrade(trades.correct(random, tick, place()));
        }
    }

    private void replace(final UnsafeBuffer buffer, final int body) {
        final byte[] clOrdId = text(buffer, body + OrderCancelReplaceRequestDecoder.clOrdIDEncodingOffset());
        final long requestId =
                buffer.getLong(body + OrderCancelReplaceRequestDecoder.orderRequestIDEncodingOffset(), LITTLE_ENDIAN);
        final long orderId =
                buffer.getLong(body + OrderCancelReplaceRequestDecoder.orderIDEncodingOffset(), LITTLE_ENDIAN);
        final long price = buffer.getLong(body + OrderCancelReplaceRequestDecoder.priceEncodingOffset(), LITTLE_ENDIAN);
        final int quantity =
                buffer.getInt(body + OrderCancelReplaceRequestDecoder.orderQtyEncodingOffset(), LITTLE_ENDIAN);
        final ClientOrder order = byId.get(orderId);
        final boolean isPossible = order != null
                && order.isOpen
                && quantity > 0
                && quantity <= MAX_QUANTITY
                && price % matching.tick(order.securityId) == 0
                && !wouldMatchItself(order, price);
        if (!isPossible) {
            send(reports.replaceReject(clOrdId, requestId, orderId, order == null ? UNKNOWN_ORDER : TOO_LATE, place()));
            return;
        }
        order.requestId = requestId;
        order.price = price;
        order.quantity = quantity;
        final int left = order.openOf(quantity);
        goOn(order, left);
        send(reports.modify(order, place()));
        if (left > 0) {
            matching.replace(order.securityId, orderId, price, left, nowNs);
        } else {
            matching.cancel(order.securityId, orderId, nowNs);
        }
    }

    private void cancel(final UnsafeBuffer buffer, final int body) {
        final byte[] clOrdId = text(buffer, body + OrderCancelRequestDecoder.clOrdIDEncodingOffset());
        final long requestId =
                buffer.getLong(body + OrderCancelRequestDecoder.orderRequestIDEncodingOffset(), LITTLE_ENDIAN);
        final ClientOrder order = byClOrdId.get(key(clOrdId));
        if (order == null || !order.isOpen) {
            final long orderId =
                    buffer.getLong(body + OrderCancelRequestDecoder.orderIDEncodingOffset(), LITTLE_ENDIAN);
            send(reports.cancelReject(clOrdId, requestId, orderId, order == null ? UNKNOWN_ORDER : TOO_LATE, place()));
            return;
        }
        takeOut(order, requestId, NO_REASON);
    }

    private void takeOut(final ClientOrder order, final long requestId, final int reason) {
        end(order);
        matching.cancel(order.securityId, order.orderId, nowNs);
        send(reports.cancel(order, requestId, reason, place()));
    }

    private List<ClientOrder> open() {
        return List.copyOf(open.values());
    }

    private void cancelAll(final long requestId) {
        final List<ClientOrder> open = open();
        open.forEach(order -> takeOut(order, requestId, NO_REASON));
        send(reports.massAction(requestId, open.size(), place()));
    }

    private void massStatus(final long statusRequest) {
        final List<ClientOrder> open = open();
        for (int i = 0; i < open.size(); i++) {
            send(reports.status(open.get(i), statusRequest, i == open.size() - 1, place()));
        }
        if (open.isEmpty()) {
            send(reports.status(null, statusRequest, true, place()));
        }
    }

    /** The client is gone, and did not say so: its orders do not stay. */
    void cancelOnDisconnect(final long timeNs) {
        nowNs = timeNs;
        if (!context.keepsOrders()) {
            open().forEach(order -> takeOut(order, order.requestId, CANCEL_ON_DISCONNECT));
        }
    }

    void time(final long timeNs) {
        nowNs = timeNs;
    }

    /** The day of the orders that rest is over. */
    void eliminateAll(final long timeNs) {
        nowNs = timeNs;
        for (final ClientOrder order : open()) {
            end(order);
            matching.cancel(order.securityId, order.orderId, nowNs);
            send(reports.eliminated(order, place()));
        }
    }

    /** What the venue has on record of the client. */
    ClientAccount account() {
        return account;
    }

    /** Orders that rest. */
    int openCount() {
        return open.size();
    }

    /** Every order of the client, in the order of arrival. */
    List<ClientOrder> orders() {
        return new ArrayList<>(byId.values());
    }
}
