package aether.session.moment;

import aether.book.BookBuilder;
import aether.book.BookEvent;
import aether.book.InstrumentBook;
import aether.book.UpdateAction;
import aether.console.Times;
import aether.feed.InstrumentDefinition;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.feed.sbe.DecimalText;
import aether.session.CapturePlayer;
import aether.session.ForwardingEvents;
import aether.session.InstrumentChoice;
import aether.session.JournalReplay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What a session does, step by step, in words: of each step when it was, its trades, and the best of the books that it concerned. */
public final class Steps implements JournalReplay.Hearers {
    /** How far a step goes. */
    public enum Size {
        /** To the end of a message. */
        MESSAGE,
        /** To the end of a match event. */
        EVENT,
        /** To the end of a packet, frame or record, where it says anything. */
        PACKET
    }

    private final Size size;
    private final InstrumentChoice wanted;

    /** By name: one that is begun elsewhere takes the place of the one before. */
    private final Map<String, Channel> channels = new LinkedHashMap<>();

    private final List<String> lines = new ArrayList<>();
    private boolean isTold;
    private long steps;

    /**
     * Steps to be told.
     *
     * @param wanted symbols and SecurityIDs: steps that concern none of them are not told; none stands for all
     */
    public Steps(final Size size, final List<String> wanted) {
        this.size = size;
        this.wanted = InstrumentChoice.of(wanted);
    }

    @Override
    public CapturePlayer.Listener market(final String name) {
        final Channel channel = new Channel(name);
        channels.put(name, channel);
        return channel;
    }

    /** A packet was played. */
    public void packetEnd() {
        if (isTold && size == Size.PACKET) {
            channels.values().forEach(Channel::end);
        }
    }

    /** Takes the lines of the steps since it was asked before. */
    public List<String> take() {
        final List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    /** From here on steps are told: those on the way to where one begins are not. */
    public void begin() {
        isTold = true;
    }

    /** Steps that were told. */
    public long count() {
        return steps;
    }

    /** A trade, in words. */
    static String trade(
            final InstrumentBook instrument,
            final long price,
            final long size,
            final int aggressorSide,
            final int action) {
        final String side =
                switch (aggressorSide) {
                    case 1 -> ", bought";
                    case 2 -> ", sold";
                    default -> "";
                };
        return (action == UpdateAction.DELETE
                        ? "trade taken back: "
                        : action == UpdateAction.NEW ? "trade " : "trade corrected: ")
                + size + " at " + DecimalText.of(price, instrument.priceExponent()) + side + "  "
                + BookText.name(instrument);
    }

    /** One channel. */
    private final class Channel extends ForwardingEvents implements CapturePlayer.Listener {
        private final String name;
        private final Set<Integer> touched = new LinkedHashSet<>();
        private final List<String> trades = new ArrayList<>();
        private Supplier<BookBuilder> books;
        private String what;

        Channel(final String name) {
            this.name = name;
        }

        @Override
        public MarketEvents around(final MarketEvents builder, final Supplier<BookBuilder> lookup) {
            forwardTo(builder);
            books = lookup;
            return this;
        }

        private void touch(final int securityId) {
            if (isTold) {
                touched.add(securityId);
            }
        }

        private void end() {
            final List<InstrumentBook> shown = touched.stream()
                    .map(securityId -> books.get().find(securityId))
                    .filter(instrument -> instrument != null && wanted.has(instrument))
                    .toList();
            if (!shown.isEmpty()) {
                steps++;
                lines.add(what + (channels.size() > 1 ? "  " + name : ""));
                trades.forEach(trade -> lines.add("  " + trade));
                shown.forEach(instrument -> lines.add("  " + BookText.line(instrument)));
            }
            touched.clear();
            trades.clear();
        }

        @Override
        public void onMessageStart(final MarketMessage message) {
            if (isTold) {
                what = String.format(
                        "%s  packet %,d  message %d  template %d",
                        Times.utc(message.rxTimeNs()),
                        message.packetSequence(),
                        message.messageIndex(),
                        message.templateId());
            }
            super.onMessageStart(message);
        }

        @Override
        public void onMessageEnd(final MarketMessage message) {
            super.onMessageEnd(message);
            if (isTold && size == Size.MESSAGE) {
                end();
            }
        }

        @Override
        public void onEventEnd(final BookEvent event) {
            if (isTold && size == Size.EVENT) {
                end();
            }
        }

        @Override
        public void onTrade(
                final InstrumentBook instrument,
                final long price,
                final long quantity,
                final int aggressorSide,
                final int action) {
            if (isTold && wanted.has(instrument)) {
                trades.add(trade(instrument, price, quantity, aggressorSide, action));
            }
        }

        @Override
        public void onBookLevel(
                final int securityId,
                final long rptSeq,
                final byte entryType,
                final int action,
                final int level,
                final long price,
                final long quantity,
                final int orders) {
            touch(securityId);
            super.onBookLevel(securityId, rptSeq, entryType, action, level, price, quantity, orders);
        }

        @Override
        public void onBookChange(final int securityId, final long previous, final long change) {
            touch(securityId);
            super.onBookChange(securityId, previous, change);
        }

        @Override
        public void onOrder(
                final int securityId,
                final long orderId,
                final long priority,
                final long price,
                final long quantity,
                final byte entryType,
                final int action) {
            touch(securityId);
            super.onOrder(securityId, orderId, priority, price, quantity, entryType, action);
        }

        @Override
        public void onTrade(
                final int securityId,
                final long rptSeq,
                final long price,
                final long quantity,
                final int orders,
                final int aggressorSide,
                final int action,
                final long tradeEntryId) {
            touch(securityId);
            super.onTrade(securityId, rptSeq, price, quantity, orders, aggressorSide, action, tradeEntryId);
        }

        @Override
        public void onSecurityStatus(
                final int securityId,
                final long securityGroup,
                final long asset,
                final int tradingStatus,
                final int haltReason,
                final int tradingEvent) {
            touch(securityId);
            super.onSecurityStatus(securityId, securityGroup, asset, tradingStatus, haltReason, tradingEvent);
        }

        @Override
        public void onDefinition(final InstrumentDefinition definition) {
            touch(definition.securityId());
            super.onDefinition(definition);
        }
    }
}
