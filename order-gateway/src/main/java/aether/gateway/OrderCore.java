package aether.gateway;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.ilink3.ILink3Session;
import aether.ilink3.SessionReason;
import aether.ilink3.SessionSettings;
import aether.ilink3.SessionState;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.OrderHash;
import aether.order.OrderStateMachine;
import aether.risk.PreTradeRisk;
import aether.risk.RiskCheck;
import aether.risk.RiskLimit;
import aether.risk.RiskQuestion;
import org.agrona.DirectBuffer;

/**
 * The order plane as a function: inputs come in as bytes with their time, frames and reports go out. No clock, no randomness, no
 * threads, no I/O, no floating point, and nothing that depends on the order in which a hash table is walked: the same inputs give
 * the same outputs, byte for byte, on any machine.
 *
 * <p>One thread; does not allocate once instruments are known.
 */
public final class OrderCore {
    private static final int EXEC_IDS = 1 << 16;
    private static final int NO_STRATEGY = 0;
    private static final int FILL_OR_KILL = 4;
    private static final long NS_PER_US = 1_000;

    private final CoreListener listener;
    private final PreTradeRisk risk;
    private final OrderStateMachine orders;
    private final CoreSession session;
    private final RiskQuestion question = new RiskQuestion();
    private long lastId;
    private long inputs;
    private long nowNs;

    /** A core without orders. */
    public OrderCore(
            final SessionSettings settings,
            final int maxOrders,
            final int maxInstruments,
            final CoreListener listener) {
        this.listener = listener;
        risk = new PreTradeRisk(maxOrders);
        orders = new OrderStateMachine(maxOrders, maxInstruments, EXEC_IDS, new CoreOrders(risk, listener));
        risk.positions(orders.positions());
        session = new CoreSession(settings, orders, risk, listener);
    }

    /**
     * One input. One that is shorter than its kind is left alone: it can only come from a damaged journal.
     *
     * @param timeNs nanoseconds since the epoch; time that goes back is taken for the newest so far
     */
    public void apply(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        nowNs = Math.max(nowNs, timeNs);
        inputs++;
        session.time(nowNs);
        switch (input) {
            case CONNECTED -> session.connected();
            case DISCONNECTED -> session.disconnected();
            case FRAME -> session.onFrame(buffer, offset, length);
            case TIME -> session.onTime();
            case TERMINATE -> session.terminate();
            case BACKUP_CONNECTED -> session.backupConnected();
            case BACKUP_DISCONNECTED -> session.backupDisconnected();
            case BACKUP_FRAME -> session.onBackupFrame(buffer, offset, length);
            case NEW_ORDER -> newOrder(buffer, offset, length);
            case REPLACE -> replace(buffer, offset, length);
            case CANCEL, CANCEL_STRATEGY -> cancel(input, buffer, offset, length);
            default -> terms(input, buffer, offset, length);
        }
    }

    private long nextId() {
        // Greater than any id of a session before, without having to know it.
        lastId = Math.max(lastId + 1, nowNs / NS_PER_US);
        return lastId;
    }

    private void newOrder(final DirectBuffer in, final int at, final int length) {
        if (length < InputWriter.ORDER_LENGTH) {
            return;
        }
        final int strategy = in.getInt(at, LITTLE_ENDIAN);
        final int securityId = in.getInt(at + 4, LITTLE_ENDIAN);
        final boolean isBuy = in.getByte(at + 60) != 0;
        final int timeInForce = in.getByte(at + 61);
        final long price = in.getLong(at + 8, LITTLE_ENDIAN);
        final int quantity = in.getInt(at + 56, LITTLE_ENDIAN);
        final long tag = in.getLong(at + 16, LITTLE_ENDIAN);
        question.order(strategy, securityId, isBuy, '2', timeInForce, price, quantity)
                .market(
                        in.getLong(at + 32, LITTLE_ENDIAN),
                        in.getLong(at + 40, LITTLE_ENDIAN),
                        in.getByte(at + 62) != 0,
                        in.getLong(at + 48, LITTLE_ENDIAN));
        final long id = nextId();
        final Order order = orders.place(id, id, strategy, securityId, isBuy, price, quantity, nowNs);
        if (order == null) {
            listener.onRefused(strategy, tag, RiskCheck.OPEN_ORDERS);
            return;
        }
        listener.onPlaced(order, tag);
        final RiskCheck check = risk.check(question, nowNs);
        if (check != RiskCheck.NONE) {
            orders.local(order, OrderEvent.RISK_REJECTED, check.ordinal(), nowNs);
            listener.onRefused(strategy, tag, check);
            return;
        }
        orders.local(order, OrderEvent.SENT, 0, nowNs);
        session.sendOrder(order, timeInForce, timeInForce == FILL_OR_KILL);
    }

    private void replace(final DirectBuffer in, final int at, final int length) {
        if (length < InputWriter.REPLACE_LENGTH) {
            return;
        }
        final long clOrdId = in.getLong(at, LITTLE_ENDIAN);
        final long price = in.getLong(at + 8, LITTLE_ENDIAN);
        final int quantity = in.getInt(at + 48, LITTLE_ENDIAN);
        final Order order = orders.byClOrdId(clOrdId);
        if (order == null) {
            listener.onRefused(NO_STRATEGY, clOrdId, RiskCheck.UNKNOWN_ORDER);
            return;
        }
        question.replace(order, price, quantity)
                .market(
                        in.getLong(at + 24, LITTLE_ENDIAN),
                        in.getLong(at + 32, LITTLE_ENDIAN),
                        in.getInt(at + 52, LITTLE_ENDIAN) != 0,
                        in.getLong(at + 40, LITTLE_ENDIAN));
        final RiskCheck check = risk.check(question, nowNs);
        if (check != RiskCheck.NONE) {
            listener.onRefused(order.strategy(), clOrdId, check);
            return;
        }
        final long requestId = nextId();
        if (orders.requestReplace(order, requestId, price, quantity, nowNs)) {
            session.sendReplace(order, requestId, price, quantity);
        } else {
            listener.onRefused(order.strategy(), clOrdId, RiskCheck.ORDER_STATE);
        }
    }

    private void cancel(final OrderInput input, final DirectBuffer in, final int at, final int length) {
        if (length < InputWriter.CANCEL_LENGTH) {
            return;
        }
        final long id = in.getLong(at, LITTLE_ENDIAN);
        if (input == OrderInput.CANCEL) {
            final Order order = orders.byClOrdId(id);
            if (order == null) {
                listener.onRefused(NO_STRATEGY, id, RiskCheck.UNKNOWN_ORDER);
            } else {
                cancel(order);
            }
            return;
        }
        cancelOpen(InputWriter.KILL_STRATEGY, (int) id);
    }

    /** Takes out what rests and has not been told to go. */
    private void cancelOpen(final int scope, final int id) {
        for (int place = 0; place < orders.size(); place++) {
            final Order order = orders.order(place);
            final boolean isMeant = scope == InputWriter.KILL_ALL
                    || id == (scope == InputWriter.KILL_STRATEGY ? order.strategy() : order.securityId());
            if (isMeant && !order.status().isTerminal() && !order.isCancelPending()) {
                cancel(order);
            }
        }
    }

    private void cancel(final Order order) {
        final RiskCheck check = risk.checkCancel(order.securityId(), nowNs);
        if (check != RiskCheck.NONE) {
            listener.onRefused(order.strategy(), order.clOrdId(), check);
            return;
        }
        final long requestId = nextId();
        if (orders.requestCancel(order, requestId, nowNs)) {
            session.sendCancel(order, requestId);
        } else {
            listener.onRefused(order.strategy(), order.clOrdId(), RiskCheck.ORDER_STATE);
        }
    }

    private void terms(final OrderInput input, final DirectBuffer in, final int at, final int length) {
        if (input == OrderInput.INSTRUMENT && length >= InputWriter.INSTRUMENT_LENGTH) {
            risk.instrument(
                    (int) in.getLong(at, LITTLE_ENDIAN),
                    in.getLong(at + 8, LITTLE_ENDIAN),
                    in.getLong(at + 16, LITTLE_ENDIAN),
                    in.getLong(at + 24, LITTLE_ENDIAN),
                    in.getLong(at + 32, LITTLE_ENDIAN),
                    in.getLong(at + 40, LITTLE_ENDIAN),
                    in.getLong(at + 48, LITTLE_ENDIAN),
                    in.getLong(at + 56, LITTLE_ENDIAN));
        } else if (input == OrderInput.MARKET_STATE && length >= InputWriter.MARKET_STATE_LENGTH) {
            risk.marketState(
                    in.getInt(at, LITTLE_ENDIAN), in.getInt(at + 4, LITTLE_ENDIAN), in.getInt(at + 8, LITTLE_ENDIAN));
        } else if (input == OrderInput.DISCONTINUED && length >= InputWriter.CANCEL_LENGTH) {
            risk.discontinued((int) in.getLong(at, LITTLE_ENDIAN));
        } else if (input == OrderInput.LIMIT && length >= InputWriter.LIMIT_LENGTH) {
            limit(in, at);
        } else if (input == OrderInput.KILL && length >= InputWriter.KILL_LENGTH) {
            kill(in, at);
        }
    }

    private void limit(final DirectBuffer in, final int at) {
        final RiskLimit limit = RiskLimit.of(in.getInt(at, LITTLE_ENDIAN));
        if (limit != null) {
            final long value = in.getLong(at + 8, LITTLE_ENDIAN);
            listener.onLimit(limit, in.getInt(at + 4, LITTLE_ENDIAN), risk.limit(limit, value), value);
        }
    }

    /** Blocks what is new and takes out what rests: everything by one mass cancel, and whatever is meant by a cancel of its own. */
    private void kill(final DirectBuffer in, final int at) {
        final int scope = in.getInt(at, LITTLE_ENDIAN);
        final int id = in.getInt(at + 4, LITTLE_ENDIAN);
        final boolean isOn = in.getInt(at + 12, LITTLE_ENDIAN) != 0;
        switch (scope) {
            case InputWriter.KILL_ALL -> risk.killAll(isOn);
            case InputWriter.KILL_INSTRUMENT -> risk.killInstrument(id, isOn);
            case InputWriter.KILL_STRATEGY -> risk.killStrategy(id, isOn);
            default -> {
                listener.onAlert("kill switch of a scope that is not known", scope);
                return;
            }
        }
        listener.onKill(scope, id, in.getInt(at + 8, LITTLE_ENDIAN), isOn);
        if (isOn && session.state() == SessionState.ESTABLISHED) {
            if (scope == InputWriter.KILL_ALL) {
                session.sendCancelAll(nextId());
            }
            cancelOpen(scope, id);
        }
    }

    public OrderStateMachine orders() {
        return orders;
    }

    public PreTradeRisk risk() {
        return risk;
    }

    /** Why the venue refused or ended the session last, with its code; empty when it never did, or the session is up again. */
    public String sessionReason() {
        final SessionReason reason = session.lastReason();
        return reason == null ? "" : reason.kind().text() + " " + session.lastCode() + ", " + reason.text();
    }

    public ILink3Session session() {
        return session.session();
    }

    /** Inputs so far. */
    public long inputs() {
        return inputs;
    }

    /** Hash over every frame that went out. */
    public long outputHash() {
        return session.outputHash();
    }

    /** Hash over all state, and over every frame that went out. */
    public long hash() {
        long hash = OrderHash.mix(orders.hash(), session.outputHash());
        hash = OrderHash.mix(hash, risk.version());
        hash = OrderHash.mix(hash, risk.isKilled() ? 1 : 0);
        hash = OrderHash.mix(hash, session().uuid());
        hash = OrderHash.mix(hash, session().nextOut());
        return OrderHash.mix(hash, session().nextIn());
    }
}
