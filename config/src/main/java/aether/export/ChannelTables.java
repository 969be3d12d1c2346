package aether.export;

import aether.book.BookBuilder;
import aether.book.BookListener;
import aether.book.BookListeners;
import aether.feed.MarketEvents;
import aether.session.CapturePlayer;
import java.util.List;
import java.util.function.Supplier;

/** All tables of one channel. */
final class ChannelTables extends BookListeners implements CapturePlayer.Listener {
    private final Moment moment;
    private final List<MarketTable> tables;
    private final Instruments instruments;
    private Supplier<BookBuilder> channel;

    ChannelTables(final Moment moment, final List<MarketTable> tables, final Instruments instruments) {
        super(tables.toArray(BookListener[]::new));
        this.moment = moment;
        this.tables = tables;
        this.instruments = instruments;
    }

    /** The moment in front of all, so that each row knows when it is. */
    @Override
    public MarketEvents around(final MarketEvents builder, final Supplier<BookBuilder> books) {
        channel = books;
        instruments.of(books);
        MarketEvents events = builder;
        for (final MarketTable table : tables) {
            events = table.around(events, books);
        }
        return moment.before(events);
    }

    /** The part that rows are asked for begins here. */
    void begin() {
        tables.forEach(table -> table.begin(channel.get()));
    }
}
