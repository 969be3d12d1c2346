package aether.lines;

import aether.config.SiteConfig;
import aether.console.Durations;
import aether.nic.Tier;
import java.util.ArrayList;
import java.util.List;

/** In plain words: which transport was got, what it can promise, and where that is less than was asked for. */
public final class TransportReport {
    private static final long[] CLASSES_US = {2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000};
    private static final long TRADING_NS = 50_000;
    private static final double NS_PER_US = 1_000.0;

    private final SiteConfig config;
    private final LiveLines lines;
    private final Calibration.Result measured;

    /** {@code measured} is null where nothing was. */
    public TransportReport(final SiteConfig config, final LiveLines lines, final Calibration.Result measured) {
        this.config = config;
        this.lines = lines;
        this.measured = measured;
    }

    /** Lines for people. */
    public List<String> lines() {
        final List<String> text = new ArrayList<>();
        text.add("transport tier " + lines.tier().number() + ", " + lines.describe());
        text.add("          " + promise());
        for (final String refused : lines.refused()) {
            text.add("          not " + refused);
        }
        warnings().forEach(warning -> text.add("WARNING   " + warning));
        return text;
    }

    private String promise() {
        if (measured == null) {
            return "expected of this tier: " + lines.tier().expectation() + " (not measured)";
        }
        return String.format(
                "%s; measured %s: send to handler p50 %.1f, p99 %.1f, p99.9 %.1f µs, %.0f ns a queued frame; this machine "
                        + "stops a thread for up to %.0f µs",
                classOf(measured.p99Ns()),
                measured.how(),
                measured.loop().getValueAtPercentile(50) / NS_PER_US,
                measured.p99Ns() / NS_PER_US,
                measured.loop().getValueAtPercentile(99.9) / NS_PER_US,
                measured.nsPerFrame(),
                measured.jitter().getMaxValue() / NS_PER_US);
    }

    /** The smallest bound that holds what was measured. */
    static String classOf(final long p99Ns) {
        for (final long us : CLASSES_US) {
            if (p99Ns <= us * 1_000) {
                return "99 of 100 frames within " + us + " µs";
            }
        }
        return "no promise";
    }

    private List<String> warnings() {
        final List<String> warnings = new ArrayList<>();
        final long objectiveNs = config.transport().objectiveNs();
        final Tier tier = lines.tier();
        if (tier != config.transport().best()) {
            warnings.add(
                    "the configuration asks for " + config.transport().best().text() + ", this is " + tier.text()
                            + ", which transport.lowest allows");
        }
        if (objectiveNs == 0) {
            return warnings;
        }
        if (!tier.isBypass() && objectiveNs < TRADING_NS) {
            warnings.add("a network card behind the kernel's sockets is not a trading transport: the objective of "
                    + Durations.format(objectiveNs) + " needs a tier that goes past them");
        }
        if (measured != null && measured.p99Ns() > objectiveNs) {
            warnings.add(String.format(
                    "99 of 100 frames take up to %.1f µs of software alone, and transport.objective is %s",
                    measured.p99Ns() / NS_PER_US, Durations.format(objectiveNs)));
        }
        if (measured != null && measured.jitter().getMaxValue() > objectiveNs) {
            warnings.add(String.format(
                    "this machine stops a thread for %.0f µs, more than transport.objective: isolate cores ('aether "
                            + "check' says how)",
                    measured.jitter().getMaxValue() / NS_PER_US));
        }
        return warnings;
    }
}
