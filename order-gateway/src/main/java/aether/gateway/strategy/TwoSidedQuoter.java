package aether.gateway.strategy;

import aether.book.BookEvent;
import aether.book.BookSide;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.gateway.Strategy;
import aether.gateway.StrategyContext;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.OrderStatus;
import aether.order.Side;
import aether.order.TimeInForce;
import aether.risk.RiskCheck;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Quotes both sides of a few instruments: a bid and an offer, some ticks away from the middle of the market, moved against the
 * position so that the side that reduces it is the better one. Quotes only where the book is live, and takes its quotes out where
 * it is not.
 *
 * <p>Settings: {@code instruments} (how many, the first that are defined), {@code quantity}, {@code halfSpreadTicks}, {@code
 * skewTicks} (for each full quantity of position), {@code maxPosition}, {@code requoteMillis}.
 */
public final class TwoSidedQuoter implements Strategy {
    private static final long NS_PER_MS = 1_000_000;
    private static final long NO_ORDER = 0;

    /** One side of one instrument. */
    private static final class Quote {
        private final Side side;
        private long clOrdId = NO_ORDER;
        private long price;
        /** Whether something is under way. */
        private boolean isWorking;
        /** Whether the order has left: before, a refusal is the end of it. */
        private boolean isSent;
        /** Whether it is to go as soon as what is under way is over. */
        private boolean isToGo;

        private long changedNs;

        private Quote(final Side side) {
            this.side = side;
        }
    }

    private static final class Quoted {
        private final Quote bid = new Quote(Side.BUY);
        private final Quote offer = new Quote(Side.SELL);
    }

    private final Int2ObjectHashMap<Quoted> quotes = new Int2ObjectHashMap<>();
    private StrategyContext context;
    private int instruments;
    private int quantity;
    private long halfSpreadTicks;
    private long skewTicks;
    private long maxPosition;
    private long requoteNs;
    private boolean isSessionUp;

    @Override
    public void onStart(final StrategyContext value) {
        context = value;
        instruments = (int) setting("instruments", 4);
        quantity = (int) setting("quantity", 2);
        halfSpreadTicks = setting("halfSpreadTicks", 2);
        skewTicks = setting("skewTicks", 1);
        maxPosition = setting("maxPosition", 40);
        requoteNs = setting("requoteMillis", 50) * NS_PER_MS;
    }

    private long setting(final String name, final long otherwise) {
        final String value = context.settings().get(name);
        return value == null ? otherwise : Long.parseLong(value);
    }

    @Override
    public void onSession(final boolean isUp) {
        isSessionUp = isUp;
    }

    @Override
    public void onBook(final InstrumentBook book, final BookEvent event) {
        final Quoted quoted = quoted(book);
        if (quoted == null || !isSessionUp) {
            return;
        }
        final BookSide bids = book.book().bid();
        final BookSide offers = book.book().offer();
        if (book.state() != BookState.LIVE || !bids.isSet(0) || !offers.isSet(0)) {
            withdraw(quoted);
            return;
        }
        final long tick = book.terms().minPriceIncrement();
        final long position = context.position(book.securityId());
        final long middle = (bids.price(0) / tick + offers.price(0) / tick) / 2;
        final long center = middle - skewTicks * (position / quantity);
        quote(book, quoted.bid, Math.min(center - halfSpreadTicks, offers.price(0) / tick - 1) * tick, position);
        quote(book, quoted.offer, Math.max(center + halfSpreadTicks, bids.price(0) / tick + 1) * tick, position);
    }

    /** A book that has gone stale may not be told again for a while: its quotes do not wait for that. */
    @Override
    public void onBookState(final InstrumentBook book) {
        final Quoted quoted = quotes.get(book.securityId());
        if (quoted != null && book.state() != BookState.LIVE) {
            withdraw(quoted);
        }
    }

    private Quoted quoted(final InstrumentBook book) {
        final Quoted known = quotes.get(book.securityId());
        if (known != null
                || quotes.size() == instruments
                || book.isDepthAssumed()
                || book.symbol().contains("-")) {
            return known;
        }
        final Quoted fresh = new Quoted();
        quotes.put(book.securityId(), fresh);
        return fresh;
    }

    private void quote(final InstrumentBook book, final Quote quote, final long price, final long position) {
        final boolean isFull = quote.side == Side.BUY ? position >= maxPosition : position <= -maxPosition;
        quote.isToGo = false;
        if (quote.isWorking || context.nowNs() - quote.changedNs < requoteNs) {
            return;
        }
        if (quote.clOrdId == NO_ORDER) {
            if (!isFull) {
                quote.isWorking = true;
                quote.isSent = false;
                quote.changedNs = context.nowNs();
                quote.price = price;
                quote.clOrdId = context.submit(book, quote.side, price, quantity, TimeInForce.DAY, book.securityId());
            }
        } else if (isFull) {
            quote.isWorking = true;
            context.cancel(quote.clOrdId);
        } else if (quote.price != price) {
            quote.isWorking = true;
            quote.changedNs = context.nowNs();
            quote.price = price;
            context.replace(book, quote.clOrdId, price, quantity);
        }
    }

    private void withdraw(final Quoted quoted) {
        withdraw(quoted.bid);
        withdraw(quoted.offer);
    }

    private void withdraw(final Quote quote) {
        quote.isToGo = quote.clOrdId != NO_ORDER && quote.isWorking;
        if (quote.clOrdId != NO_ORDER && !quote.isWorking) {
            quote.isWorking = true;
            context.cancel(quote.clOrdId);
        }
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        final Quoted quoted = quotes.get(order.securityId());
        if (quoted == null) {
            return;
        }
        final Quote quote = order.side() == Side.BUY ? quoted.bid : quoted.offer;
        if (quote.clOrdId != order.clOrdId()) {
            return;
        }
        if (order.status().isTerminal()) {
            quote.clOrdId = NO_ORDER;
            quote.isWorking = false;
        } else if (order.status() == OrderStatus.SENT) {
            quote.isSent = true;
        } else {
            quote.isWorking = order.isCancelPending() || order.isReplacePending();
            quote.price = order.price();
            if (quote.isToGo && !quote.isWorking) {
                withdraw(quote);
            }
        }
    }

    /** A new order that was refused never became one; an old one that may not be replaced stays as it is. */
    @Override
    public void onRefused(final long clOrdId, final long tag, final RiskCheck check) {
        final Quoted quoted = quotes.get((int) tag);
        if (quoted != null) {
            release(quoted.bid, clOrdId);
            release(quoted.offer, clOrdId);
        }
    }

    private static void release(final Quote quote, final long clOrdId) {
        if (quote.clOrdId == clOrdId) {
            quote.isWorking = false;
            quote.clOrdId = quote.isSent ? clOrdId : NO_ORDER;
        }
    }
}
