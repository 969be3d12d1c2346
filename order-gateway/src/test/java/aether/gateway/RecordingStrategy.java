package aether.gateway;

import aether.book.BookEvent;
import aether.book.InstrumentBook;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.risk.RiskCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes down what it is told, and does what a test wants at a callback. */
final class RecordingStrategy implements Strategy {
    final List<String> told = new ArrayList<>();
    StrategyContext context;
    Order lastOrder;
    long refusedId;
    private Consumer<StrategyContext> onNextBook;
    private Consumer<StrategyContext> onNextOrder;

    /** Once, at the next order event. */
    void atNextOrder(final Consumer<StrategyContext> action) {
        onNextOrder = action;
    }

    /** Once, at the next book. */
    void atNextBook(final Consumer<StrategyContext> action) {
        onNextBook = action;
    }

    /** What was told since the last call. */
    List<String> told() {
        final List<String> lines = List.copyOf(told);
        told.clear();
        return lines;
    }

    @Override
    public void onStart(final StrategyContext value) {
        context = value;
    }

    @Override
    public void onBookState(final InstrumentBook book) {
        if (!context.isLive()) {
            told.add("state " + book.state());
        }
    }

    @Override
    public void onLive() {
        told.add("live");
    }

    @Override
    public void onBook(final InstrumentBook book, final BookEvent event) {
        final Consumer<StrategyContext> action = onNextBook;
        onNextBook = null;
        if (action != null) {
            action.accept(context);
        }
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        lastOrder = order;
        told.add(event.toString());
        final Consumer<StrategyContext> action = onNextOrder;
        onNextOrder = null;
        if (action != null) {
            action.accept(context);
        }
    }

    @Override
    public void onFill(final Order order, final long price, final int quantity, final boolean isLate) {
        told.add("fill " + quantity + " at " + price);
    }

    @Override
    public void onRefused(final long clOrdId, final long tag, final RiskCheck check) {
        refusedId = clOrdId;
        told.add("refused " + tag + " " + check);
    }
}
