package aether.monitor;

import aether.arbiter.ChannelCounter;
import aether.arbiter.LineArbiter;
import aether.arbiter.LineCounter;
import aether.console.Times;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/** One line of live figures, from the counters of a running appliance. */
public final class StatusLine {
    private static final double NS_PER_SECOND = 1e9;

    private final LineArbiter arbiter;
    private final Supplier<String> states;
    private final Latencies latency;
    private final Supplier<String> alarms;
    private final long[] lastPackets;
    private long lastNs = System.nanoTime();

    /**
     * Of a channel.
     *
     * @param states how its books stand
     * @param alarms what is wrong, each behind two blanks
     */
    public StatusLine(
            final LineArbiter arbiter,
            final Supplier<String> states,
            final Latencies latency,
            final Supplier<String> alarms) {
        this.arbiter = arbiter;
        this.states = states;
        this.latency = latency;
        this.alarms = alarms;
        lastPackets = new long[arbiter.health().lines()];
    }

    /** The figures since the last call. */
    public String next() {
        final long nowNs = System.nanoTime();
        final double seconds = Math.max(1e-3, (nowNs - lastNs) / NS_PER_SECOND);
        lastNs = nowNs;
        final StringBuilder text = new StringBuilder();
        long duplicates = 0;
        for (int line = 0; line < lastPackets.length; line++) {
            final long packets = arbiter.line(line).get(LineCounter.PACKETS);
            text.append(
                    String.format("%s %,.0f/s  ", LineArbiter.lineName(line), (packets - lastPackets[line]) / seconds));
            lastPackets[line] = packets;
            duplicates += arbiter.line(line).get(LineCounter.DUPLICATES);
        }
        text.append(String.format(
                "gaps %,d  lost %,d  dup %,d  ",
                arbiter.counters().get(ChannelCounter.GAPS),
                arbiter.counters().get(ChannelCounter.LOST_PACKETS),
                duplicates));
        text.append(states.get()).append("  ");
        final Histogram interval = latency.interval();
        text.append(
                interval.getTotalCount() == 0
                        ? "idle"
                        : String.format(
                                "p50 %s p99 %s max %s µs",
                                Times.micros(interval.getValueAtPercentile(50)),
                                Times.micros(interval.getValueAtPercentile(99)),
                                Times.micros(interval.getMaxValue())));
        text.append(alarms.get());
        return text.toString();
    }
}
