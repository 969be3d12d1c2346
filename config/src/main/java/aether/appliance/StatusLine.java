package aether.appliance;

import aether.console.Times;
import aether.feed.ChannelCounter;
import aether.feed.LineArbiter;
import aether.feed.LineCounter;
import org.HdrHistogram.Histogram;

/** One line of live figures, from the counters of a running appliance. */
final class StatusLine {
    private static final double NS_PER_SECOND = 1e9;

    private final Appliance appliance;
    private final long[] lastPackets;
    private long lastNs = System.nanoTime();

    StatusLine(final Appliance appliance) {
        this.appliance = appliance;
        lastPackets = new long[appliance.lines()];
    }

    /** The figures since the last call. */
    String next() {
        final long nowNs = System.nanoTime();
        final double seconds = Math.max(1e-3, (nowNs - lastNs) / NS_PER_SECOND);
        lastNs = nowNs;
        final StringBuilder text = new StringBuilder();
        final LineArbiter arbiter = appliance.arbiter();
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
        text.append(SessionSummary.states(appliance.pipeline().books())).append("  ");
        final Histogram interval = appliance.latency().interval();
        text.append(
                interval.getTotalCount() == 0
                        ? "idle"
                        : String.format(
                                "p50 %s p99 %s max %s µs",
                                Times.micros(interval.getValueAtPercentile(50)),
                                Times.micros(interval.getValueAtPercentile(99)),
                                Times.micros(interval.getMaxValue())));
        final String silent = appliance.silentLines();
        if (!silent.isEmpty()) {
            text.append("  LINE ").append(silent).append(" SILENT");
        }
        final long overdueNs = appliance.overdueRecoveryNs();
        if (overdueNs > 0) {
            text.append("  BOOKS NOT RECOVERED FOR ")
                    .append(Appliance.seconds(overdueNs))
                    .append(" s");
        }
        return text.toString();
    }
}
