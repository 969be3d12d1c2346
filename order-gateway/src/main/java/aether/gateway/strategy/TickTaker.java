package aether.gateway.strategy;

import aether.book.BookEvent;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.gateway.Strategy;
import aether.gateway.StrategyContext;
import aether.order.Side;
import aether.order.TimeInForce;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * The least that can be done with a tick: whenever the best offer of an instrument goes up, buys one contract there, at once or not
 * at all; whenever the best bid goes down, sells one. It is meant to be measured, not to earn.
 */
public final class TickTaker implements Strategy {
    private static final class Touch {
        private long bid;
        private long offer;
    }

    private final Int2ObjectHashMap<Touch> touches = new Int2ObjectHashMap<>();
    private StrategyContext context;

    @Override
    public void onStart(final StrategyContext value) {
        context = value;
    }

    @Override
    public void onBook(final InstrumentBook book, final BookEvent event) {
        if (book.state() != BookState.LIVE
                || !book.book().bid().isSet(0)
                || !book.book().offer().isSet(0)) {
            return;
        }
        Touch touch = touches.get(book.securityId());
        if (touch == null) {
            touch = new Touch();
            touches.put(book.securityId(), touch);
        }
        final long bid = book.book().bid().price(0);
        final long offer = book.book().offer().price(0);
        final boolean isUp = touch.offer != 0 && offer > touch.offer;
        final boolean isDown = touch.bid != 0 && bid < touch.bid;
        touch.bid = bid;
        touch.offer = offer;
        if (isUp) {
            context.submit(book, Side.BUY, offer, 1, TimeInForce.FILL_AND_KILL, 1);
        } else if (isDown) {
            context.submit(book, Side.SELL, bid, 1, TimeInForce.FILL_AND_KILL, 2);
        }
    }
}
