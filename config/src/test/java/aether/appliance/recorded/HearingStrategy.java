package aether.appliance.recorded;

import aether.book.BookEvent;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.gateway.Strategy;
import aether.gateway.StrategyContext;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.Side;
import aether.order.TimeInForce;
import aether.risk.RiskCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes down what it hears, and wants one order while that was recorded, and one when it is live. */
public final class HearingStrategy implements Strategy {
    private StrategyContext context;
    private Path log;
    private boolean isUp;
    private boolean hasWantedEarly;
    private boolean hasWanted;

    @Override
    public void onStart(final StrategyContext start) {
        context = start;
        log = Path.of(start.settings().get("log"));
        say("start");
    }

    private void say(final String line) {
        try {
            Files.writeString(
                    log,
                    (context.isLive() ? "live " : "recorded ") + line + '\n',
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void onBookState(final InstrumentBook book) {
        say("state " + book.securityId() + ' ' + book.state());
    }

    @Override
    public void onLive() {
        say("onLive");
    }

    @Override
    public void onBook(final InstrumentBook book, final BookEvent event) {
        say("book " + book.securityId() + ' ' + book.rptSeq() + ' ' + event.rxTimeNs() + ' ' + context.nowNs());
        if (book.state() == BookState.LIVE && book.book().bid().isSet(0)) {
            if (!context.isLive() && !hasWantedEarly) {
                hasWantedEarly = true;
                want(book);
            } else if (context.isLive() && isUp && !hasWanted) {
                hasWanted = true;
                want(book);
            }
        }
    }

    private void want(final InstrumentBook book) {
        context.submit(book, Side.BUY, book.book().bid().price(0), 1, TimeInForce.DAY, 1);
    }

    @Override
    public void onSession(final boolean isSessionUp) {
        isUp = isSessionUp;
    }

    @Override
    public void onTime(final long nowNs) {
        say("time " + nowNs);
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        say("order " + event);
    }

    @Override
    public void onRefused(final long clOrdId, final long tag, final RiskCheck check) {
        say("refused " + check);
    }
}
