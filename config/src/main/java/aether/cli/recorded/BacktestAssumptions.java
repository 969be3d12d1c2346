package aether.cli.recorded;

import aether.backtest.BacktestSetup;
import aether.backtest.Latency;
import aether.backtest.RecordedOwn;
import aether.config.ConfigReader;
import aether.config.RiskLimits;
import aether.config.SiteConfig;
import aether.console.UsageException;
import aether.desk.StrategyLoader;
import aether.gateway.Strategy;
import aether.replay.ReplaySource;
import aether.risk.RiskLimit;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** What is tried, and what is assumed: the options that say so. */
final class BacktestAssumptions {
    /** Whether what was taken of the book is remembered. */
    enum Impact {
        on,
        off
    }

    private static final long MUCH = Long.MAX_VALUE / 8;
    private static final long MANY_TICKS = 1_000_000;
    private static final long VENUE_MESSAGES = 1_500;
    private static final long VENUE_CANCELS = 3_000;

    @Option(
            names = "--strategy",
            paramLabel = "CLASS",
            description =
                    "Implements aether.gateway.Strategy; without it, that of --config, or the one that traded in the journal's session.")
    private String strategy;

    @Option(names = "--jar", paramLabel = "FILE", description = "Holds the class; without it, it is one of ours.")
    private Path jar;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "A site's configuration, whose 'orders' say strategy, settings and limits.")
    private Path configuration;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of the strategy.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--limit",
            paramLabel = "NAME=VALUE",
            description = {
                "A limit of the risk checks, as in 'aether limit'.",
                "Without a configuration, nothing is limited but the messages: as the venue does, 1500 in 3 s."
            })
    private Map<String, String> limits = new LinkedHashMap<>();

    @Option(
            names = "--feed-latency",
            paramLabel = "TIME",
            defaultValue = "recorded",
            description =
                    "From the exchange's time of sending to the strategy: recorded, 12us, or hlog:FILE, a log of HdrHistogram (default: ${DEFAULT-VALUE}).")
    private String feedLatency;

    @Option(
            names = "--order-latency",
            paramLabel = "TIME",
            defaultValue = "0",
            description =
                    "From the strategy to the venue: 12us, hlog:FILE, or session: half of what the orders of a journal's session were under way, there and "
                            + "back (default: ${DEFAULT-VALUE}).")
    private String orderLatency;

    @Option(
            names = "--report-latency",
            paramLabel = "TIME",
            description = "From the venue to the strategy (default: as --order-latency).")
    private String reportLatency;

    @Option(
            names = "--impact",
            defaultValue = "on",
            description =
                    "Whether what the strategy takes of the book is gone while its level lasts: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Impact impact;

    @Option(names = "--fee", paramLabel = "MONEY", defaultValue = "0", description = "Of a contract traded.")
    private BigDecimal fee;

    @Option(
            names = "--point-value",
            paramLabel = "INSTRUMENT=MONEY",
            description = "What a contract is worth for a price of 1 (default: 1).")
    private Map<String, BigDecimal> pointValues = new HashMap<>();

    @Option(
            names = "--tick",
            paramLabel = "SECURITYID=PRICE",
            description = "Price step of an instrument that the session does not define: it cannot be traded else.")
    private Map<String, BigDecimal> ticks = new HashMap<>();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of latencies that are drawn.")
    private long seed;

    /** {@code session} is that of a journal, or null: what was traded in it is what is tried, where nothing else is said. */
    BacktestSetup setup(final Path session) {
        final SiteConfig.Orders traded = session == null ? null : traded(session);
        final SiteConfig.Orders site = configuration == null ? traded : site();
        final Supplier<Strategy> maker = maker(site);
        // Whether it is there is known before anything is played.
        Objects.requireNonNull(maker.get());
        final boolean isOfSite = site != null && (strategy == null || strategy.equals(site.strategyClass()));
        final Map<String, String> all = new TreeMap<>(isOfSite ? site.context().strategySettings() : Map.of());
        all.putAll(settings);
        ticks.forEach((id, tick) -> {
            if (tick.signum() <= 0) {
                throw new UsageException("--tick: give a price step above 0, not " + id + "=" + tick.toPlainString());
            }
        });
        final RecordedOwn own = traded == null ? RecordedOwn.nothing() : RecordedOwn.of(session);
        final Latency order = latency("--order-latency", orderLatency, own);
        return new BacktestSetup(
                maker,
                Map.copyOf(all),
                limits(site),
                "recorded".equals(feedLatency) ? null : Latency.parse("--feed-latency", feedLatency),
                order,
                reportLatency == null ? order : latency("--report-latency", reportLatency, own),
                BacktestSetup.Impact.valueOf(impact.name().toUpperCase(Locale.ROOT)),
                seed,
                new BacktestSetup.Money(fee, pointValues, ticks),
                own);
    }

    private static Latency latency(final String option, final String text, final RecordedOwn own) {
        return "session".equals(text) ? own.latency(option) : Latency.parse(option, text);
    }

    /** What a session's own configuration says of trading. */
    private static SiteConfig.Orders traded(final Path session) {
        final String text = ReplaySource.configurationOf(session);
        if (text == null) {
            throw new UsageException(session + ": not a session of this appliance: no configuration at its start");
        }
        return ConfigReader.parse(text, session + " (journaled configuration)").orders();
    }

    private SiteConfig.Orders site() {
        final SiteConfig.Orders orders = ConfigReader.read(configuration).orders();
        if (orders == null) {
            throw new UsageException(configuration + ": has no 'orders'; nothing is traded by it");
        }
        return orders;
    }

    private Supplier<Strategy> maker(final SiteConfig.Orders site) {
        if (strategy == null && site == null) {
            throw new UsageException("--strategy: name a class, or give a configuration that does, with -c");
        }
        final String name = strategy == null ? site.strategyClass() : strategy;
        final Path holder = strategy == null ? site.strategyJar() : jar;
        return () -> StrategyLoader.load(name, holder, new StrategyLoader.Names("--strategy", "--jar"));
    }

    private Map<RiskLimit, Long> limits(final SiteConfig.Orders site) {
        final Map<RiskLimit, Long> all =
                site == null ? asTheVenue() : new EnumMap<>(site.context().limits());
        limits.forEach((name, value) -> {
            final RiskLimit limit = RiskLimits.byName(name);
            all.put(limit, RiskLimits.value(limit, value));
        });
        return all;
    }

    /** As good as nothing is limited but what the venue limits itself. */
    private static Map<RiskLimit, Long> asTheVenue() {
        final Map<RiskLimit, Long> all = new EnumMap<>(RiskLimit.class);
        for (final RiskLimit limit : RiskLimit.values()) {
            all.put(limit, MUCH);
        }
        all.put(RiskLimit.COLLAR_TICKS, MANY_TICKS);
        all.put(RiskLimit.SETTLEMENT_AS_REFERENCE, 0L);
        all.put(RiskLimit.MESSAGES, VENUE_MESSAGES);
        all.put(RiskLimit.CANCELS, VENUE_CANCELS);
        all.put(RiskLimit.MESSAGE_WINDOW, RiskLimit.MESSAGE_WINDOW.initial());
        all.put(RiskLimit.DUPLICATE_WINDOW, 0L);
        return all;
    }
}
