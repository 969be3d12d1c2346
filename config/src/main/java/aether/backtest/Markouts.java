package aether.backtest;

import aether.book.InstrumentBook;
import java.util.ArrayDeque;

/** What the market did after each fill: the middle of best bid and offer some time later, against the price of the trade. */
final class Markouts {
    /** How long after a fill, nanoseconds. */
    static final long[] HORIZONS_NS = {100_000_000L, 1_000_000_000L, 10_000_000_000L, 60_000_000_000L};

    /** A fill that a horizon is waited for. */
    private record Waiting(long dueNs, int sign, long price, int quantity) {}

    private final ArrayDeque<Waiting>[] waiting;
    private final double[] sums = new double[HORIZONS_NS.length];
    private final long[] contracts = new long[HORIZONS_NS.length];

    @SuppressWarnings("unchecked")
    Markouts() {
        waiting = new ArrayDeque[HORIZONS_NS.length];
        for (int i = 0; i < waiting.length; i++) {
            waiting[i] = new ArrayDeque<>();
        }
    }

    void fill(final Fill fill) {
        for (int i = 0; i < waiting.length; i++) {
            waiting[i].add(new Waiting(fill.timeNs() + HORIZONS_NS[i], fill.sign(), fill.price(), fill.quantity()));
        }
    }

    /** The book that holds from now on: what was due before now is measured against the one before. */
    void time(final InstrumentBook book, final long nowNs) {
        for (int i = 0; i < waiting.length; i++) {
            while (!waiting[i].isEmpty() && waiting[i].peek().dueNs() <= nowNs) {
                final Waiting due = waiting[i].peek();
                if (!hasMiddle(book)) {
                    return;
                }
                waiting[i].remove();
                sums[i] += due.sign() * (middle(book) - due.price()) * due.quantity();
                contracts[i] += due.quantity();
            }
        }
    }

    static boolean hasMiddle(final InstrumentBook book) {
        return book.state().isPublished()
                && book.book().bid().isSet(0)
                && book.book().offer().isSet(0);
    }

    /** Of best bid and offer, as a mantissa. */
    static double middle(final InstrumentBook book) {
        return (book.book().bid().price(0) + book.book().offer().price(0)) / 2.0;
    }

    /** Contracts whose horizon was reached. */
    long contracts(final int horizon) {
        return contracts[horizon];
    }

    /** For a contract on average, mantissa: positive when the market went the way of the trades. */
    double mean(final int horizon) {
        return contracts[horizon] == 0 ? 0 : sums[horizon] / contracts[horizon];
    }
}
