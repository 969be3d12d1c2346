package aether.book;

import aether.nic.words.SharedWords;
import aether.reader.BookFile;
import java.util.Arrays;

/** An instrument's book by price: bid and offer, real and implied. A view. */
public final class PriceBook {
    static final int NO_SIDE = -1;

    private static final byte[] SIDE_BY_TYPE = new byte[128];

    static {
        Arrays.fill(SIDE_BY_TYPE, (byte) NO_SIDE);
        SIDE_BY_TYPE[EntryType.BID] = BookSlab.BID;
        SIDE_BY_TYPE[EntryType.OFFER] = BookSlab.OFFER;
        SIDE_BY_TYPE[EntryType.IMPLIED_BID] = BookSlab.IMPLIED_BID;
        SIDE_BY_TYPE[EntryType.IMPLIED_OFFER] = BookSlab.IMPLIED_OFFER;
    }

    private final BookSlab slab;
    private final int instrument;
    private final BookSide[] sides;
    private final BookSide bid;
    private final BookSide offer;
    private final BookSide impliedBid;
    private final BookSide impliedOffer;

    PriceBook(final BookSlab slab, final int instrument) {
        this.slab = slab;
        this.instrument = instrument;
        bid = new BookSide(slab, BookSlab.sideOf(instrument, BookSlab.BID));
        offer = new BookSide(slab, BookSlab.sideOf(instrument, BookSlab.OFFER));
        impliedBid = new BookSide(slab, BookSlab.sideOf(instrument, BookSlab.IMPLIED_BID));
        impliedOffer = new BookSide(slab, BookSlab.sideOf(instrument, BookSlab.IMPLIED_OFFER));
        sides = new BookSide[] {bid, offer, impliedBid, impliedOffer};
    }

    public BookSide bid() {
        return bid;
    }

    public BookSide offer() {
        return offer;
    }

    public BookSide impliedBid() {
        return impliedBid;
    }

    public BookSide impliedOffer() {
        return impliedOffer;
    }

    /**
     * Place of an entry type's side among {@link BookSlab#SIDES}, or {@link #NO_SIDE}. A table rather than a switch: whether the next
     * entry is a bid or an offer is what no branch predictor knows.
     */
    static int sideIndex(final byte entryType) {
        return entryType < 0 ? NO_SIDE : SIDE_BY_TYPE[entryType];
    }

    /** The side of an entry type, or null when it names none. */
    BookSide side(final byte entryType) {
        final int index = sideIndex(entryType);
        return index == NO_SIDE ? null : sides[index];
    }

    /**
     * Copies what has changed among the best real rows since the last call, for the one reader that keeps a copy.
     *
     * @param to where in {@code target} the bid's first row is; the offer's rows are behind so many of the bid
     * @return a bit for each row that is set: of the bid in the low half, of the offer in the high one
     */
    long copyChanges(final SharedWords target, final int to, final int rows) {
        final int first = BookSlab.sideOf(instrument, BookSlab.BID);
        final long bids = slab.copyChanges(first + BookSlab.BID, target, to, rows);
        final long offers = slab.copyChanges(first + BookSlab.OFFER, target, to + rows * BookFile.ROW_WORDS, rows);
        return offers << Integer.SIZE | bids;
    }

    /** As {@link BookSlab#depths}. */
    void depths(final int depth, final int impliedDepth) {
        slab.depths(instrument, depth, impliedDepth);
    }

    void clear(final boolean isKnown) {
        bid.clear(isKnown);
        offer.clear(isKnown);
        impliedBid.clear(isKnown);
        impliedOffer.clear(isKnown);
    }

    /** Rows of all sides. */
    int rows() {
        return bid.rows() + offer.rows() + impliedBid.rows() + impliedOffer.rows();
    }

    boolean hasHoles() {
        return bid.hasHoles() || offer.hasHoles() || impliedBid.hasHoles() || impliedOffer.hasHoles();
    }

    /** True when every row of every side is known. */
    public boolean isComplete() {
        return bid.isComplete() && offer.isComplete() && impliedBid.isComplete() && impliedOffer.isComplete();
    }

    /**
     * True when the best bid is at or through the best offer, or the other way round in an inverted book. Legal before the
     * open, and in the middle of an event; a flag, never a fault.
     */
    public boolean isCrossed(final boolean inverted) {
        if (!bid.isSet(0) || !offer.isSet(0)) {
            return false;
        }
        return inverted ? bid.price(0) <= offer.price(0) : bid.price(0) >= offer.price(0);
    }

    /** Folds the whole content into a hash. */
    public long hash(final long seed) {
        return impliedOffer.hash(impliedBid.hash(offer.hash(bid.hash(seed))));
    }

    @Override
    public String toString() {
        return "bid " + bid + " offer " + offer + " implied bid " + impliedBid + " implied offer " + impliedOffer;
    }
}
