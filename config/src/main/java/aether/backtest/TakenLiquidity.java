package aether.backtest;

import aether.book.InstrumentBook;
import aether.venue.Side;
import org.agrona.collections.Long2LongHashMap;

/** What we have taken from levels of the recorded book, which still shows it: as long as a level is there, it is not taken again. */
final class TakenLiquidity {
    private final Long2LongHashMap bids = new Long2LongHashMap(0);
    private final Long2LongHashMap offers = new Long2LongHashMap(0);

    private Long2LongHashMap of(final Side side) {
        return side == Side.BUY ? bids : offers;
    }

    /** What is left of a level that shows so many contracts. */
    long left(final Side side, final long price, final long size) {
        return Math.max(0, size - of(side).get(price));
    }

    void take(final Side side, final long price, final long quantity) {
        of(side).put(price, of(side).get(price) + quantity);
    }

    /** A level that got smaller has lost what was taken first; one that is gone is forgotten. */
    void follow(final RecordedLevels levels, final InstrumentBook book) {
        follow(levels, book, Side.BUY);
        follow(levels, book, Side.SELL);
    }

    private void follow(final RecordedLevels levels, final InstrumentBook book, final Side side) {
        if (of(side).isEmpty()) {
            return;
        }
        final Long2LongHashMap.EntryIterator entries = of(side).entrySet().iterator();
        while (entries.hasNext()) {
            entries.next();
            final int level = levels.find(book, side, entries.getLongKey());
            final long size = level < 0 ? 0 : levels.size(book, side, level);
            if (size == 0) {
                entries.remove();
            } else if (entries.getLongValue() > size) {
                entries.setValue(size);
            }
        }
    }
}
