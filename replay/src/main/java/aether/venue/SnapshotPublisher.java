package aether.venue;

import aether.feed.mdp3.codec.MDEntryType;
import aether.feed.mdp3.codec.MDEntryTypeBook;
import aether.feed.mdp3.codec.OpenCloseSettlFlag;
import aether.feed.mdp3.codec.SecurityTradingStatus;
import aether.feed.mdp3.codec.SecurityUpdateAction;
import aether.feed.mdp3.codec.SnapshotFullRefresh52Encoder;
import aether.feed.mdp3.codec.SnapshotFullRefreshOrderBook53Encoder;
import aether.venue.MarketDataPublisher.PacketSink;
import aether.venue.VenueInstrument.RestingOrder;
import aether.venue.VenueInstrument.Row;
import java.util.List;

/**
 * A recovery feed: instrument after instrument, round and round, each pass numbered from 1. Instruments that nothing was ever
 * published for are in no pass of snapshots, as at CME; definitions are sent of all.
 */
final class SnapshotPublisher {
    /** What the feed repeats. */
    enum Content {
        DEFINITIONS,
        PRICES,
        ORDERS
    }

    private static final int ORDERS_PER_CHUNK = 40;
    private static final long NO_PRICE = Long.MAX_VALUE;
    private static final int NO_SIZE = Integer.MAX_VALUE;

    private final SnapshotFullRefresh52Encoder prices = new SnapshotFullRefresh52Encoder();
    private final SnapshotFullRefreshOrderBook53Encoder orders = new SnapshotFullRefreshOrderBook53Encoder();
    private final PacketWriter packet = new PacketWriter();
    private final AdminWriter admin = new AdminWriter(packet);
    private final Content content;
    private final List<VenueInstrument> instruments;
    private final PacketSink sink;
    private List<VenueInstrument> pass = List.of();
    private int next;
    private long sequence;

    SnapshotPublisher(final Content content, final List<VenueInstrument> instruments, final PacketSink sink) {
        this.content = content;
        this.instruments = instruments;
        this.sink = sink;
    }

    /** Sends the next instrument of the pass, or a heartbeat when there is none. Everything up to {@code lastSequence} is out. */
    void step(final long lastSequence, final long nowNs) {
        if (next == pass.size()) {
            pass = instruments.stream().filter(this::isInPass).toList();
            next = 0;
            sequence = 0;
        }
        if (pass.isEmpty()) {
            begin(nowNs);
            admin.heartbeat();
            send();
            return;
        }
        final VenueInstrument instrument = pass.get(next++);
        switch (content) {
            case DEFINITIONS -> definition(instrument, nowNs);
            case PRICES -> prices(instrument, lastSequence, nowNs);
            case ORDERS -> orders(instrument, lastSequence, nowNs);
        }
    }

    private boolean isInPass(final VenueInstrument instrument) {
        return !instrument.isDeleted() && (content == Content.DEFINITIONS || instrument.rptSeq() > 0);
    }

    private void begin(final long nowNs) {
        packet.begin(++sequence, nowNs);
    }

    private void send() {
        sink.onPacket(sequence, packet.buffer(), packet.length());
    }

    private void definition(final VenueInstrument instrument, final long nowNs) {
        begin(nowNs);
        admin.definition(instrument, SecurityUpdateAction.Add, pass.size(), nowNs);
        send();
    }

    private void prices(final VenueInstrument instrument, final long lastSequence, final long nowNs) {
        begin(nowNs);
        prices.wrapAndApplyHeader(packet.target(), packet.start(prices.sbeBlockLength()), packet.header());
        prices.lastMsgSeqNumProcessed(lastSequence)
                .totNumReports(pass.size())
                .securityID(instrument.securityId())
                .rptSeq(instrument.rptSeq())
                .transactTime(nowNs)
                .lastUpdateTime(nowNs)
                .mDSecurityTradingStatus(SecurityTradingStatus.ReadyToTrade);
        prices.highLimitPrice().mantissa(NO_PRICE);
        prices.lowLimitPrice().mantissa(NO_PRICE);
        prices.maxPriceVariation().mantissa(NO_PRICE);
        final List<Row> bids = instrument.publishedRows(Side.BUY);
        final List<Row> offers = instrument.publishedRows(Side.SELL);
        final List<Row> impliedBids = instrument.impliedRows(Side.BUY);
        final List<Row> impliedOffers = instrument.impliedRows(Side.SELL);
        final SessionStatistics statistics = instrument.statistics();
        final var entries = prices.noMDEntriesCount(bids.size()
                + offers.size()
                + impliedBids.size()
                + impliedOffers.size()
                + (statistics.isEmpty() ? 0 : 3));
        rows(entries, bids, MDEntryType.Bid);
        rows(entries, offers, MDEntryType.Offer);
        rows(entries, impliedBids, MDEntryType.ImpliedBid);
        rows(entries, impliedOffers, MDEntryType.ImpliedOffer);
        if (!statistics.isEmpty()) {
            entry(entries, MDEntryType.OpenPrice, statistics.open(), NO_SIZE, NO_SIZE, 0);
            entry(entries, MDEntryType.TradingSessionHighPrice, statistics.high(), NO_SIZE, NO_SIZE, 0);
            entry(entries, MDEntryType.TradingSessionLowPrice, statistics.low(), NO_SIZE, NO_SIZE, 0);
        }
        packet.end(prices.limit());
        send();
    }

    private static void rows(
            final SnapshotFullRefresh52Encoder.NoMDEntriesEncoder entries,
            final List<Row> rows,
            final MDEntryType type) {
        for (int row = 0; row < rows.size(); row++) {
            final Row level = rows.get(row);
            entry(entries, type, level.price(), (int) level.size(), level.orders(), row + 1);
        }
    }

    private static void entry(
            final SnapshotFullRefresh52Encoder.NoMDEntriesEncoder entries,
            final MDEntryType type,
            final long price,
            final int size,
            final int orderCount,
            final int level) {
        entries.next().mDEntryPx().mantissa(price);
        entries.mDEntrySize(size)
                .numberOfOrders(orderCount)
                .mDPriceLevel(
                        level == 0
                                ? SnapshotFullRefresh52Encoder.NoMDEntriesEncoder.mDPriceLevelNullValue()
                                : (byte) level)
                .tradingReferenceDate(SnapshotFullRefresh52Encoder.NoMDEntriesEncoder.tradingReferenceDateNullValue())
                .openCloseSettlFlag(OpenCloseSettlFlag.NULL_VAL)
                .mDEntryType(type);
        entries.settlPriceType().clear();
    }

    private void orders(final VenueInstrument instrument, final long lastSequence, final long nowNs) {
        final List<RestingOrder> bids = instrument.orders(Side.BUY);
        final List<RestingOrder> offers = instrument.orders(Side.SELL);
        final int count = bids.size() + offers.size();
        final int chunks = Math.max(1, (count + ORDERS_PER_CHUNK - 1) / ORDERS_PER_CHUNK);
        for (int chunk = 0; chunk < chunks; chunk++) {
            final int from = chunk * ORDERS_PER_CHUNK;
            final int to = Math.min(count, from + ORDERS_PER_CHUNK);
            begin(nowNs);
            orders.wrapAndApplyHeader(packet.target(), packet.start(orders.sbeBlockLength()), packet.header());
            orders.lastMsgSeqNumProcessed(lastSequence)
                    .totNumReports(pass.size())
                    .securityID(instrument.securityId())
                    .noChunks(chunks)
                    .currentChunk(chunk + 1)
                    .transactTime(nowNs);
            final var entries = orders.noMDEntriesCount(to - from);
            for (int i = from; i < to; i++) {
                final boolean isBid = i < bids.size();
                final RestingOrder order = isBid ? bids.get(i) : offers.get(i - bids.size());
                entries.next().orderID(order.orderId()).mDOrderPriority(order.priority());
                entries.mDEntryPx().mantissa(order.price());
                entries.mDDisplayQty((int) order.quantity())
                        .mDEntryType(isBid ? MDEntryTypeBook.Bid : MDEntryTypeBook.Offer);
            }
            packet.end(orders.limit());
            send();
        }
    }

    /** The next pass begins with the next packet. */
    void restart() {
        pass = List.of();
        next = 0;
    }
}
