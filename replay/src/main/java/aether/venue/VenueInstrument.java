package aether.venue;

import aether.venue.MatchingEngine.Level;
import java.util.List;

/** An instrument of the simulated venue: identity, engine, sequence, and what of its book was published last. */
public final class VenueInstrument {
    private final int securityId;
    private final String symbol;
    private final long tick;
    private final int depth;
    private final MatchingEngine engine = new MatchingEngine();
    private final PublishedSide bids;
    private final PublishedSide offers;
    private long rptSeq;

    VenueInstrument(final int securityId, final String symbol, final long tick, final int depth) {
        this.securityId = securityId;
        this.symbol = symbol;
        this.tick = tick;
        this.depth = depth;
        bids = new PublishedSide(Side.BUY, depth);
        offers = new PublishedSide(Side.SELL, depth);
    }

    public int securityId() {
        return securityId;
    }

    public String symbol() {
        return symbol;
    }

    /** Smallest price step, mantissa. */
    long tick() {
        return tick;
    }

    int depth() {
        return depth;
    }

    MatchingEngine engine() {
        return engine;
    }

    PublishedSide published(final Side side) {
        return side == Side.BUY ? bids : offers;
    }

    long nextRptSeq() {
        return ++rptSeq;
    }

    /** RptSeq of the newest entry published. */
    public long rptSeq() {
        return rptSeq;
    }

    /** Visible levels of the engine's own book. */
    public List<Row> rows(final Side side) {
        return engine.levels(side, depth).stream().map(Row::of).toList();
    }

    /** A visible level: price mantissa, quantity, number of orders. */
    public record Row(long price, long size, int orders) {
        static Row of(final Level level) {
            return new Row(level.price(), level.quantity(), level.orders());
        }
    }
}
