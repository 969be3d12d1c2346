package aether.venue;

import aether.feed.mdp3.codec.MDEntryTypeBook;
import aether.feed.mdp3.codec.MDIncrementalRefreshBook46Encoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTradeSummary48Encoder;
import aether.feed.mdp3.codec.MDInstrumentDefinitionFuture54Encoder;
import aether.feed.mdp3.codec.MDUpdateAction;
import aether.feed.mdp3.codec.SecurityUpdateAction;
import aether.venue.PublishedSide.Entry;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Publishes a channel as CME would: one match event after the other, trades before the book, the end-of-event bit on the last
 * message of each event. Small events share a packet until it is flushed, large ones span packets.
 */
final class MarketDataPublisher {
    /** Where finished packets go. */
    @FunctionalInterface
    interface PacketSink {
        void onPacket(long sequence, DirectBuffer buffer, int length);
    }

    private static final int BOOK_ENTRY_LENGTH = 32;
    private static final int MAX_BOOK_ENTRIES = 30;

    private final PacketWriter packet = new PacketWriter();
    private final PacketSink sink;
    private long sequence;
    private long events;

    MarketDataPublisher(final PacketSink sink) {
        this.sink = sink;
        packet.begin(1, 0);
    }

    /** Announces an instrument. */
    void define(final VenueInstrument instrument, final long nowNs) {
        begin(nowNs);
        final MDInstrumentDefinitionFuture54Encoder future = packet.startFuture();
        future.matchEventIndicator().clear().endOfEvent(true);
        future.securityUpdateAction(SecurityUpdateAction.Add)
                .lastUpdateTime(nowNs)
                .securityGroup("AE")
                .asset("AE")
                .symbol(instrument.symbol())
                .securityID(instrument.securityId());
        future.minPriceIncrement().mantissa(instrument.tick());
        future.displayFactor().mantissa(1_000_000_000L);
        future.noEventsCount(0);
        future.noMDFeedTypesCount(1).next().mDFeedType("GBX").marketDepth((byte) instrument.depth());
        future.noInstAttribCount(0);
        future.noLotTypeRulesCount(0);
        packet.endFuture();
        events++;
        flush();
    }

    /** Says that the channel is alive. */
    void heartbeat(final long nowNs) {
        flush();
        begin(nowNs);
        packet.heartbeat();
        flush();
    }

    /** Publishes what one command did to an instrument: one match event, or nothing. */
    void publish(final VenueInstrument instrument, final List<Trade> trades, final long nowNs) {
        final List<Entry> bids = instrument.published(Side.BUY).update(instrument.engine());
        final List<Entry> offers = instrument.published(Side.SELL).update(instrument.engine());
        if (trades.isEmpty() && bids.isEmpty() && offers.isEmpty()) {
            return;
        }
        begin(nowNs);
        final boolean hasBook = !bids.isEmpty() || !offers.isEmpty();
        if (!trades.isEmpty()) {
            writeTrades(instrument, trades, nowNs, hasBook);
        }
        if (hasBook) {
            writeBook(instrument, bids, offers, nowNs);
        }
        events++;
    }

    private void begin(final long nowNs) {
        if (packet.isEmpty()) {
            packet.begin(sequence + 1, nowNs);
        }
    }

    private void writeTrades(
            final VenueInstrument instrument, final List<Trade> trades, final long nowNs, final boolean bookFollows) {
        final MDIncrementalRefreshTradeSummary48Encoder message = packet.startTrades();
        message.transactTime(nowNs);
        message.matchEventIndicator().clear().lastTradeMsg(true).endOfEvent(!bookFollows);
        final var entries = message.noMDEntriesCount(trades.size());
        for (final Trade trade : trades) {
            entries.next().mDEntryPx().mantissa(trade.price());
            entries.mDEntrySize(trade.quantity())
                    .securityID(instrument.securityId())
                    .rptSeq(instrument.nextRptSeq())
                    .numberOfOrders(trade.orders())
                    .aggressorSide(
                            trade.aggressor() == Side.BUY
                                    ? aether.feed.mdp3.codec.AggressorSide.Buy
                                    : aether.feed.mdp3.codec.AggressorSide.Sell)
                    .mDUpdateAction(MDUpdateAction.New)
                    .mDTradeEntryID(events + 1);
        }
        packet.endTrades();
        flushWhenFull();
    }

    private void writeBook(
            final VenueInstrument instrument, final List<Entry> bids, final List<Entry> offers, final long nowNs) {
        final List<SidedEntry> all = new ArrayList<>();
        bids.forEach(entry -> all.add(new SidedEntry(entry, MDEntryTypeBook.Bid)));
        offers.forEach(entry -> all.add(new SidedEntry(entry, MDEntryTypeBook.Offer)));
        for (int from = 0; from < all.size(); from += MAX_BOOK_ENTRIES) {
            begin(nowNs);
            final int to = Math.min(all.size(), from + MAX_BOOK_ENTRIES);
            writeBookMessage(instrument, all.subList(from, to), nowNs, to == all.size());
            flushWhenFull();
        }
    }

    private record SidedEntry(Entry entry, MDEntryTypeBook type) {}

    private void writeBookMessage(
            final VenueInstrument instrument, final List<SidedEntry> part, final long nowNs, final boolean isLast) {
        final MDIncrementalRefreshBook46Encoder message = packet.startBook();
        message.transactTime(nowNs);
        message.matchEventIndicator().clear().lastQuoteMsg(isLast).endOfEvent(isLast);
        final var entries = message.noMDEntriesCount(part.size());
        for (final SidedEntry sided : part) {
            final Entry entry = sided.entry();
            entries.next().mDEntryPx().mantissa(entry.level().price());
            entries.mDEntrySize(entry.level().quantity())
                    .securityID(instrument.securityId())
                    .rptSeq(instrument.nextRptSeq())
                    .numberOfOrders(entry.level().orders())
                    .mDPriceLevel((short) (entry.row() + 1))
                    .mDUpdateAction(MDUpdateAction.get((short) entry.action()))
                    .mDEntryType(sided.type())
                    .tradeableSize(MDIncrementalRefreshBook46Encoder.NoMDEntriesEncoder.tradeableSizeNullValue());
        }
        packet.endBook();
    }

    private void flushWhenFull() {
        if (packet.length() + BOOK_ENTRY_LENGTH * MAX_BOOK_ENTRIES > PacketWriter.MAX_LENGTH) {
            flush();
        }
    }

    /** Sends the packet that is being filled, if it holds anything. */
    void flush() {
        if (!packet.isEmpty()) {
            sequence++;
            sink.onPacket(sequence, packet.buffer(), packet.length());
            packet.begin(sequence + 1, 0);
        }
    }

    /** MsgSeqNum of the newest packet; 0 before the first. */
    long sequence() {
        return sequence;
    }

    /** Match events published. */
    long events() {
        return events;
    }
}
