package aether.feed.mdp3;

import aether.feed.mdp3.codec.AdminHeartbeat12Decoder;
import aether.feed.mdp3.codec.AdminLogin15Decoder;
import aether.feed.mdp3.codec.AdminLogout16Decoder;
import aether.feed.mdp3.codec.ChannelReset4Decoder;
import aether.feed.mdp3.codec.CollateralMarketValue62Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshBook32Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshBook46Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshBookLongQty64Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshDailyStatistics33Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshDailyStatistics49Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshLimitsBanding34Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshLimitsBanding50Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshOrderBook43Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshOrderBook47Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshSessionStatistics35Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshSessionStatistics51Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshSessionStatisticsLongQty67Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTrade36Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTradeSummary42Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTradeSummary48Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshTradeSummaryLongQty65Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshVolume37Decoder;
import aether.feed.mdp3.codec.MDIncrementalRefreshVolumeLongQty66Decoder;
import aether.feed.mdp3.codec.MDInstrumentDefinitionFX63Decoder;
import aether.feed.mdp3.codec.MDInstrumentDefinitionFixedIncome57Decoder;
import aether.feed.mdp3.codec.MDInstrumentDefinitionFuture27Decoder;
import aether.feed.mdp3.codec.MDInstrumentDefinitionFuture54Decoder;
import aether.feed.mdp3.codec.MDInstrumentDefinitionOption41Decoder;
import aether.feed.mdp3.codec.MDInstrumentDefinitionOption55Decoder;
import aether.feed.mdp3.codec.MDInstrumentDefinitionRepo58Decoder;
import aether.feed.mdp3.codec.MDInstrumentDefinitionSpread29Decoder;
import aether.feed.mdp3.codec.MDInstrumentDefinitionSpread56Decoder;
import aether.feed.mdp3.codec.QuoteRequest39Decoder;
import aether.feed.mdp3.codec.SecurityStatus30Decoder;
import aether.feed.mdp3.codec.SecurityStatusWorkup60Decoder;
import aether.feed.mdp3.codec.SnapshotFullRefresh38Decoder;
import aether.feed.mdp3.codec.SnapshotFullRefresh52Decoder;
import aether.feed.mdp3.codec.SnapshotFullRefreshLongQty69Decoder;
import aether.feed.mdp3.codec.SnapshotFullRefreshOrderBook44Decoder;
import aether.feed.mdp3.codec.SnapshotFullRefreshOrderBook53Decoder;
import aether.feed.mdp3.codec.SnapshotFullRefreshTCP61Decoder;
import aether.feed.mdp3.codec.SnapshotFullRefreshTCPLongQty68Decoder;
import aether.feed.mdp3.codec.SnapshotRefreshTopOrders59Decoder;
import java.util.Arrays;

/** What a message is, by its template: those of all schema versions that say the same are one. */
enum MessageRole {
    /** Changes of books by price. */
    BOOK(MDIncrementalRefreshBook32Decoder.TEMPLATE_ID, MDIncrementalRefreshBook46Decoder.TEMPLATE_ID),
    /** The same, with quantities of 64 bits. */
    LONG_BOOK(MDIncrementalRefreshBookLongQty64Decoder.TEMPLATE_ID),
    /** Changes of books by order. */
    ORDER_BOOK(MDIncrementalRefreshOrderBook43Decoder.TEMPLATE_ID, MDIncrementalRefreshOrderBook47Decoder.TEMPLATE_ID),
    /** Trades, with the orders that traded. */
    TRADES(
            MDIncrementalRefreshTradeSummary42Decoder.TEMPLATE_ID,
            MDIncrementalRefreshTradeSummary48Decoder.TEMPLATE_ID),
    /** The same, with quantities of 64 bits. */
    LONG_TRADES(MDIncrementalRefreshTradeSummaryLongQty65Decoder.TEMPLATE_ID),
    /** Trades without orders, of schemas of long ago. */
    OLD_TRADES(MDIncrementalRefreshTrade36Decoder.TEMPLATE_ID),
    /** Traded volume. */
    VOLUME(MDIncrementalRefreshVolume37Decoder.TEMPLATE_ID),
    /** The same, with quantities of 64 bits. */
    LONG_VOLUME(MDIncrementalRefreshVolumeLongQty66Decoder.TEMPLATE_ID),
    /** Settlement, open interest, cleared volume. */
    DAILY_STATISTICS(
            MDIncrementalRefreshDailyStatistics33Decoder.TEMPLATE_ID,
            MDIncrementalRefreshDailyStatistics49Decoder.TEMPLATE_ID),
    /** Price limits of the day. */
    PRICE_LIMITS(
            MDIncrementalRefreshLimitsBanding34Decoder.TEMPLATE_ID,
            MDIncrementalRefreshLimitsBanding50Decoder.TEMPLATE_ID),
    /** Opening, high, low. */
    SESSION_STATISTICS(
            MDIncrementalRefreshSessionStatistics35Decoder.TEMPLATE_ID,
            MDIncrementalRefreshSessionStatistics51Decoder.TEMPLATE_ID),
    /** The same, with quantities of 64 bits. */
    LONG_SESSION_STATISTICS(MDIncrementalRefreshSessionStatisticsLongQty67Decoder.TEMPLATE_ID),
    /** All books of the channel are void. */
    CHANNEL_RESET(ChannelReset4Decoder.TEMPLATE_ID),
    /** Trading status. */
    STATUS(SecurityStatus30Decoder.TEMPLATE_ID),
    /** Somebody asks for quotes. */
    QUOTE_REQUEST(QuoteRequest39Decoder.TEMPLATE_ID),
    /** Terms of an instrument. */
    DEFINITION(
            MDInstrumentDefinitionFuture27Decoder.TEMPLATE_ID,
            MDInstrumentDefinitionSpread29Decoder.TEMPLATE_ID,
            MDInstrumentDefinitionOption41Decoder.TEMPLATE_ID,
            MDInstrumentDefinitionFuture54Decoder.TEMPLATE_ID,
            MDInstrumentDefinitionOption55Decoder.TEMPLATE_ID,
            MDInstrumentDefinitionSpread56Decoder.TEMPLATE_ID,
            MDInstrumentDefinitionFixedIncome57Decoder.TEMPLATE_ID,
            MDInstrumentDefinitionRepo58Decoder.TEMPLATE_ID,
            MDInstrumentDefinitionFX63Decoder.TEMPLATE_ID),
    /** Workups and collateral values: of interest to nobody downstream yet, but a message like any other. */
    ASIDE(SecurityStatusWorkup60Decoder.TEMPLATE_ID, CollateralMarketValue62Decoder.TEMPLATE_ID),
    /** The channel is alive. */
    HEARTBEAT(AdminHeartbeat12Decoder.TEMPLATE_ID),
    /** Books by price as they are. */
    PRICE_SNAPSHOT(
            SnapshotFullRefresh38Decoder.TEMPLATE_ID,
            SnapshotFullRefresh52Decoder.TEMPLATE_ID,
            SnapshotFullRefreshLongQty69Decoder.TEMPLATE_ID),
    /** Books by order as they are. */
    ORDER_SNAPSHOT(
            SnapshotFullRefreshOrderBook44Decoder.TEMPLATE_ID, SnapshotFullRefreshOrderBook53Decoder.TEMPLATE_ID),
    /** Logon, logout, and what only the TCP feed has. */
    OTHER(
            AdminLogin15Decoder.TEMPLATE_ID,
            AdminLogout16Decoder.TEMPLATE_ID,
            SnapshotRefreshTopOrders59Decoder.TEMPLATE_ID,
            SnapshotFullRefreshTCP61Decoder.TEMPLATE_ID,
            SnapshotFullRefreshTCPLongQty68Decoder.TEMPLATE_ID),
    /** Of no schema that this build knows. */
    UNKNOWN();

    private static final int MOST_TEMPLATES = 256;
    private static final MessageRole[] BY_TEMPLATE = new MessageRole[MOST_TEMPLATES];

    static {
        Arrays.fill(BY_TEMPLATE, UNKNOWN);
        for (final MessageRole role : values()) {
            for (final int templateId : role.templates) {
                BY_TEMPLATE[templateId] = role;
            }
        }
    }

    private final int[] templates;

    MessageRole(final int... templates) {
        this.templates = templates;
    }

    /** By template; {@link #UNKNOWN} for any number that is none. */
    static MessageRole of(final int templateId) {
        return templateId >= 0 && templateId < MOST_TEMPLATES ? BY_TEMPLATE[templateId] : UNKNOWN;
    }
}
