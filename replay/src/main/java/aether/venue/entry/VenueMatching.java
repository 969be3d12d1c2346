package aether.venue.entry;

import aether.venue.Side;
import aether.venue.SimulatedVenue;
import aether.venue.Trade;
import aether.venue.Trade.Fill;
import aether.venue.VenueInstrument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The simulated venue's own engines: orders rest, trade and show in the market data beside everybody else's, under the same OrderID. */
final class VenueMatching implements Matching {
    private final SimulatedVenue venue;
    private final Map<Integer, VenueInstrument> instruments = new HashMap<>();

    VenueMatching(final SimulatedVenue venue) {
        this.venue = venue;
    }

    @Override
    public void tellTo(final Executions executions) {
        venue.onTrades((instrument, trades) -> {
            for (final Trade trade : trades) {
                for (int i = 0; i < trade.fills().size(); i++) {
                    final Fill fill = trade.fills().get(i);
                    executions.onExecution(fill.orderId(), trade.price(), fill.quantity(), i == 0);
                }
            }
        });
    }

    private VenueInstrument instrument(final int securityId) {
        return instruments.computeIfAbsent(
                securityId,
                id -> venue.instruments().stream()
                        .filter(candidate -> candidate.securityId() == id)
                        .findFirst()
                        .orElse(null));
    }

    @Override
    public long tick(final int securityId) {
        final VenueInstrument instrument = instrument(securityId);
        return instrument == null || instrument.isDeleted() ? 0 : instrument.tick();
    }

    @Override
    public int available(final int securityId, final Side side, final long price) {
        return instrument(securityId).engine().available(side, price);
    }

    @Override
    public void limit(final Entered order, final long timeNs) {
        venue.execute(
                instrument(order.securityId()),
                engine -> engine.limit(order.orderId(), order.side(), order.price(), order.quantity()),
                timeNs);
    }

    @Override
    public void immediate(final Entered order, final long timeNs) {
        venue.execute(
                instrument(order.securityId()),
                engine -> engine.immediate(order.orderId(), order.side(), order.price(), order.quantity()),
                timeNs);
    }

    @Override
    public void replace(final int securityId, final long orderId, final long price, final int open, final long timeNs) {
        venue.execute(instrument(securityId), engine -> engine.replace(orderId, price, open), timeNs);
    }

    @Override
    public void cancel(final int securityId, final long orderId, final long timeNs) {
        venue.execute(
                instrument(securityId),
                engine -> {
                    engine.cancel(orderId);
                    return List.of();
                },
                timeNs);
    }
}
