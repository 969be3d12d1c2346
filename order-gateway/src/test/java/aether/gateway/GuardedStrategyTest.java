package aether.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.BookEvent;
import aether.book.InstrumentBook;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.risk.RiskCheck;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Whatever a strategy throws, wherever it throws it, ends the strategy and nothing else. */
class GuardedStrategyTest {
    /** Says which callback it was called by, and throws what it was given. */
    private static final class Throwing implements Strategy {
        private final List<String> called = new ArrayList<>();
        private Throwable thrown;

        private void on(final String callback) {
            called.add(callback);
            if (thrown instanceof final RuntimeException e) {
                throw e;
            }
            if (thrown instanceof final Error e) {
                throw e;
            }
        }

        @Override
        public void onStart(final StrategyContext context) {
            on("start");
        }

        @Override
        public void onBook(final InstrumentBook book, final BookEvent event) {
            on("book");
        }

        @Override
        public void onBookState(final InstrumentBook book) {
            on("state");
        }

        @Override
        public void onTrade(final InstrumentBook book, final long price, final long size, final int side) {
            on("trade");
        }

        @Override
        public void onStatus(final InstrumentBook book) {
            on("status");
        }

        @Override
        public void onOrder(final Order order, final OrderEvent event) {
            on("order");
        }

        @Override
        public void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
            on("fill");
        }

        @Override
        public void onRefused(final long clOrdId, final long tag, final RiskCheck check) {
            on("refused");
        }

        @Override
        public void onSession(final boolean isUp) {
            on("session");
        }

        @Override
        public void onTime(final long nowNs) {
            on("time");
        }
    }

    private static Map<String, Consumer<GuardedStrategy>> callbacks() {
        final Map<String, Consumer<GuardedStrategy>> callbacks = new LinkedHashMap<>();
        callbacks.put("start", strategy -> strategy.onStart(null));
        callbacks.put("book", strategy -> strategy.onBook(null, null));
        callbacks.put("state", strategy -> strategy.onBookState(null));
        callbacks.put("trade", strategy -> strategy.onTrade(null, 1, 1, 1));
        callbacks.put("status", strategy -> strategy.onStatus(null));
        callbacks.put("order", strategy -> strategy.onOrder(null, null));
        callbacks.put("fill", strategy -> strategy.onFill(null, 1, 1, false));
        callbacks.put("refused", strategy -> strategy.onRefused(1, 1, null));
        callbacks.put("session", strategy -> strategy.onSession(true));
        callbacks.put("time", strategy -> strategy.onTime(1));
        return callbacks;
    }

    @TestFactory
    Stream<DynamicTest> shouldStopAStrategyThatThrows() {
        final List<Throwable> faults = List.of(
                new IllegalStateException("a fault of the desk's"),
                new NoClassDefFoundError("of another version"),
                new StackOverflowError(),
                new AssertionError());
        return callbacks().entrySet().stream()
                .flatMap(callback -> faults.stream()
                        .map(fault -> DynamicTest.dynamicTest(
                                callback.getKey() + " " + fault.getClass().getSimpleName(),
                                () -> assertStops(callback.getKey(), callback.getValue(), fault))));
    }

    private static void assertStops(
            final String name, final Consumer<GuardedStrategy> callback, final Throwable fault) {
        final Throwing strategy = new Throwing();
        final List<Throwable> failures = new ArrayList<>();
        final GuardedStrategy guarded = new GuardedStrategy(strategy, failures::add, () -> {});
        callback.accept(guarded);
        assertFalse(guarded.isStopped());
        strategy.thrown = fault;
        callback.accept(guarded);
        assertTrue(guarded.isStopped());
        callbacks().values().forEach(each -> each.accept(guarded));
        assertEquals(List.of(fault), failures);
        assertEquals(List.of(name, name), strategy.called, "called once more, after it was stopped");
    }

    @Test
    void shouldTellNothingWhileItIsMute() {
        final Throwing strategy = new Throwing();
        final GuardedStrategy guarded = new GuardedStrategy(strategy, fault -> {}, () -> {});
        guarded.mute();
        callbacks().values().forEach(each -> each.accept(guarded));
        assertEquals(List.of(), strategy.called);
        guarded.unmute();
        callbacks().values().forEach(each -> each.accept(guarded));
        assertEquals(List.copyOf(callbacks().keySet()), strategy.called);
    }

    @Test
    void shouldSayWhenACallbackIsOver() {
        final Throwing strategy = new Throwing();
        final List<Boolean> over = new ArrayList<>();
        final GuardedStrategy[] guarded = new GuardedStrategy[1];
        guarded[0] = new GuardedStrategy(
                strategy, fault -> assertTrue(guarded[0].isCalled()), () -> over.add(guarded[0].isCalled()));
        callbacks().values().forEach(each -> each.accept(guarded[0]));
        strategy.thrown = new IllegalStateException("a fault of the desk's");
        guarded[0].onTime(1);
        guarded[0].onTime(2);
        assertEquals(callbacks().size() + 1, over.size());
        assertFalse(over.contains(true));
    }

    @Test
    void shouldNotTakeTheMachinesFaultsForTheStrategys() {
        final Throwing strategy = new Throwing();
        final GuardedStrategy guarded = new GuardedStrategy(strategy, fault -> {}, () -> {});
        strategy.thrown = new OutOfMemoryError("of the heap");
        assertThrows(OutOfMemoryError.class, () -> guarded.onTime(1));
        assertFalse(guarded.isStopped());
    }
}
