package aether.gateway;

import aether.book.BookEvent;
import aether.book.InstrumentBook;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.risk.RiskCheck;
import java.util.function.Consumer;

/**
 * The only way to a {@link Strategy}. It is not called while it is muted or after it was stopped; an exception stops it; and when it returns,
 * the action that waits for that is run.
 */
final class GuardedStrategy {
    private Strategy strategy;
    private final Consumer<Throwable> failed;
    private final Runnable returned;
    private boolean isStopped;
    private boolean isMuted;
    private boolean isCalled;

    /** {@code failed} hears what stopped the strategy, {@code returned} that a callback is over. */
    GuardedStrategy(final Strategy strategy, final Consumer<Throwable> failed, final Runnable returned) {
        this.strategy = strategy;
        this.failed = failed;
        this.returned = returned;
    }

    /** Another one from here on, that knows nothing of what was. */
    void become(final Strategy other) {
        strategy = other;
        isStopped = false;
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

    /** True from the beginning of a callback until it has returned. */
    boolean isCalled() {
        return isCalled;
    }

    private boolean begin() {
        isCalled = !isStopped && !isMuted;
        return isCalled;
    }

    private void end() {
        isCalled = false;
        returned.run();
    }

    /** A strategy's own fault, deep recursion and classes that do not fit included; what is wrong with the machine itself goes on. */
    private void fail(final Throwable cause) {
        if (cause instanceof final VirtualMachineError error && !(cause instanceof StackOverflowError)) {
            isCalled = false;
            throw error;
        }
        isStopped = true;
        failed.accept(cause);
    }

    void onStart(final StrategyContext context) {
        if (begin()) {
            try {
                strategy.onStart(context);
            } catch (final Throwable e) {
                fail(e);
            }
            end();
        }
    }

    void onLive() {
        if (begin()) {
            try {
                strategy.onLive();
            } catch (final Throwable e) {
                fail(e);
            }
            end();
        }
    }

    void onBook(final InstrumentBook book, final BookEvent event) {
        if (begin()) {
            try {
                strategy.onBook(book, event);
            } catch (final Throwable e) {
                fail(e);
            }
            end();
        }
    }

    void onBookState(final InstrumentBook book) {
        if (begin()) {
            try {
                strategy.onBookState(book);
            } catch (final Throwable e) {
                fail(e);
            }
            end();
        }
    }

    void onTrade(final InstrumentBook book, final long price, final long size, final int aggressorSide) {
        if (begin()) {
            try {
                strategy.onTrade(book, price, size, aggressorSide);
            } catch (final Throwable e) {
                fail(e);
            }
            end();
        }
    }

    void onStatus(final InstrumentBook book) {
        if (begin()) {
            try {
                strategy.onStatus(book);
            } catch (final Throwable e) {
                fail(e);
            }
            end();
        }
    }

    void onOrder(final Order order, final OrderEvent event) {
        if (begin()) {
            try {
                strategy.onOrder(order, event);
            } catch (final Throwable e) {
                fail(e);
            }
            end();
        }
    }

    void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
        if (begin()) {
            try {
                strategy.onFill(order, price, quantity, isLate);
            } catch (final Throwable e) {
                fail(e);
            }
            end();
        }
    }

    void onRefused(final long clOrdId, final long tag, final RiskCheck check) {
        if (begin()) {
            try {
                strategy.onRefused(clOrdId, tag, check);
            } catch (final Throwable e) {
                fail(e);
            }
            end();
        }
    }

    void onSession(final boolean isUp) {
        if (begin()) {
            try {
                strategy.onSession(isUp);
            } catch (final Throwable e) {
                fail(e);
            }
            end();
        }
    }

    void onTime(final long nowNs) {
        if (begin()) {
            try {
                strategy.onTime(nowNs);
            } catch (final Throwable e) {
                fail(e);
            }
            end();
        }
    }
}
