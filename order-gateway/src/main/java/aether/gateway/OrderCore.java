package aether.gateway;

import aether.gateway.codec.CancelDecoder;
import aether.gateway.codec.CancelStrategyDecoder;
import aether.gateway.codec.KillDecoder;
import aether.gateway.codec.LimitDecoder;
import aether.gateway.codec.MarketDecoder;
import aether.gateway.codec.ReplaceDecoder;
import aether.ilink3.ILink3Session;
import aether.ilink3.SessionReason;
import aether.ilink3.SessionSettings;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.OrderStateMachine;
import aether.order.OrderTerms;
import aether.risk.KillScope;
import aether.risk.PreTradeRisk;
import aether.risk.RiskCheck;
import aether.risk.RiskLimit;
import aether.risk.RiskQuestion;
import aether.state.OrderHash;
import aether.state.StateFields;
import org.agrona.DirectBuffer;

/**
 * The order plane as a function: inputs come in as bytes with their time, frames and reports go out. No clock, no randomness, no
 * threads, no I/O, no floating point, and nothing that depends on the order in which a hash table is walked: the same inputs give
 * the same outputs, byte for byte, on any machine.
 *
 * <p>One thread; does not allocate once instruments are known.
 */
public final class OrderCore {
    /** Of what it does with the same inputs: to be raised with each change of that. */
    static final int VERSION = 2;

    private static final int EXEC_IDS = 1 << 16;
    private static final long NO_TAG = 0;

    /** Numbers on disk: never reuse one. */
    private static final int SECTION_CORE = 1;

    private static final int SECTION_ORDERS = 2;
    private static final int SECTION_RISK = 3;

    private static final long NS_PER_US = 1_000;

    private final CoreListener listener;
    private final PreTradeRisk risk;
    private final OrderStateMachine orders;
    private final CoreSession session;
    private final CoreInstruments instruments;
    private final RiskQuestion question = new RiskQuestion();
    private final OrderTerms terms = new OrderTerms();
    private final NewOrderReader newOrder = new NewOrderReader();
    private final ReplaceDecoder replace = new ReplaceDecoder();
    private final CancelDecoder cancel = new CancelDecoder();
    private final CancelStrategyDecoder cancelStrategy = new CancelStrategyDecoder();
    private final LimitDecoder limit = new LimitDecoder();
    private final KillDecoder kill = new KillDecoder();
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
        instruments = new CoreInstruments(risk);
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
            case CANCEL -> cancel(buffer, offset, length);
            case CANCEL_STRATEGY -> cancelStrategy(buffer, offset, length);
            case INSTRUMENT, MARKET_STATE, DISCONTINUED -> instruments.onInput(input, buffer, offset, length);
            case LIMIT, KILL -> operator(input, buffer, offset, length);
        }
    }

    private long nextId() {
        // Greater than any id of a session before, without having to know it.
        lastId = Math.max(lastId + 1, nowNs / NS_PER_US);
        return lastId;
    }

    private void newOrder(final DirectBuffer in, final int at, final int length) {
        if (newOrder.wrap(in, at, length)) {
            newOrder.read(newOrder.isNamed() ? newOrder.clOrdId() : nextId(), terms);
            question.order(terms);
            market(newOrder.market(), newOrder.isBookLive());
            place();
        }
    }

    private void market(final MarketDecoder market, final short isLive) {
        question.market(market.bid(), market.offer(), isLive != 0, market.time());
    }

    private void place() {
        final Order order = orders.place(terms, nowNs);
        if (order == null) {
            listener.onRefused(terms.clOrdId(), terms.tag(), RiskCheck.OPEN_ORDERS);
            return;
        }
        listener.onPlaced(order);
        final RiskCheck check = risk.check(question, nowNs);
        if (check != RiskCheck.NONE) {
            orders.local(order, OrderEvent.RISK_REJECTED, check.ordinal(), nowNs);
            refuse(order, check);
            return;
        }
        orders.local(order, OrderEvent.SENT, 0, nowNs);
        session.sendOrder(order, terms.timeInForce());
    }

    private void refuse(final Order order, final RiskCheck check) {
        listener.onRefused(order.clOrdId(), order.tag(), check);
    }

    private void refuseUnknown(final long clOrdId) {
        listener.onRefused(clOrdId, NO_TAG, RiskCheck.UNKNOWN_ORDER);
    }

    private void replace(final DirectBuffer in, final int at, final int length) {
        if (length < ReplaceDecoder.BLOCK_LENGTH) {
            return;
        }
        replace.wrap(in, at, length, ReplaceDecoder.SCHEMA_VERSION);
        final Order order = orders.byClOrdId(replace.clOrdId());
        if (order == null) {
            refuseUnknown(replace.clOrdId());
            return;
        }
        question.replace(order, replace.price(), replace.quantity());
        market(replace.market(), replace.isBookLive());
        final RiskCheck check = risk.check(question, nowNs);
        if (check != RiskCheck.NONE) {
            refuse(order, check);
            return;
        }
        final long requestId = nextId();
        if (orders.requestReplace(order, requestId, replace.price(), replace.quantity(), nowNs)) {
            session.sendReplace(order, requestId, replace.price(), replace.quantity());
        } else {
            refuse(order, RiskCheck.ORDER_STATE);
        }
    }

    private void cancel(final DirectBuffer in, final int at, final int length) {
        if (length < CancelDecoder.BLOCK_LENGTH) {
            return;
        }
        cancel.wrap(in, at, length, CancelDecoder.SCHEMA_VERSION);
        final Order order = orders.byClOrdId(cancel.clOrdId());
        if (order == null) {
            refuseUnknown(cancel.clOrdId());
        } else {
            cancel(order);
        }
    }

    private void cancelStrategy(final DirectBuffer in, final int at, final int length) {
        if (length >= CancelStrategyDecoder.BLOCK_LENGTH) {
            cancelStrategy.wrap(in, at, length, CancelStrategyDecoder.SCHEMA_VERSION);
            cancelOpen(KillScope.STRATEGY, (int) cancelStrategy.strategy());
        }
    }

    /** Takes out what rests and has not been told to go. */
    private void cancelOpen(final KillScope scope, final int id) {
        for (int place = 0; place < orders.size(); place++) {
            final Order order = orders.order(place);
            final boolean isMeant = scope == KillScope.ALL
                    || id == (scope == KillScope.STRATEGY ? order.strategy() : order.securityId());
            if (isMeant && !order.status().isTerminal() && !order.isCancelPending()) {
                cancel(order);
            }
        }
    }

    private void cancel(final Order order) {
        final RiskCheck check = risk.checkCancel(order.securityId(), nowNs);
        if (check != RiskCheck.NONE) {
            refuse(order, check);
            return;
        }
        final long requestId = nextId();
        if (orders.requestCancel(order, requestId, nowNs)) {
            session.sendCancel(order, requestId);
        } else {
            refuse(order, RiskCheck.ORDER_STATE);
        }
    }

    private void operator(final OrderInput input, final DirectBuffer in, final int at, final int length) {
        if (input == OrderInput.LIMIT && length >= LimitDecoder.BLOCK_LENGTH) {
            limit(limit.wrap(in, at, length, LimitDecoder.SCHEMA_VERSION));
        } else if (input == OrderInput.KILL && length >= KillDecoder.BLOCK_LENGTH) {
            kill(kill.wrap(in, at, length, KillDecoder.SCHEMA_VERSION));
        }
    }

    private void limit(final LimitDecoder in) {
        final RiskLimit which = RiskLimit.of(in.riskLimit());
        if (which != null) {
            listener.onLimit(which, in.operatorId(), risk.limit(which, in.value()), in.value());
        }
    }

    /** Blocks what is new and takes out what rests: everything by one mass cancel, and whatever is meant by a cancel of its own. */
    private void kill(final KillDecoder in) {
        final KillScope scope = KillScope.of(in.scope());
        final boolean isOn = in.isOn() != 0;
        switch (scope) {
            case ALL -> risk.killAll(isOn);
            case INSTRUMENT -> risk.killInstrument(in.id(), isOn);
            case STRATEGY -> risk.killStrategy(in.id(), isOn);
            case null -> {
                listener.onAlert("kill switch of a scope that is not known", in.scope());
                return;
            }
        }
        listener.onKill(scope, in.id(), in.operatorId(), isOn);
        if (isOn && session.isEstablished()) {
            if (scope == KillScope.ALL) {
                session.sendCancelAll(nextId());
            }
            cancelOpen(scope, in.id());
        }
    }

    /**
     * All of its state, as three sections. What it will do depends on nothing else.
     *
     * @throws aether.state.StateException on reading, when it cannot be taken over; the core is of no use then
     */
    public void state(final StateFields fields) {
        fields.section(SECTION_CORE);
        lastId = fields.number(lastId);
        inputs = fields.number(inputs);
        nowNs = fields.number(nowNs);
        session.state(fields);
        fields.section(SECTION_ORDERS);
        orders.state(fields);
        fields.section(SECTION_RISK);
        risk.state(fields, orders::orderAt);
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

    /** Time of the newest input, or of an earlier one that was later; nanoseconds since the epoch. */
    public long nowNs() {
        return nowNs;
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
