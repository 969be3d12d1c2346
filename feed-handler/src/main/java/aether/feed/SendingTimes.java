package aether.feed;

/**
 * What the exchange's SendingTime says about a packet's place: in this trading week or another, newer than all or not.
 *
 * <p>A SendingTime is believed in decisions that cannot be taken back only when it is near the receive time: one packet with a
 * time from far away must not move the trading week.
 */
final class SendingTimes {
    private static final long MAX_CLOCK_DIFFERENCE_NS = 24L * 3600 * 1_000_000_000L;
    private static final long UNKNOWN = Long.MAX_VALUE;

    private long weekEndNs = UNKNOWN;
    private long newestNs = Long.MIN_VALUE;

    /** A sequence starts with this packet. */
    void startWeek(final long sendingTimeNs, final long rxTimeNs) {
        newestNs = Long.MIN_VALUE;
        weekEndNs = isPlausible(sendingTimeNs, rxTimeNs) ? TradingWeek.endOf(sendingTimeNs) : UNKNOWN;
    }

    void accept(final long sendingTimeNs, final long rxTimeNs) {
        if (sendingTimeNs > newestNs && isPlausible(sendingTimeNs, rxTimeNs)) {
            newestNs = sendingTimeNs;
        }
    }

    boolean isLaterWeek(final long sendingTimeNs, final long rxTimeNs) {
        return sendingTimeNs >= weekEndNs && isPlausible(sendingTimeNs, rxTimeNs);
    }

    boolean isEarlierWeek(final long sendingTimeNs) {
        return weekEndNs != UNKNOWN && sendingTimeNs < TradingWeek.startOf(weekEndNs);
    }

    /** Sent later than anything accepted. */
    boolean isNewest(final long sendingTimeNs, final long rxTimeNs) {
        return sendingTimeNs > newestNs && isPlausible(sendingTimeNs, rxTimeNs);
    }

    private static boolean isPlausible(final long sendingTimeNs, final long rxTimeNs) {
        return sendingTimeNs > rxTimeNs - MAX_CLOCK_DIFFERENCE_NS && sendingTimeNs < rxTimeNs + MAX_CLOCK_DIFFERENCE_NS;
    }
}
