package aether.book;

import aether.feed.BookKind;
import aether.nic.Counters;
import aether.state.StateFields;

/** Where match events begin and end: whether the one under way is told as a whole, and what its end makes known. */
final class EventBoundary {
    private final Counters<BookCounter> counters;
    private final FeedPosition position;
    private final EventPublisher publisher;
    private final TradeSummaries trades;

    /** Null when books are not to be compared with each other. */
    private final CrossCheck check;

    private final ChannelTrust channel;
    private boolean isTorn;
    private boolean isOpen;

    EventBoundary(
            final FeedContext feed,
            final BookStates states,
            final OrderBooks orderBooks,
            final EventPublisher publisher,
            final TradeSummaries trades) {
        counters = feed.counters();
        position = feed.position();
        this.publisher = publisher;
        this.trades = trades;
        check = feed.settings().isVerifying() ? new CrossCheck(feed, states, orderBooks) : null;
        channel = feed.trust(BookKind.BY_PRICE);
    }

    /** What was told of the event is void, and all that is to come of it. */
    void tear() {
        isTorn = true;
        forget();
    }

    /** An event that is open now will not be told as a whole any more. */
    void tearOpen() {
        isTorn |= isOpen;
    }

    /** Everything starts over: what comes next is an event's beginning. */
    void restart() {
        isTorn = false;
        forget();
    }

    private void forget() {
        publisher.forget();
        trades.forget();
    }

    void messageEnd(final boolean isEndOfEvent) {
        isOpen = !isEndOfEvent;
        if (isEndOfEvent && !channel.isRepairing()) {
            end();
        }
    }

    private void end() {
        counters.increment(BookCounter.EVENTS);
        if (isTorn) {
            counters.increment(BookCounter.INCOMPLETE_EVENTS);
            trades.forget();
        } else {
            trades.end();
        }
        if (check != null) {
            publisher.check(check, position.sequence);
        }
        publisher.publish(isTorn ? BookEvent.INCOMPLETE : 0);
        isTorn = false;
    }

    /** In the middle of an event the books are not fit to be seen: its end will publish them. */
    void publishRecovered() {
        if (!isOpen && !publisher.isEmpty()) {
            publisher.publish(BookEvent.INCOMPLETE);
        }
    }

    boolean isOpen() {
        return isOpen;
    }

    void state(final StateFields fields) {
        isTorn = fields.flag(isTorn);
        isOpen = false;
    }
}
