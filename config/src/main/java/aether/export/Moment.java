package aether.export;

import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.session.ForwardingEvents;

/** The message that is being applied: what rows say of when and where. */
final class Moment extends ForwardingEvents {
    private static final MarketMessage NONE = new MarketMessage();

    private final ExportSpan span;
    private MarketMessage message = NONE;

    Moment(final ExportSpan span) {
        this.span = span;
    }

    /** Stands in front of what applies them. */
    MarketEvents before(final MarketEvents next) {
        forwardTo(next);
        return this;
    }

    @Override
    public void onMessageStart(final MarketMessage current) {
        message = current;
        super.onMessageStart(current);
    }

    /** Whether rows of this moment are asked for. */
    boolean isWanted() {
        return span.has(message.rxTimeNs());
    }

    MarketMessage message() {
        return message;
    }

    long timeNs() {
        return message.rxTimeNs();
    }
}
