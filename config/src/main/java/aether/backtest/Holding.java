package aether.backtest;

import aether.book.InstrumentBook;
import java.math.BigDecimal;

/** What was done and is held of one instrument. Prices are kept against that of the first trade, so that sums stay exact. */
final class Holding {
    final InstrumentBook book;
    final Markouts markouts = new Markouts();
    long buys;
    long sells;
    long fills;
    long aggressed;
    long position;
    long mostPosition;
    private long reference;
    private long cash;

    /** Twice the middle against the reference, of the newest book that had both sides. */
    private long twiceMark;

    Holding(final InstrumentBook book) {
        this.book = book;
    }

    void fill(final Fill fill) {
        if (fills == 0) {
            reference = fill.price();
            mark();
        }
        fills++;
        if (fill.sign() > 0) {
            buys += fill.quantity();
        } else {
            sells += fill.quantity();
        }
        aggressed += fill.isAggressor() ? fill.quantity() : 0;
        position += (long) fill.sign() * fill.quantity();
        mostPosition = Math.max(mostPosition, Math.abs(position));
        cash -= fill.sign() * (fill.price() - reference) * fill.quantity();
        markouts.fill(fill);
    }

    /** The book has changed. */
    void mark() {
        if (fills > 0 && Markouts.hasMiddle(book)) {
            twiceMark = book.book().bid().price(0) + book.book().offer().price(0) - 2 * reference;
        }
    }

    /** Contracts traded. */
    long contracts() {
        return buys + sells;
    }

    /** In points: price times contracts, with what is held valued at the middle of the market, before fees. */
    BigDecimal points() {
        return BigDecimal.valueOf(2 * cash + position * twiceMark)
                .scaleByPowerOfTen(book.priceExponent())
                .divide(BigDecimal.TWO);
    }
}
