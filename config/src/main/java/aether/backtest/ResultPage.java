package aether.backtest;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A result as a page that opens from its file, with plots drawn into it: it asks nobody for anything. */
public final class ResultPage {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 240;
    private static final int MARGIN = 70;
    private static final int MOST_FILLS = 5_000;

    private final StringBuilder page = new StringBuilder();

    private ResultPage() {}

    /** Writes the page; the file has its name when it is whole. */
    public static void write(final BacktestResult result, final Path file) {
        final ResultPage page = new ResultPage();
        page.head();
        page.text(result);
        page.curve(result.log().curve());
        page.markouts(result.log());
        page.fills(result.log());
        page.page.append("</main></body></html>\n");
        ResultFiles.place(file, page.page.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void head() {
        page.append("""
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Backtest</title><style>
                body{font:14px system-ui,sans-serif;margin:2em;color:#222;background:#fff}main{max-width:960px}
                pre{background:#f4f4f2;padding:1em;overflow-x:auto}svg{display:block;max-width:100%}
                h2{font-size:16px;margin:1.6em 0 .4em}text{font:11px system-ui,sans-serif;fill:#555}
                .axis{stroke:#bbb}.line{fill:none;stroke:#1f5fa8;stroke-width:1.5}.up{fill:#2a7f3f}.down{fill:#b23a3a}
                </style></head><body><main><h1>Backtest</h1>
                """);
    }

    private void text(final BacktestResult result) {
        page.append("<pre>")
                .append(escaped(String.join("\n", ResultText.of(result))))
                .append("</pre>\n");
    }

    private static String escaped(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private void title(final String title) {
        page.append("<h2>").append(escaped(title)).append("</h2>\n");
    }

    private void open() {
        page.append(String.format(
                Locale.ROOT, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">%n", WIDTH, HEIGHT, WIDTH, HEIGHT));
    }

    private void label(final double x, final double y, final String text) {
        page.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\">%s</text>%n", x, y, escaped(text)));
    }

    private void horizontal(final double y) {
        page.append(String.format(
                Locale.ROOT,
                "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                MARGIN,
                WIDTH,
                y,
                y));
    }

    private void curve(final List<TradeLog.Point> points) {
        if (points.size() < 2) {
            return;
        }
        title("Profit and loss after fees");
        final double low = Math.min(
                0, points.stream().mapToDouble(TradeLog.Point::value).min().orElse(0));
        final double high = Math.max(
                0, points.stream().mapToDouble(TradeLog.Point::value).max().orElse(0));
        final ToDoubleFunction<Double> y = value -> scale(value, low, high);
        open();
        horizontal(y.applyAsDouble(0.0));
        label(0, y.applyAsDouble(high) + 10, Amounts.text(high));
        label(0, y.applyAsDouble(low), Amounts.text(low));
        final long first = points.getFirst().timeNs();
        final double span = Math.max(1, points.getLast().timeNs() - first);
        page.append("<polyline class=\"line\" points=\"");
        for (final TradeLog.Point point : points) {
            page.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    MARGIN + (WIDTH - MARGIN) * ((point.timeNs() - first) / span),
                    y.applyAsDouble(point.value())));
        }
        page.append("\"/>\n");
        label(MARGIN, HEIGHT - 4.0, aether.console.Times.utc(first));
        label(
                WIDTH - 190.0,
                HEIGHT - 4.0,
                aether.console.Times.utc(points.getLast().timeNs()));
        page.append("</svg>\n");
    }

    private static double scale(final double value, final double low, final double high) {
        final double span = high == low ? 1 : high - low;
        return 10 + (HEIGHT - 40) * (1 - (value - low) / span);
    }

    private void markouts(final TradeLog log) {
        if (log.holdings().isEmpty()) {
            return;
        }
        title("Markouts: what a contract was worth later, in points, by instrument");
        for (final Holding holding : log.holdings()) {
            final double[] values = new double[Markouts.HORIZONS_NS.length];
            double most = 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = holding.markouts.mean(i) * Math.pow(10, holding.book.priceExponent());
                most = Math.max(most, Math.abs(values[i]));
            }
            bars(log.name(holding.book.securityId()), values, most);
        }
    }

    private void bars(final String name, final double[] values, final double most) {
        open();
        label(0, 20, name);
        horizontal(HEIGHT / 2.0);
        for (int i = 0; i < values.length; i++) {
            final double height = most == 0 ? 0 : Math.abs(values[i]) / most * (HEIGHT / 2.0 - 40);
            final double x = MARGIN + 20 + i * 200.0;
            final double y = values[i] > 0 ? HEIGHT / 2.0 - height : HEIGHT / 2.0;
            page.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"120\" height=\"%.1f\"/>%n",
                    values[i] > 0 ? "up" : "down",
                    x,
                    y,
                    height));
            label(
                    x,
                    HEIGHT - 4.0,
                    aether.console.Durations.format(Markouts.HORIZONS_NS[i]) + ": " + Amounts.text(values[i]));
        }
        page.append("</svg>\n");
    }

    /** Each fill at its time: above the line a buy, below a sell, as high as it has contracts. */
    private void fills(final TradeLog log) {
        if (log.fills().isEmpty()) {
            return;
        }
        title("Fills: buys above, sells below, contracts by time");
        final long first = log.fills().getFirst().timeNs();
        final double span = Math.max(1, log.fills().getLast().timeNs() - first);
        final double most = log.fills().stream().mapToInt(Fill::quantity).max().orElse(1);
        open();
        horizontal(HEIGHT / 2.0);
        for (final Fill fill :
                log.fills().subList(0, Math.min(MOST_FILLS, log.fills().size()))) {
            final double height = fill.quantity() / most * (HEIGHT / 2.0 - 20);
            page.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"1.5\" height=\"%.1f\"/>%n",
                    fill.sign() > 0 ? "up" : "down",
                    MARGIN + (WIDTH - MARGIN - 2) * ((fill.timeNs() - first) / span),
                    fill.sign() > 0 ? HEIGHT / 2.0 - height : HEIGHT / 2.0,
                    height));
        }
        page.append("</svg>\n");
        if (log.fills().size() > MOST_FILLS) {
            page.append("<p>The first ").append(MOST_FILLS).append(" are drawn; all are in the tables.</p>\n");
        }
    }
}
