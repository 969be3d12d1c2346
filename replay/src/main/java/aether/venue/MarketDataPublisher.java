package aether.venue;

import aether.feed.mdp3.codec.MDEntryTypeBook;
import aether.feed.mdp3.codec.SecurityTradingEvent;
import aether.feed.mdp3.codec.SecurityTradingStatus;
import aether.feed.mdp3.codec.SecurityUpdateAction;
import aether.venue.EventWriter.SidedEntry;
import aether.venue.PublishedSide.Entry;
import aether.venue.Trade.Fill;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.agrona.DirectBuffer;

/**
 * Publishes a channel's incremental feed as CME would: one match event after the other; in each, trades before volume before
 * orders before the book before statistics before implied rows; the end-of-event bit on the last message. Small events share a
 * packet until it is flushed, large ones span packets.
 */
final class MarketDataPublisher {
    /** Where finished packets go. */
    @FunctionalInterface
    interface PacketSink {
        void onPacket(long sequence, DirectBuffer buffer, int length);
    }

    /** A message to be written; the last one of its event closes it. */
    @FunctionalInterface
    private interface Part {
        void write(boolean isLast);
    }

    private static final int MAX_ENTRIES = 12;
    private static final int MAX_ORDERS = 20;
    private static final int MESSAGE_ROOM = 900;
    private static final int EVENTS_PER_BARE_END = 16;

    private final VenueContext context;
    private final PacketWriter packet = new PacketWriter();
    private final EventWriter writer = new EventWriter(packet);
    private final AdminWriter admin = new AdminWriter(packet);
    private final PacketSink sink;
    private final List<Part> parts = new ArrayList<>();
    private long sequence;
    private long events;

    MarketDataPublisher(final VenueContext context, final PacketSink sink) {
        this.context = context;
        this.sink = sink;
        packet.begin(1, 0);
    }

    /** Announces an instrument: new, changed or deleted. */
    void define(final VenueInstrument instrument, final SecurityUpdateAction action, final long nowNs) {
        begin(nowNs);
        admin.definition(instrument, action, 0, nowNs);
        endAdmin();
    }

    /** Says that the channel is alive. */
    void heartbeat(final long nowNs) {
        flush();
        begin(nowNs);
        admin.heartbeat();
        flush();
    }

    void channelReset(final int applId, final long nowNs) {
        flush();
        begin(nowNs);
        admin.channelReset(applId, nowNs);
        endAdmin();
        flush();
    }

    /** {@code instrument} null: the whole group. */
    void status(
            final VenueInstrument instrument,
            final SecurityTradingStatus status,
            final SecurityTradingEvent event,
            final long nowNs) {
        begin(nowNs);
        admin.status(instrument, status, event, nowNs);
        endAdmin();
    }

    void quoteRequest(final VenueInstrument instrument, final long nowNs) {
        begin(nowNs);
        admin.quoteRequest(instrument, nowNs);
        endAdmin();
    }

    private void endAdmin() {
        events++;
    }

    /**
     * Publishes what one command did: one match event, or nothing.
     *
     * @return the instruments whose books changed
     */
    Set<VenueInstrument> publish(final VenueInstrument instrument, final List<Trade> trades, final long nowNs) {
        final Set<VenueInstrument> touched = new LinkedHashSet<>();
        if (!trades.isEmpty()) {
            addTrades(instrument, trades, nowNs);
            touched.add(instrument);
        }
        addBook(instrument, nowNs, false, touched);
        if (!trades.isEmpty() && context.hasStatistics()) {
            addStatistics(instrument, trades, nowNs);
        }
        if (touched.contains(instrument)) {
            addImplied(instrument, nowNs, touched);
        }
        writeEvent(nowNs);
        return touched;
    }

    /** Publishes everything anew, behind a channel reset. */
    void republish(final VenueInstrument instrument, final long nowNs, final Set<VenueInstrument> touched) {
        if (context.hasStatistics() && !instrument.statistics().isEmpty()) {
            parts.add(isLast -> writer.volume(instrument, nowNs, true, isLast));
            touched.add(instrument);
        }
        addBook(instrument, nowNs, true, touched);
        writeEvent(nowNs);
    }

    private void addTrades(final VenueInstrument instrument, final List<Trade> trades, final long nowNs) {
        final long tradeEntryId = events + 1;
        parts.add(isLast -> writer.trades(instrument, trades, tradeEntryId, nowNs, isLast));
        if (context.hasOrders()) {
            final List<Fill> fills =
                    trades.stream().flatMap(trade -> trade.fills().stream()).toList();
            for (int from = 0; from < fills.size(); from += MAX_ORDERS) {
                final List<Fill> part = fills.subList(from, Math.min(fills.size(), from + MAX_ORDERS));
                parts.add(isLast -> writer.tradeOrders(part, nowNs, isLast));
            }
        }
    }

    private void addStatistics(final VenueInstrument instrument, final List<Trade> trades, final long nowNs) {
        int news = 0;
        for (final Trade trade : trades) {
            news |= instrument.statistics().trade(trade.price(), trade.quantity());
        }
        final int which = news;
        parts.add(isLast -> writer.volume(instrument, nowNs, false, isLast));
        if (which != 0) {
            parts.add(isLast -> writer.statistics(instrument, which, nowNs, false, isLast));
        }
    }

    private void addBook(
            final VenueInstrument instrument,
            final long nowNs,
            final boolean isResent,
            final Set<VenueInstrument> touched) {
        final List<OrderChange> changes = new ArrayList<>(instrument.engine().takeChanges());
        if (!context.hasOrders()) {
            changes.clear();
        }
        if (isResent && context.hasOrders()) {
            for (final Side side : Side.values()) {
                instrument.engine().orders(side).forEach(order -> changes.add(OrderChange.of(OrderChange.NEW, order)));
            }
        }
        final List<SidedEntry> entries = new ArrayList<>();
        addSide(instrument, Side.BUY, MDEntryTypeBook.Bid, changes, entries);
        addSide(instrument, Side.SELL, MDEntryTypeBook.Offer, changes, entries);
        if (!changes.isEmpty() || !entries.isEmpty()) {
            touched.add(instrument);
        }
        for (int from = 0; from < changes.size(); from += MAX_ORDERS) {
            final List<OrderChange> part = changes.subList(from, Math.min(changes.size(), from + MAX_ORDERS));
            parts.add(isLast -> writer.orders(instrument, part, nowNs, isResent, isLast));
        }
        addEntries(entries, nowNs, isResent);
    }

    /** Orders whose price has an entry go with it, up to what one message holds; the others are left in {@code changes}. */
    private static void addSide(
            final VenueInstrument instrument,
            final Side side,
            final MDEntryTypeBook type,
            final List<OrderChange> changes,
            final List<SidedEntry> entries) {
        for (final Entry entry : instrument.published(side).update(instrument.engine())) {
            final List<OrderChange> mine = new ArrayList<>();
            for (int i = 0; i < changes.size() && mine.size() < MAX_ORDERS; i++) {
                final OrderChange change = changes.get(i);
                if (change.side() == side && change.price() == entry.level().price()) {
                    mine.add(change);
                }
            }
            changes.removeAll(mine);
            entries.add(new SidedEntry(instrument, entry, type, mine));
        }
    }

    private void addEntries(final List<SidedEntry> entries, final long nowNs, final boolean isResent) {
        int from = 0;
        while (from < entries.size()) {
            int to = from;
            int orders = 0;
            while (to < entries.size()
                    && to - from < MAX_ENTRIES
                    && (to == from || orders + entries.get(to).orders().size() <= MAX_ORDERS)) {
                orders += entries.get(to).orders().size();
                to++;
            }
            final List<SidedEntry> part = entries.subList(from, to);
            parts.add(isLast -> writer.book(part, nowNs, isResent, isLast));
            from = to;
        }
    }

    /** Spreads imply new rows when a leg changes. */
    private void addImplied(final VenueInstrument leg, final long nowNs, final Set<VenueInstrument> touched) {
        for (final VenueInstrument spread : leg.spreads()) {
            final List<SidedEntry> entries = new ArrayList<>();
            for (final Side side : Side.values()) {
                final MDEntryTypeBook type =
                        side == Side.BUY ? MDEntryTypeBook.ImpliedBid : MDEntryTypeBook.ImpliedOffer;
                for (final Entry entry : spread.publishedImplied(side).update(spread.implied(side))) {
                    entries.add(new SidedEntry(spread, entry, type, List.of()));
                }
            }
            if (!entries.isEmpty() && !spread.isDeleted()) {
                touched.add(spread);
                addEntries(entries, nowNs, false);
            }
        }
    }

    /** Now and then the end of an event is a message of its own, without any entry. */
    private void writeEvent(final long nowNs) {
        if (parts.isEmpty()) {
            return;
        }
        events++;
        if (context.hasOrders() && events % EVENTS_PER_BARE_END == 0) {
            parts.add(isLast -> writer.book(List.of(), nowNs, false, isLast));
        }
        for (int i = 0; i < parts.size(); i++) {
            begin(nowNs);
            parts.get(i).write(i == parts.size() - 1);
        }
        parts.clear();
    }

    private void begin(final long nowNs) {
        flushWhenFull();
        if (packet.isEmpty()) {
            packet.begin(sequence + 1, nowNs);
        }
    }

    private void flushWhenFull() {
        if (packet.length() + MESSAGE_ROOM > PacketWriter.MAX_LENGTH) {
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

    /** The next packet is number 1 again. */
    void restart() {
        flush();
        sequence = 0;
        packet.begin(1, 0);
    }

    /** The packet that the last message went into, sent or not. */
    long lastMessagePacket() {
        return packet.isEmpty() ? sequence : sequence + 1;
    }

    /** Place of the last message in its packet, from 0. */
    int lastMessageIndex() {
        return packet.messages() - 1;
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
