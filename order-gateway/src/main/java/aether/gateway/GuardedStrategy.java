package aether.gateway;

import aether.book.BookEvent;
import aether.book.InstrumentBook;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.risk.RiskCheck;
import java.util.function.Consumer;

/**
 * The callbacks of one {@link Strategy}: none while it is muted or after it was stopped, and an exception, or a class that does
 * not fit, stops it.
 */
final class GuardedStrategy {
    private final Strategy strategy;
    private final Consumer<Throwable> failed;
    private boolean isStopped;
    private boolean isMuted;

    GuardedStrategy(final Strategy strategy, final Consumer<Throwable> failed) {
        this.strategy = strategy;
        this.failed = failed;
    }

    void stop() {
        isStopped = true;
    }

    boolean isStopped() {
        return isStopped;
    }

    /** While what was before is taken over. */
    void mute() {
        isMuted = true;
    }

    void unmute() {
        isMuted = false;
    }

    private boolean isSilent() {
        return isStopped || isMuted;
    }

    private void fail(final Throwable cause) {
        isStopped = true;
        failed.accept(cause);
    }

    void onStart(final StrategyContext context) {
        if (isSilent()) {
            return;
        }
        try {
            strategy.onStart(context);
        } catch (final RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            fail(e);
        }
    }

    void onBook(final InstrumentBook book, final BookEvent event) {
        if (isSilent()) {
            return;
        }
        try {
            strategy.onBook(book, event);
        } catch (final RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            fail(e);
        }
    }

    void onBookState(final InstrumentBook book) {
        if (isSilent()) {
            return;
        }
        try {
            strategy.onBookState(book);
        } catch (final RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            fail(e);
        }
    }

    void onTrade(final InstrumentBook book, final long price, final long size, final int aggressorSide) {
        if (isSilent()) {
            return;
        }
        try {
            strategy.onTrade(book, price, size, aggressorSide);
        } catch (final RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            fail(e);
        }
    }

    void onStatus(final InstrumentBook book) {
        if (isSilent()) {
            return;
        }
        try {
            strategy.onStatus(book);
        } catch (final RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            fail(e);
        }
    }

    void onOrder(final Order order, final OrderEvent event) {
        if (isSilent()) {
            return;
        }
        try {
            strategy.onOrder(order, event);
        } catch (final RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            fail(e);
        }
    }

    void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
        if (isSilent()) {
            return;
        }
        try {
            strategy.onFill(order, price, quantity, isLate);
        } catch (final RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            fail(e);
        }
    }

    void onRefused(final long clOrdId, final long tag, final RiskCheck check) {
        if (isSilent()) {
            return;
        }
        try {
            strategy.onRefused(clOrdId, tag, check);
        } catch (final RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            fail(e);
        }
    }

    void onSession(final boolean isUp) {
        if (isSilent()) {
            return;
        }
        try {
            strategy.onSession(isUp);
        } catch (final RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            fail(e);
        }
    }

    void onTime(final long nowNs) {
        if (isSilent()) {
            return;
        }
        try {
            strategy.onTime(nowNs);
        } catch (final RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            fail(e);
        }
    }
}
