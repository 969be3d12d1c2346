package aether.backtest;

import aether.book.BookEvent;
import aether.book.InstrumentBook;
import aether.gateway.Strategy;
import aether.gateway.StrategyContext;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.risk.RiskCheck;
import java.util.EnumMap;
import java.util.Map;

/** Hands everything on to a strategy, and notes what it hears of its orders. */
final class WatchedStrategy implements Strategy {
    private final Strategy strategy;
    private final TradeLog log;
    private final Map<RiskCheck, Long> refusals = new EnumMap<>(RiskCheck.class);
    private StrategyContext context;

    WatchedStrategy(final Strategy strategy, final TradeLog log) {
        this.strategy = strategy;
        this.log = log;
    }

    /** By the check that refused. */
    Map<RiskCheck, Long> refusals() {
        return refusals;
    }

    @Override
    public void onStart(final StrategyContext value) {
        context = value;
        strategy.onStart(value);
    }

    @Override
    public void onBook(final InstrumentBook book, final BookEvent event) {
        strategy.onBook(book, event);
    }

    @Override
    public void onBookState(final InstrumentBook book) {
        strategy.onBookState(book);
    }

    @Override
    public void onTrade(final InstrumentBook book, final long price, final long size, final int aggressorSide) {
        strategy.onTrade(book, price, size, aggressorSide);
    }

    @Override
    public void onStatus(final InstrumentBook book) {
        strategy.onStatus(book);
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        log.order(order, context.nowNs());
        strategy.onOrder(order, event);
    }

    @Override
    public void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
        log.fill(order, price, quantity, context.nowNs());
        strategy.onFill(order, price, quantity, isLate);
    }

    @Override
    public void onRefused(final long clOrdId, final long tag, final RiskCheck check) {
        refusals.merge(check, 1L, Long::sum);
        strategy.onRefused(clOrdId, tag, check);
    }

    @Override
    public void onSession(final boolean isUp) {
        strategy.onSession(isUp);
    }

    @Override
    public void onTime(final long nowNs) {
        strategy.onTime(nowNs);
    }
}
