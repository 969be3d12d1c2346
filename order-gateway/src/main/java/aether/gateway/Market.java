package aether.gateway;

import aether.book.BookSide;
import aether.book.BookState;
import aether.book.InstrumentBook;
import aether.risk.RiskQuestion;

/** The market that a decision was based on. Reused; prices are mantissas with exponent -9. */
public final class Market {
    /** An empty side. */
    public static final long NO_PRICE = RiskQuestion.NO_PRICE;

    private long packet;
    private long bid = NO_PRICE;
    private long offer = NO_PRICE;
    private boolean isLive;
    private long timeNs;

    public Market set(
            final long marketPacket,
            final long bestBid,
            final long bestOffer,
            final boolean live,
            final long bookTimeNs) {
        packet = marketPacket;
        bid = bestBid;
        offer = bestOffer;
        isLive = live;
        timeNs = bookTimeNs;
        return this;
    }

    /** MsgSeqNum of the packet that made the book. */
    public long packet() {
        return packet;
    }

    public long bid() {
        return bid;
    }

    public long offer() {
        return offer;
    }

    public boolean isLive() {
        return isLive;
    }

    /** Receive time of that packet. */
    public long timeNs() {
        return timeNs;
    }

    /** As the book has it: how old it is, is for the risk checks to judge. */
    Market of(final InstrumentBook instrument) {
        final BookSide bids = instrument.book().bid();
        final BookSide offers = instrument.book().offer();
        return set(
                instrument.packetSequence(),
                bids.isSet(0) ? bids.price(0) : NO_PRICE,
                offers.isSet(0) ? offers.price(0) : NO_PRICE,
                instrument.state() == BookState.LIVE,
                instrument.rxTimeNs());
    }
}
