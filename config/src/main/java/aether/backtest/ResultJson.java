package aether.backtest;

import aether.console.Json;

/** A result as one JSON object; equal runs give equal bytes. */
public final class ResultJson {
    private ResultJson() {}

    public static void write(final Json json, final BacktestResult result) {
        final BacktestSetup setup = result.setup();
        json.openObject().key("messages").number(result.messages());
        json.key("first").number(result.firstNs()).key("last").number(result.lastNs());
        json.key("assumed").openObject();
        json.key("feed").text(setup.feed() == null ? "recorded" : setup.feed().describe());
        json.key("order")
                .text(setup.order().describe())
                .key("report")
                .text(setup.report().describe());
        json.key("impact").text(setup.impact().name()).key("seed").number(setup.seed());
        json.closeObject();
        json.key("settings").openObject();
        new java.util.TreeMap<>(setup.settings())
                .forEach((name, value) -> json.key(name).text(value));
        json.closeObject();
        json.key("sent")
                .number(result.sent())
                .key("sessionsLost")
                .number(result.orders().sessionsLost());
        json.key("orders")
                .number(result.placed())
                .key("open")
                .number(result.orders().openOrders());
        json.key("fills").number(result.fills()).key("contracts").number(result.contracts());
        final RecordedOwn own = setup.own();
        json.key("recorded").openObject();
        json.key("orders").number(own.orders()).key("fills").number(own.fills());
        json.key("contracts").number(own.contracts());
        json.key("alike").number(own.alike(result.log().fills()));
        json.closeObject();
        json.key("refused").openObject();
        result.refusals().forEach((check, count) -> json.key(check.name()).number(count));
        json.closeObject();
        queues(json, result.log().queues());
        json.key("instruments").openArray();
        result.log().holdings().forEach(holding -> instrument(json, result.log(), holding));
        json.closeArray();
        json.key("profit").raw(result.profit());
        json.key("digest").text(String.format("%016x", result.hash()));
        json.closeObject().endLine();
    }

    private static void queues(final Json json, final QueueStatistics queues) {
        json.key("queues").openObject();
        json.key("rested").number(queues.orders()).key("exact").number(queues.exact());
        json.key("aheadAtFirstP50").number(queues.ahead().getValueAtPercentile(50));
        json.key("aheadAtFirstP90").number(queues.ahead().getValueAtPercentile(90));
        json.key("restedP50").number(queues.restedNs().getValueAtPercentile(50));
        json.key("restedP90").number(queues.restedNs().getValueAtPercentile(90));
        json.key("tradedAhead").number(queues.tradedAhead());
        json.key("canceledAhead").number(queues.canceledAhead());
        json.key("canceledBehind").number(queues.canceledBehind());
        json.key("belowTheRows").number(queues.unseen());
        json.closeObject();
    }

    private static void instrument(final Json json, final TradeLog log, final Holding holding) {
        json.openObject().key("securityId").number(holding.book.securityId());
        json.key("symbol").text(log.name(holding.book.securityId()));
        json.key("bought").number(holding.buys).key("sold").number(holding.sells);
        json.key("taken").number(holding.aggressed).key("position").number(holding.position);
        json.key("mostPosition").number(holding.mostPosition);
        json.key("points").raw(Amounts.text(holding.points()));
        json.key("gross").raw(Amounts.text(log.gross(holding)));
        json.key("fees").raw(Amounts.text(log.fees(holding)));
        json.key("profit").raw(Amounts.text(log.value(holding)));
        json.key("markouts").openArray();
        for (int i = 0; i < Markouts.HORIZONS_NS.length; i++) {
            json.openObject().key("after").number(Markouts.HORIZONS_NS[i]);
            json.key("contracts").number(holding.markouts.contracts(i));
            json.key("points").raw(Amounts.text(holding.markouts.mean(i) * Math.pow(10, holding.book.priceExponent())));
            json.closeObject();
        }
        json.closeArray().closeObject();
    }
}
