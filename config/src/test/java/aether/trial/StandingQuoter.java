package aether.trial;

import aether.book.BookEvent;
import aether.book.InstrumentBook;
import aether.gateway.Strategy;
import aether.gateway.StrategyContext;
import aether.gateway.strategy.TwoSidedQuoter;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.risk.RiskCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Quotes, until somebody leaves a file for it: then it never comes back from a callback. */
public final class StandingQuoter implements Strategy {
    private static final String FILE = "aether-standing-quoter";
    private static final long LONGEST_MS = 60_000;

    private final TwoSidedQuoter quoter = new TwoSidedQuoter();

    /** Where it looks; one for all machines of a trial: whoever finds it takes it away. */
    static Path file() {
        return Path.of(System.getProperty("java.io.tmpdir"), FILE);
    }

    @Override
    public void onTime(final long nowNs) {
        try {
            if (Files.deleteIfExists(file())) {
                Thread.sleep(LONGEST_MS);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onStart(final StrategyContext context) {
        quoter.onStart(context);
    }

    @Override
    public void onBook(final InstrumentBook book, final BookEvent event) {
        quoter.onBook(book, event);
    }

    @Override
    public void onBookState(final InstrumentBook book) {
        quoter.onBookState(book);
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        quoter.onOrder(order, event);
    }

    @Override
    public void onRefused(final long clOrdId, final long tag, final RiskCheck check) {
        quoter.onRefused(clOrdId, tag, check);
    }

    @Override
    public void onSession(final boolean isUp) {
        quoter.onSession(isUp);
    }
}
