package aether.book;

import aether.feed.BookKind;
import aether.feed.MarketEvents;
import aether.nic.Counters;
import aether.state.StateFields;

/** What the parts of one {@link BookBuilder} share: its settings and counters, who is told, the place in the feed, what waits for snapshots. */
final class FeedContext {
    private final BookContext settings;
    private final Counters<BookCounter> counters = new Counters<>(BookCounter.class);
    private final Counters<BookFault> faults = new Counters<>(BookFault.class);
    private final FeedPosition position = new FeedPosition();
    private final ChunkTable chunks = new ChunkTable();
    private final InstrumentHeads heads;
    private final EntryQueue queue;
    private final MarketEvents target;
    private final ChannelTrust pricesTrust;
    private final ChannelTrust ordersTrust;

    /** Entries that were put aside will be told to {@code target}. */
    FeedContext(final BookContext settings, final MarketEvents target) {
        this.settings = settings;
        this.target = target;
        heads = new InstrumentHeads(settings.maxInstruments());
        final boolean hasRecovery = settings.recovers(BookKind.BY_PRICE) || settings.recovers(BookKind.BY_ORDER);
        queue = new EntryQueue(hasRecovery ? settings.queueEntries() : 0);
        pricesTrust = new ChannelTrust(BookKind.BY_PRICE, settings, counters);
        ordersTrust = new ChannelTrust(BookKind.BY_ORDER, settings, counters);
    }

    BookContext settings() {
        return settings;
    }

    Counters<BookCounter> counters() {
        return counters;
    }

    /** By reason. */
    Counters<BookFault> faults() {
        return faults;
    }

    /** What every entry needs of its instrument. */
    InstrumentHeads heads() {
        return heads;
    }

    FeedPosition position() {
        return position;
    }

    EntryQueue queue() {
        return queue;
    }

    /** Parts of snapshots that have come. */
    ChunkTable chunks() {
        return chunks;
    }

    /** Whom entries that were put aside are told to. */
    MarketEvents target() {
        return target;
    }

    ChannelTrust trust(final BookKind kind) {
        return kind == BookKind.BY_PRICE ? pricesTrust : ordersTrust;
    }

    void state(final StateFields fields) {
        fields.counters(counters);
        fields.counters(faults);
        position.state(fields);
        queue.state(fields);
        chunks.state(fields);
        pricesTrust.state(fields);
        ordersTrust.state(fields);
    }
}
