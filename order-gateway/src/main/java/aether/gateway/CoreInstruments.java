package aether.gateway;

import aether.gateway.codec.DiscontinuedDecoder;
import aether.gateway.codec.InstrumentDecoder;
import aether.gateway.codec.MarketStateDecoder;
import aether.risk.InstrumentLimits;
import aether.risk.PreTradeRisk;
import org.agrona.DirectBuffer;

/** What the market says of instruments, on its way to the risk checks. */
final class CoreInstruments {
    private final PreTradeRisk risk;
    private final InstrumentLimits limits = new InstrumentLimits();
    private final InstrumentDecoder instrument = new InstrumentDecoder();
    private final MarketStateDecoder marketState = new MarketStateDecoder();
    private final DiscontinuedDecoder discontinued = new DiscontinuedDecoder();

    CoreInstruments(final PreTradeRisk risk) {
        this.risk = risk;
    }

    /** An input of its kind; one that is too short is left alone. */
    void onInput(final OrderInput input, final DirectBuffer in, final int at, final int length) {
        if (input == OrderInput.INSTRUMENT && length >= InstrumentDecoder.BLOCK_LENGTH) {
            terms(instrument.wrap(in, at, length, InstrumentDecoder.SCHEMA_VERSION));
        } else if (input == OrderInput.MARKET_STATE && length >= MarketStateDecoder.BLOCK_LENGTH) {
            marketState.wrap(in, at, length, MarketStateDecoder.SCHEMA_VERSION);
            risk.marketState(marketState.securityId(), marketState.status(), marketState.event());
        } else if (input == OrderInput.DISCONTINUED && length >= DiscontinuedDecoder.BLOCK_LENGTH) {
            discontinued.wrap(in, at, length, DiscontinuedDecoder.SCHEMA_VERSION);
            risk.discontinued((int) discontinued.securityId());
        }
    }

    private void terms(final InstrumentDecoder in) {
        limits.tick(in.tick())
                .quantities(in.minQuantity(), in.maxQuantity())
                .multiplier(in.multiplier())
                .prices(in.highLimit(), in.lowLimit(), in.settlement());
        risk.instrument((int) in.securityId(), limits);
    }
}
