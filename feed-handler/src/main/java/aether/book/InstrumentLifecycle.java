package aether.book;

import aether.feed.InstrumentDefinition;
import aether.nic.Counters;

/** Instruments come, change and go, as their definitions say. */
final class InstrumentLifecycle {
    private final BookStates states;
    private final OrderBooks orderBooks;
    private final StatusBoard statuses;
    private final BookListener listener;
    private final Counters<BookCounter> counters;

    InstrumentLifecycle(
            final FeedContext feed,
            final BookStates states,
            final OrderBooks orderBooks,
            final StatusBoard statuses,
            final BookListener listener) {
        this.states = states;
        this.orderBooks = orderBooks;
        this.statuses = statuses;
        this.listener = listener;
        counters = feed.counters();
    }

    void onDefinition(final InstrumentBook instrument, final InstrumentDefinition definition) {
        if (definition.updateAction() == InstrumentDefinition.DELETE) {
            discontinue(instrument);
            return;
        }
        if (instrument.priceTrust().isDiscontinued() && !revive(instrument, definition)) {
            return;
        }
        final int changes = instrument.define(definition);
        if ((changes & InstrumentTerms.BOOK_SHAPE) != 0) {
            orderBooks.invert(instrument);
            counters.add(BookCounter.DEPTHS_REFUSED, instrument.hasItsDepth() ? 0 : 1);
        }
        if (changes != 0) {
            counters.increment(BookCounter.DEFINITION_CHANGES);
            if ((changes & InstrumentTerms.IDENTITY) != 0) {
                statuses.onDefined(instrument, definition.tradingStatus());
            }
            listener.onDefinition(instrument, changes);
        }
    }

    private void discontinue(final InstrumentBook instrument) {
        if (!instrument.priceTrust().isDiscontinued()) {
            counters.increment(BookCounter.DISCONTINUED_INSTRUMENTS);
            instrument.clearRows(true);
            instrument.priceTrust().discontinue();
            orderBooks.discontinue(instrument);
            listener.onDefinition(instrument, 0);
        }
    }

    /** An id is only used again when the live feed says so: the replay feed may lag behind the deletion. */
    private boolean revive(final InstrumentBook instrument, final InstrumentDefinition definition) {
        if (definition.updateAction() != InstrumentDefinition.ADD || definition.isReplayed()) {
            return false;
        }
        instrument.statistics().clear();
        states.revive(instrument);
        orderBooks.revive(instrument);
        return true;
    }
}
