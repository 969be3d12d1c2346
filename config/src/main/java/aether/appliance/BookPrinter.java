package aether.appliance;

import aether.book.BookBuilder;
import aether.book.BookEvent;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Prints books as they change: after each match event as a listener, or after each message with book entries as an observer
 * around the builder. A book that turns stale is printed once, without rows, and then not until it is right again.
 */
final class BookPrinter implements CapturePlayer.Listener, MarketEvents {
    private final BookJson json;
    private final boolean everyMessage;
    private final List<Integer> touched = new ArrayList<>();
    private final List<InstrumentBook> silenced = new ArrayList<>();
    private final List<Integer> repaired = new ArrayList<>();
    private MarketEvents builder;
    private Supplier<BookBuilder> books;
    private MarketMessage message;
    private boolean isRepairing;

    BookPrinter(final BookJson json, final boolean everyMessage) {
        this.json = json;
        this.everyMessage = everyMessage;
    }

    @Override
    public MarketEvents around(final MarketEvents inner, final Supplier<BookBuilder> lookup) {
        builder = inner;
        books = lookup;
        return this;
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        if (!everyMessage) {
            json.write(instrument, event.message());
        }
    }

    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        if (instrument.state() == BookState.STALE || instrument.state() == BookState.DISCONTINUED) {
            silenced.add(instrument);
        }
        if (isRepairing && before == BookState.STALE) {
            repaired.add(instrument.securityId());
        }
    }

    @Override
    public void onMessageStart(final MarketMessage current) {
        message = current;
        if (!isRepairing) {
            touched.clear();
        }
        builder.onMessageStart(current);
    }

    @Override
    public void onMessageEnd(final MarketMessage current) {
        if (!isRepairing) {
            print();
        }
        builder.onMessageEnd(current);
    }

    private void print() {
        for (final InstrumentBook instrument : silenced) {
            if (!instrument.state().isPublished()) {
                json.write(instrument, message);
            }
        }
        silenced.clear();
        for (final int securityId : touched) {
            final InstrumentBook instrument = books.get().find(securityId);
            if (instrument != null && instrument.state().isPublished()) {
                json.write(instrument, message);
            }
        }
    }

    @Override
    public void onBookLevel(
            final int securityId,
            final long rptSeq,
            final byte entryType,
            final int action,
            final int level,
            final long price,
            final long size,
            final int orders) {
        if (everyMessage && !touched.contains(securityId)) {
            touched.add(securityId);
        }
        builder.onBookLevel(securityId, rptSeq, entryType, action, level, price, size, orders);
    }

    @Override
    public void onOrder(
            final int securityId,
            final long orderId,
            final long priority,
            final long price,
            final long quantity,
            final byte entryType,
            final int action) {
        builder.onOrder(securityId, orderId, priority, price, quantity, entryType, action);
    }

    @Override
    public void onOrderFault(final int securityId) {
        builder.onOrderFault(securityId);
    }

    @Override
    public void onTrade(
            final int securityId,
            final long rptSeq,
            final long price,
            final long size,
            final int orders,
            final int aggressorSide,
            final int action,
            final long tradeEntryId) {
        builder.onTrade(securityId, rptSeq, price, size, orders, aggressorSide, action, tradeEntryId);
    }

    @Override
    public void onVolume(final int securityId, final long rptSeq, final long volume, final int action) {
        builder.onVolume(securityId, rptSeq, volume, action);
    }

    @Override
    public void onStatistic(
            final int securityId,
            final long rptSeq,
            final byte entryType,
            final long price,
            final long size,
            final int flags,
            final int action) {
        builder.onStatistic(securityId, rptSeq, entryType, price, size, flags, action);
    }

    @Override
    public void onPriceLimits(
            final int securityId, final long rptSeq, final long high, final long low, final long maxVariation) {
        builder.onPriceLimits(securityId, rptSeq, high, low, maxVariation);
    }

    @Override
    public void onSecurityStatus(
            final int securityId,
            final long securityGroup,
            final long asset,
            final int tradingStatus,
            final int haltReason,
            final int tradingEvent) {
        builder.onSecurityStatus(securityId, securityGroup, asset, tradingStatus, haltReason, tradingEvent);
    }

    @Override
    public void onDefinition(final InstrumentDefinition definition) {
        builder.onDefinition(definition);
    }

    @Override
    public void onChannelReset(final int applId) {
        builder.onChannelReset(applId);
    }

    @Override
    public void onGap(final long firstMissing, final long count) {
        builder.onGap(firstMissing, count);
    }

    @Override
    public void onRepairStart() {
        isRepairing = true;
        touched.clear();
        builder.onRepairStart();
    }

    @Override
    public void onRepairEnd(final boolean nothingMissing) {
        builder.onRepairEnd(nothingMissing);
        isRepairing = false;
        // Those that were right all along were only told again.
        touched.removeIf(securityId -> !repaired.contains(securityId));
        repaired.clear();
        print();
        touched.clear();
    }

    @Override
    public void onSequenceReset() {
        builder.onSequenceReset();
    }
}
