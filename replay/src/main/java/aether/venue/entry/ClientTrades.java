package aether.venue.entry;

import aether.venue.entry.ReportWriter.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;

/** The newest trades of a client, which the venue may still undo or correct. */
final class ClientTrades {
    private static final int REMEMBERED = 32;

    /** One trade, as it stands now. */
    private static final class Fill {
        private final ClientOrder order;
        private final String execId;
        private final int quantity;
        private long price;

        private Fill(final ClientOrder order, final String execId, final long price, final int quantity) {
            this.order = order;
            this.execId = execId;
            this.price = price;
            this.quantity = quantity;
        }
    }

    private final Deque<Fill> fills = new ArrayDeque<>();
    private final ReportWriter reports;
    private final ClientAccount account;

    ClientTrades(final ReportWriter reports, final ClientAccount account) {
        this.reports = reports;
        this.account = account;
    }

    void add(final ClientOrder order, final long price, final int quantity) {
        fills.addLast(new Fill(order, reports.lastExecId(), price, quantity));
        if (fills.size() > REMEMBERED) {
            fills.removeFirst();
        }
    }

    boolean isEmpty() {
        return fills.isEmpty();
    }

    private Fill take(final SplittableRandom random) {
        final int skipped = random.nextInt(fills.size());
        for (int i = 0; i < skipped; i++) {
            fills.addLast(fills.removeFirst());
        }
        return fills.removeFirst();
    }

    /** Undoes one of them; returns the report. */
    byte[] bust(final SplittableRandom random, final Place place) {
        final Fill fill = take(random);
        account.amend(fill.order, fill.price, -fill.quantity);
        fill.order.cumQty -= fill.quantity;
        fill.order.bustedQty += fill.quantity;
        return reports.addendum(fill.order, fill.execId, fill.price, fill.quantity, 0, 0, place);
    }

    /** Corrects the price of one of them; returns the report. */
    byte[] correct(final SplittableRandom random, final long more, final Place place) {
        final Fill fill = take(random);
        final long before = fill.price;
        account.amend(fill.order, before, -fill.quantity);
        fill.price += more;
        account.amend(fill.order, fill.price, fill.quantity);
        fills.addLast(fill);
        return reports.addendum(fill.order, fill.execId, before, fill.quantity, fill.price, fill.quantity, place);
    }
}
