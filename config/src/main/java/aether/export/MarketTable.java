package aether.export;

import aether.book.BookBuilder;
import aether.book.BookListener;
import aether.feed.MarketEvents;
import java.util.function.Supplier;

/** What fills a table with rows of one channel. */
interface MarketTable extends BookListener {
    /** Puts itself around what applies the feed's entries, when it wants to see each. */
    default MarketEvents around(final MarketEvents inner, final Supplier<BookBuilder> books) {
        return inner;
    }

    /** What was heard before is void: the books are as they are. */
    default void begin(final BookBuilder books) {}
}
