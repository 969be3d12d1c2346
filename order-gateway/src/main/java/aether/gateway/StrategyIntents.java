package aether.gateway;

import aether.book.InstrumentBook;
import aether.gateway.codec.ReplaceDecoder;
import aether.nic.Counters;
import aether.order.Order;
import aether.order.OrderTerms;
import aether.order.Side;
import aether.order.TimeInForce;
import aether.risk.RiskCheck;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * What a strategy asks for, as inputs of the core: they wait until the callback is over. An intent for which there is no room, or which cannot be
 * recorded, is refused; the strategy hears of that after everything that waits.
 */
final class StrategyIntents implements StrategyContext {
    private final OrderCore core;
    private final Map<String, String> settings;
    private final GatewayObserver observer;
    private final Runnable added;
    private final InputWriter writer = new InputWriter();
    private final Market market = new Market();
    private final OrderIds ids = new OrderIds();
    private final OrderTerms terms = new OrderTerms();
    private final NewOrderReader newOrder = new NewOrderReader();
    private final ReplaceDecoder replace = new ReplaceDecoder();
    private final WaitingInputs waiting = new WaitingInputs();
    private final RefusedIntents refused = new RefusedIntents();
    private final Counters<RiskCheck> refusals = new Counters<>(RiskCheck.class);
    private QueuePosition queues = QueuePosition.IN_BOOK;
    private long nowNs;
    /** Of what is heard: while that was recorded, another time than the core's. */
    private long heardNs;

    private boolean isLive = true;
    private boolean isCancelDue;
    private long notTold;

    /** {@code added} runs after each intent: if no callback is under way, it can be applied at once. */
    StrategyIntents(
            final OrderCore core,
            final Map<String, String> settings,
            final GatewayObserver observer,
            final Runnable added) {
        this.core = core;
        this.settings = settings;
        this.observer = observer;
        this.added = added;
    }

    /** Time does not go back. */
    void time(final long timeNs) {
        heardNs = timeNs;
        nowNs = Math.max(nowNs, timeNs);
    }

    /** What is heard from here on was recorded: nothing may be wanted, until {@link #live}. */
    void recorded() {
        isLive = false;
    }

    void live() {
        isLive = true;
    }

    /** Nanoseconds since the epoch: of the newest input. */
    long timeNs() {
        return nowNs;
    }

    /** A ClOrdID that was given before this session. */
    void taken(final long clOrdId) {
        ids.taken(clOrdId);
    }

    /** The newest ClOrdID that was given. */
    long lastId() {
        return ids.last();
    }

    /** Hands over all that waits, what is added meanwhile included. */
    void drain(final WaitingInputs.Handler handler) {
        waiting.drain(handler);
        if (isCancelDue) {
            isCancelDue = false;
            handler.onInput(
                    OrderInput.CANCEL_STRATEGY, writer.buffer(), 0, writer.cancelStrategy(OrderGateway.STRATEGY));
        }
    }

    /** What waits was wanted by somebody who decides nothing any more. */
    void forget() {
        waiting.drain((input, buffer, offset, length) -> {});
        isCancelDue = false;
        refused.tell((clOrdId, tag, check) -> {});
    }

    void tellRefused(final RefusedIntents.Handler handler) {
        refused.tell(handler);
    }

    /** An intent could not be recorded, and so was not applied. */
    void notRecorded(final OrderInput intent, final DirectBuffer buffer, final int offset, final int length) {
        if (intent == OrderInput.NEW_ORDER) {
            newOrder.wrap(buffer, offset, length);
            refuse(newOrder.clOrdId(), newOrder.tag(), RiskCheck.NOT_RECORDED);
        } else {
            replace.wrap(buffer, offset, length, ReplaceDecoder.SCHEMA_VERSION);
            refuse(replace.clOrdId(), RiskCheck.NOT_RECORDED);
        }
    }

    /** What was refused before it was sent, by the check that refused it. */
    Counters<RiskCheck> refusals() {
        return refusals;
    }

    /** Intents that found no room. */
    long refusedWhileFull() {
        return waiting.refused();
    }

    @Override
    public long submit(
            final InstrumentBook book,
            final Side side,
            final long price,
            final int quantity,
            final TimeInForce timeInForce,
            final long tag) {
        final long clOrdId = ids.next(nowNs);
        terms.of(OrderGateway.STRATEGY, clOrdId, tag)
                .instrument(book.securityId())
                .limit(side, price, quantity, timeInForce);
        if (!isLive) {
            refuse(clOrdId, tag, RiskCheck.NOT_LIVE);
        } else if (!add(OrderInput.NEW_ORDER, writer.order(terms, market.of(book)))) {
            refuse(clOrdId, tag, RiskCheck.NO_ROOM);
        }
        return clOrdId;
    }

    @Override
    public void replace(final InstrumentBook book, final long clOrdId, final long price, final int quantity) {
        if (!isLive) {
            refuse(clOrdId, RiskCheck.NOT_LIVE);
        } else if (!add(OrderInput.REPLACE, writer.replace(clOrdId, price, quantity, market.of(book)))) {
            refuse(clOrdId, RiskCheck.NO_ROOM);
        }
    }

    @Override
    public void cancel(final long clOrdId) {
        if (!isLive) {
            refuse(clOrdId, RiskCheck.NOT_LIVE);
        } else if (!add(OrderInput.CANCEL, writer.cancel(clOrdId))) {
            refuse(clOrdId, RiskCheck.NO_ROOM);
        }
    }

    /** Must not be lost for want of room, and once is enough. */
    @Override
    public void cancelAll() {
        if (isLive && !add(OrderInput.CANCEL_STRATEGY, writer.cancelStrategy(OrderGateway.STRATEGY))) {
            isCancelDue = true;
        }
    }

    /** False when there is no room for it. */
    private boolean add(final OrderInput intent, final int length) {
        final boolean hasRoom = waiting.add(intent, writer.buffer(), length);
        added.run();
        return hasRoom;
    }

    private void refuse(final long clOrdId, final RiskCheck check) {
        final Order order = core.orders().byClOrdId(clOrdId);
        refuse(clOrdId, order == null ? 0 : order.tag(), check);
    }

    private void refuse(final long clOrdId, final long tag, final RiskCheck check) {
        refusals.increment(check);
        if (!refused.add(clOrdId, tag, check)) {
            notTold++;
            observer.onAlert("refusals not delivered to the strategy, since there were too many; so far", notTold);
        }
    }

    /** Who says where orders stand. */
    void queues(final QueuePosition value) {
        queues = value;
    }

    @Override
    public long quantityAhead(final InstrumentBook book, final long clOrdId) {
        final Order order = core.orders().byClOrdId(clOrdId);
        return order == null || order.status().isTerminal() || order.securityId() != book.securityId()
                ? UNKNOWN
                : queues.ahead(book, order);
    }

    @Override
    public long messagesLeft() {
        return core.risk().messagesLeft(nowNs);
    }

    @Override
    public long position(final int securityId) {
        return core.orders().positions().position(securityId);
    }

    @Override
    public Map<String, String> settings() {
        return settings;
    }

    @Override
    public boolean isLive() {
        return isLive;
    }

    @Override
    public long nowNs() {
        return isLive ? nowNs : heardNs;
    }
}
