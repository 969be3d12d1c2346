package aether.venue;

import aether.feed.mdp3.codec.AdminHeartbeat12Encoder;
import aether.feed.mdp3.codec.ChannelReset4Encoder;
import aether.feed.mdp3.codec.HaltReason;
import aether.feed.mdp3.codec.MDInstrumentDefinitionFuture54Encoder;
import aether.feed.mdp3.codec.QuoteRequest39Encoder;
import aether.feed.mdp3.codec.SecurityStatus30Encoder;
import aether.feed.mdp3.codec.SecurityTradingEvent;
import aether.feed.mdp3.codec.SecurityTradingStatus;
import aether.feed.mdp3.codec.SecurityUpdateAction;

/** Writes the messages that are about instruments and the channel, and not about books. */
final class AdminWriter {
    static final String GROUP = "AE";

    private static final long ONE = 1_000_000_000L;
    private static final long NO_PRICE = Long.MAX_VALUE;

    private final MDInstrumentDefinitionFuture54Encoder future = new MDInstrumentDefinitionFuture54Encoder();
    private final AdminHeartbeat12Encoder heartbeat = new AdminHeartbeat12Encoder();
    private final ChannelReset4Encoder reset = new ChannelReset4Encoder();
    private final SecurityStatus30Encoder status = new SecurityStatus30Encoder();
    private final QuoteRequest39Encoder quoteRequest = new QuoteRequest39Encoder();
    private final PacketWriter packet;

    AdminWriter(final PacketWriter packet) {
        this.packet = packet;
    }

    void definition(
            final VenueInstrument instrument, final SecurityUpdateAction action, final int total, final long nowNs) {
        future.wrapAndApplyHeader(packet.target(), packet.start(future.sbeBlockLength()), packet.header());
        future.matchEventIndicator().clear().endOfEvent(true);
        future.totNumReports(total)
                .securityUpdateAction(action)
                .lastUpdateTime(nowNs)
                .mDSecurityTradingStatus(SecurityTradingStatus.ReadyToTrade)
                .securityGroup(GROUP)
                .asset(GROUP)
                .symbol(instrument.symbol())
                .securityID(instrument.securityId());
        future.minPriceIncrement().mantissa(instrument.tick());
        future.displayFactor().mantissa(ONE);
        future.highLimitPrice().mantissa(NO_PRICE);
        future.lowLimitPrice().mantissa(NO_PRICE);
        future.maxPriceVariation().mantissa(NO_PRICE);
        future.noEventsCount(0);
        final var feeds = future.noMDFeedTypesCount(instrument.isSpread() ? 2 : 1);
        feeds.next().mDFeedType("GBX").marketDepth((byte) instrument.depth());
        if (instrument.isSpread()) {
            feeds.next().mDFeedType("GBI").marketDepth((byte) VenueInstrument.IMPLIED_DEPTH);
        }
        future.noInstAttribCount(0);
        future.noLotTypeRulesCount(0);
        packet.end(future.limit());
    }

    void heartbeat() {
        heartbeat.wrapAndApplyHeader(packet.target(), packet.start(heartbeat.sbeBlockLength()), packet.header());
        packet.end(heartbeat.limit());
    }

    void channelReset(final int applId, final long nowNs) {
        reset.wrapAndApplyHeader(packet.target(), packet.start(reset.sbeBlockLength()), packet.header());
        reset.transactTime(nowNs);
        reset.matchEventIndicator().clear().endOfEvent(true);
        reset.noMDEntriesCount(1).next().applID((short) applId);
        packet.end(reset.limit());
    }

    /** {@code instrument} null: the whole group. */
    void status(
            final VenueInstrument instrument,
            final SecurityTradingStatus tradingStatus,
            final SecurityTradingEvent event,
            final long nowNs) {
        status.wrapAndApplyHeader(packet.target(), packet.start(status.sbeBlockLength()), packet.header());
        status.transactTime(nowNs).securityGroup(GROUP);
        status.securityID(instrument == null ? SecurityStatus30Encoder.securityIDNullValue() : instrument.securityId());
        status.matchEventIndicator().clear().endOfEvent(true);
        status.securityTradingStatus(tradingStatus)
                .haltReason(HaltReason.GroupSchedule)
                .securityTradingEvent(event);
        packet.end(status.limit());
    }

    void quoteRequest(final VenueInstrument instrument, final long nowNs) {
        quoteRequest.wrapAndApplyHeader(packet.target(), packet.start(quoteRequest.sbeBlockLength()), packet.header());
        quoteRequest.transactTime(nowNs).quoteReqID("Q" + nowNs % 1_000_000);
        quoteRequest.matchEventIndicator().clear().endOfEvent(true);
        quoteRequest
                .noRelatedSymCount(1)
                .next()
                .symbol(instrument
                        .symbol()
                        .substring(0, Math.min(20, instrument.symbol().length())))
                .securityID(instrument.securityId())
                .orderQty(10)
                .quoteType((byte) 1)
                .side(QuoteRequest39Encoder.NoRelatedSymEncoder.sideNullValue());
        packet.end(quoteRequest.limit());
    }
}
