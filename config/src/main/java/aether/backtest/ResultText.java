package aether.backtest;

import aether.console.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A result in words. */
public final class ResultText {
    private final BacktestResult result;
    private final List<String> lines = new ArrayList<>();

    private ResultText(final BacktestResult result) {
        this.result = result;
    }

    public static List<String> of(final BacktestResult result) {
        final ResultText text = new ResultText(result);
        text.assumptions();
        text.orders();
        text.queues();
        text.instruments();
        return text.lines;
    }

    private void add(final String format, final Object... values) {
        lines.add(String.format(Locale.ROOT, format, values));
    }

    private void assumptions() {
        final BacktestSetup setup = result.setup();
        if (result.messages() == 0) {
            add("session   no messages");
            return;
        }
        add(
                "session   %,d messages from %s to %s",
                result.messages(), Times.utc(result.firstNs()), Times.utc(result.lastNs()));
        add(
                "assumed   feed %s; order %s; report %s; what is taken of the book is %s; seed %d",
                setup.feed() == null ? "as recorded" : setup.feed().describe(),
                setup.order().describe(),
                setup.report().describe(),
                setup.impact() == BacktestSetup.Impact.ON ? "gone while its level lasts" : "there again at once",
                setup.seed());
        if (!setup.settings().isEmpty()) {
            add("settings  %s", new java.util.TreeMap<>(setup.settings()));
        }
    }

    private void orders() {
        final long aggressed = result.log().holdings().stream()
                .mapToLong(holding -> holding.aggressed)
                .sum();
        add(
                "orders    %,d sent, %,d taken by the venue, %,d rest at the end; %,d fills of %,d contracts, %,d of them taken%s",
                result.sent(),
                result.placed(),
                result.orders().openOrders(),
                result.fills(),
                result.contracts(),
                aggressed,
                result.orders().sessionsLost() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; %,d sessions lost",
                                result.orders().sessionsLost()));
        final RecordedOwn own = result.setup().own();
        if (!own.isEmpty()) {
            add(
                    "recorded  %,d orders, %,d fills of %,d contracts really happened, and are taken out of the books; %,d contracts are the same here",
                    own.orders(),
                    own.fills(),
                    own.contracts(),
                    own.alike(result.log().fills()));
        }
        if (result.refused() > 0) {
            add(
                    "refused   %,d by risk checks (%s)",
                    result.refused(),
                    result.refusals().entrySet().stream()
                            .map(entry -> entry.getKey() + " " + entry.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    private void queues() {
        final QueueStatistics queues = result.log().queues();
        if (queues.orders() == 0) {
            return;
        }
        add(
                "queues    %,d orders rested and are over, %,d by exact places; in front at first: p50 %,d, p90 %,d contracts; rested: p50 %s, p90 %s",
                queues.orders(),
                queues.exact(),
                queues.ahead().getValueAtPercentile(50),
                queues.ahead().getValueAtPercentile(90),
                Amounts.seconds(queues.restedNs().getValueAtPercentile(50)),
                Amounts.seconds(queues.restedNs().getValueAtPercentile(90)));
        add(
                "          in front of them %,d contracts traded and %,d went; behind them %,d went%s",
                queues.tradedAhead(),
                queues.canceledAhead(),
                queues.canceledBehind(),
                queues.unseen() == 0
                        ? ""
                        : String.format(Locale.ROOT, "; %,d rested below the rows told", queues.unseen()));
    }

    private void instruments() {
        for (final Holding holding : result.log().holdings()) {
            add(
                    "%-9s %,d bought, %,d sold, %+d held (most %,d); %s points; %s after fees of %s",
                    result.log().name(holding.book.securityId()),
                    holding.buys,
                    holding.sells,
                    holding.position,
                    holding.mostPosition,
                    Amounts.text(holding.points()),
                    Amounts.money(result.log().value(holding)),
                    Amounts.money(result.log().fees(holding)));
            add("          markouts a contract: %s", markouts(holding));
        }
        add("profit    %s", Amounts.money(result.log().value()));
        add("digest    %016x", result.hash());
    }

    private static String markouts(final Holding holding) {
        final List<String> parts = new ArrayList<>();
        for (int i = 0; i < Markouts.HORIZONS_NS.length; i++) {
            parts.add(String.format(
                    Locale.ROOT,
                    "%s %s",
                    aether.console.Durations.format(Markouts.HORIZONS_NS[i]),
                    holding.markouts.contracts(i) == 0
                            ? "-"
                            : Amounts.text(holding.markouts.mean(i) * Math.pow(10, holding.book.priceExponent()))));
        }
        return String.join(", ", parts);
    }
}
