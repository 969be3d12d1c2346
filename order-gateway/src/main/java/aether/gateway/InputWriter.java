package aether.gateway;

import aether.book.InstrumentBook;
import aether.book.InstrumentTerms;
import aether.gateway.codec.CancelEncoder;
import aether.gateway.codec.CancelStrategyEncoder;
import aether.gateway.codec.DiscontinuedEncoder;
import aether.gateway.codec.InstrumentEncoder;
import aether.gateway.codec.KillEncoder;
import aether.gateway.codec.LimitEncoder;
import aether.gateway.codec.MarketEncoder;
import aether.gateway.codec.MarketStateEncoder;
import aether.gateway.codec.NewOrderEncoder;
import aether.gateway.codec.ReplaceEncoder;
import aether.order.OrderTerms;
import aether.risk.InstrumentLimits;
import aether.risk.KillScope;
import aether.risk.RiskLimit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes inputs of the {@link OrderCore} into one reused buffer; each method returns the length. The layouts are those of order-inputs.xml.
 */
public final class InputWriter {
    private static final int LONGEST = 128;
    private static final long DEFAULT_MIN_QUANTITY = 1;
    private static final long DEFAULT_MAX_QUANTITY = 9_999;

    /** Values are counted in price mantissas times contracts. */
    private static final long MULTIPLIER = 1;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[LONGEST]);
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final ReplaceEncoder replace = new ReplaceEncoder();
    private final CancelEncoder cancel = new CancelEncoder();
    private final CancelStrategyEncoder cancelStrategy = new CancelStrategyEncoder();
    private final InstrumentEncoder instrument = new InstrumentEncoder();
    private final MarketStateEncoder marketState = new MarketStateEncoder();
    private final DiscontinuedEncoder discontinued = new DiscontinuedEncoder();
    private final LimitEncoder limit = new LimitEncoder();
    private final KillEncoder kill = new KillEncoder();
    private final InstrumentLimits limits = new InstrumentLimits();

    /** Where the last input is. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** A new order, and the market that it was wanted in. */
    public int order(final OrderTerms terms, final Market market) {
        // The same input is the same bytes, those that no field takes included.
        buffer.setMemory(0, NewOrderEncoder.BLOCK_LENGTH, (byte) 0);
        newOrder.wrap(buffer, 0)
                .strategy(terms.strategy())
                .securityId(terms.securityId())
                .price(terms.price())
                .tag(terms.tag())
                .quantity(terms.quantity())
                .side(terms.side().code())
                .timeInForce(terms.timeInForce().code())
                .isBookLive(code(market.isLive()))
                .clOrdId(terms.clOrdId())
                .orderType(terms.type().code());
        write(newOrder.market(), market);
        return NewOrderEncoder.BLOCK_LENGTH;
    }

    private static void write(final MarketEncoder encoder, final Market market) {
        encoder.packet(market.packet()).bid(market.bid()).offer(market.offer()).time(market.timeNs());
    }

    private static short code(final boolean isSo) {
        return (short) (isSo ? 1 : 0);
    }

    /** Another price and quantity, and the market that they were wanted in. */
    public int replace(final long clOrdId, final long price, final int quantity, final Market market) {
        buffer.setMemory(0, ReplaceEncoder.BLOCK_LENGTH, (byte) 0);
        replace.wrap(buffer, 0).clOrdId(clOrdId).price(price).quantity(quantity).isBookLive(code(market.isLive()));
        write(replace.market(), market);
        return ReplaceEncoder.BLOCK_LENGTH;
    }

    public int cancel(final long clOrdId) {
        cancel.wrap(buffer, 0).clOrdId(clOrdId);
        return CancelEncoder.BLOCK_LENGTH;
    }

    public int cancelStrategy(final int strategy) {
        cancelStrategy.wrap(buffer, 0).strategy(strategy);
        return CancelStrategyEncoder.BLOCK_LENGTH;
    }

    /** What may be traded of an instrument, and how. */
    public int instrument(final int securityId, final InstrumentLimits terms) {
        instrument
                .wrap(buffer, 0)
                .securityId(securityId)
                .tick(terms.tick())
                .minQuantity(terms.minQuantity())
                .maxQuantity(terms.maxQuantity())
                .multiplier(terms.multiplier())
                .highLimit(terms.highLimit())
                .lowLimit(terms.lowLimit())
                .settlement(terms.settlement());
        return InstrumentEncoder.BLOCK_LENGTH;
    }

    /** What the market data say of an instrument now; what they leave open is as venues usually have it. */
    int instrument(final InstrumentBook book) {
        final InstrumentTerms terms = book.terms();
        limits.tick(terms.minPriceIncrement())
                .quantities(
                        givenOr(terms.minQuantity(), DEFAULT_MIN_QUANTITY),
                        givenOr(terms.maxQuantity(), DEFAULT_MAX_QUANTITY))
                .multiplier(MULTIPLIER)
                .prices(book.highLimit(), book.lowLimit(), book.settlement());
        return instrument(book.securityId(), limits);
    }

    private static long givenOr(final long quantity, final long otherwise) {
        return quantity == InstrumentTerms.NOT_GIVEN ? otherwise : quantity;
    }

    public int marketState(final int securityId, final int status, final int event) {
        marketState.wrap(buffer, 0).securityId(securityId).status(status).event(event);
        return MarketStateEncoder.BLOCK_LENGTH;
    }

    public int discontinued(final int securityId) {
        discontinued.wrap(buffer, 0).securityId(securityId);
        return DiscontinuedEncoder.BLOCK_LENGTH;
    }

    /** {@code operator} 0 is the configuration. */
    public int limit(final RiskLimit which, final int operator, final long value) {
        limit.wrap(buffer, 0).riskLimit(which.number()).operatorId(operator).value(value);
        return LimitEncoder.BLOCK_LENGTH;
    }

    /** Throws the kill switch, or takes it back; {@code id} is that of the instrument or the strategy. */
    public int kill(final KillScope scope, final int id, final int operator, final boolean isOn) {
        kill.wrap(buffer, 0).scope(scope.number()).id(id).operatorId(operator).isOn(code(isOn));
        return KillEncoder.BLOCK_LENGTH;
    }
}
