package aether.book;

/** Several listeners as one, called in order. */
public class BookListeners implements BookListener {
    private final BookListener[] listeners;

    public BookListeners(final BookListener... listeners) {
        this.listeners = listeners.clone();
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        for (final BookListener listener : listeners) {
            listener.onBook(instrument, event);
        }
    }

    @Override
    public void onOrderBook(final InstrumentBook instrument, final BookEvent event) {
        for (final BookListener listener : listeners) {
            listener.onOrderBook(instrument, event);
        }
    }

    @Override
    public void onEventEnd(final BookEvent event) {
        for (final BookListener listener : listeners) {
            listener.onEventEnd(event);
        }
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        for (final BookListener listener : listeners) {
            listener.onState(instrument, before);
        }
    }

    @Override
    public void onOrderState(final InstrumentBook instrument, final BookState before) {
        for (final BookListener listener : listeners) {
            listener.onOrderState(instrument, before);
        }
    }

    @Override
    public void onStatus(final InstrumentBook instrument) {
        for (final BookListener listener : listeners) {
            listener.onStatus(instrument);
        }
    }

    @Override
    public void onDefinition(final InstrumentBook instrument, final int changes) {
        for (final BookListener listener : listeners) {
            listener.onDefinition(instrument, changes);
        }
    }

    @Override
    public void onPacketsLost(final long firstMissing, final long count) {
        for (final BookListener listener : listeners) {
            listener.onPacketsLost(firstMissing, count);
        }
    }

    @Override
    public void onTradeOrder(
            final InstrumentBook instrument,
            final long price,
            final long orderId,
            final long quantity,
            final boolean isAggressor) {
        for (final BookListener listener : listeners) {
            listener.onTradeOrder(instrument, price, orderId, quantity, isAggressor);
        }
    }

    @Override
    public void onTrade(
            final InstrumentBook instrument,
            final long price,
            final long size,
            final int aggressorSide,
            final int action) {
        for (final BookListener listener : listeners) {
            listener.onTrade(instrument, price, size, aggressorSide, action);
        }
    }
}
