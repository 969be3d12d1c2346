package aether.console;

import java.util.ArrayList;
import java.util.List;

/** The rows of a book, for people: bids on the left, offers on the right. */
public final class Ladder {
    private static final String BID = "%8s %10s %14s";
    private static final String OFFER = "%-14s %-10s %-8s";
    private static final String FORMAT = BID + " | " + OFFER;
    private static final String NOTHING = "";

    private final List<String> lines = new ArrayList<>();
    private String bid;
    private String offer;

    public Ladder() {
        lines.add(String.format(FORMAT, "orders", "size", "bid", "offer", "size", "orders"));
        clear();
    }

    private void clear() {
        bid = String.format(BID, NOTHING, NOTHING, NOTHING);
        offer = String.format(OFFER, NOTHING, NOTHING, NOTHING);
    }

    public Ladder bid(final String price, final long size, final String orders) {
        bid = String.format(BID, orders, size, price);
        return this;
    }

    public Ladder offer(final String price, final long size, final String orders) {
        offer = String.format(OFFER, price, size, orders);
        return this;
    }

    /** The row is complete. */
    public void endRow() {
        lines.add(bid + " | " + offer);
        clear();
    }

    /** The head and all rows. */
    public List<String> lines() {
        return lines;
    }
}
