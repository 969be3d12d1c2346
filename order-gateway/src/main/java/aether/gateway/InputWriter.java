package aether.gateway;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.book.InstrumentBook;
import aether.book.InstrumentTerms;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes inputs of the {@link OrderCore}, little-endian, into one reused buffer; each method returns the length.
 *
 * <pre>
 *  order        0 strategy  4 SecurityID  8 price  16 tag  24 packet  32 bid  40 offer  48 book time  56 quantity
 *               60 buy u8  61 time in force u8  62 book live u8                                            64 bytes
 *  replace      0 ClOrdID  8 price  16 packet  24 bid  32 offer  40 book time  48 quantity  52 live u8     56 bytes
 *  cancel       0 ClOrdID                                                                                   8 bytes
 *  instrument   0 SecurityID  8 tick  16 min  24 max  32 multiplier  40 high  48 low  56 settlement        64 bytes
 *  market state 0 SecurityID  4 status  8 event                                                            12 bytes
 *  limit        0 limit  4 operator  8 value                                                               16 bytes
 *  kill         0 scope  4 id  8 operator  12 on                                                           16 bytes
 * </pre>
 */
public final class InputWriter {
    private static final int TAG_OFFSET = 16;
    static final int ORDER_LENGTH = 64;
    static final int REPLACE_LENGTH = 56;
    static final int CANCEL_LENGTH = 8;
    static final int INSTRUMENT_LENGTH = 64;
    static final int MARKET_STATE_LENGTH = 12;
    static final int LIMIT_LENGTH = 16;
    static final int KILL_LENGTH = 16;

    /** Scope of a kill switch: everything. */
    public static final int KILL_ALL = 0;

    /** Scope of a kill switch: an instrument. */
    public static final int KILL_INSTRUMENT = 1;

    /** Scope of a kill switch: a strategy. */
    public static final int KILL_STRATEGY = 2;

    private static final long DEFAULT_MIN_QUANTITY = 1;
    private static final long DEFAULT_MAX_QUANTITY = 9_999;

    /** Values are counted in price mantissas times contracts. */
    private static final long MULTIPLIER = 1;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);

    /** Where the last input is. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    public int order(
            final int strategy,
            final int securityId,
            final boolean isBuy,
            final int timeInForce,
            final long price,
            final int quantity,
            final long tag,
            final Market market) {
        buffer.putInt(0, strategy, LITTLE_ENDIAN);
        buffer.putInt(4, securityId, LITTLE_ENDIAN);
        buffer.putLong(8, price, LITTLE_ENDIAN);
        buffer.putLong(TAG_OFFSET, tag, LITTLE_ENDIAN);
        market(24, market);
        buffer.putInt(56, quantity, LITTLE_ENDIAN);
        buffer.putByte(60, (byte) (isBuy ? 1 : 0));
        buffer.putByte(61, (byte) timeInForce);
        buffer.putByte(62, (byte) (market.isLive() ? 1 : 0));
        buffer.putByte(63, (byte) 0);
        return ORDER_LENGTH;
    }

    private void market(final int at, final Market market) {
        buffer.putLong(at, market.packet(), LITTLE_ENDIAN);
        buffer.putLong(at + 8, market.bid(), LITTLE_ENDIAN);
        buffer.putLong(at + 16, market.offer(), LITTLE_ENDIAN);
        buffer.putLong(at + 24, market.timeNs(), LITTLE_ENDIAN);
    }

    public int replace(final long clOrdId, final long price, final int quantity, final Market market) {
        buffer.putLong(0, clOrdId, LITTLE_ENDIAN);
        buffer.putLong(8, price, LITTLE_ENDIAN);
        market(16, market);
        buffer.putInt(48, quantity, LITTLE_ENDIAN);
        buffer.putInt(52, market.isLive() ? 1 : 0, LITTLE_ENDIAN);
        return REPLACE_LENGTH;
    }

    public int cancel(final long clOrdId) {
        buffer.putLong(0, clOrdId, LITTLE_ENDIAN);
        return CANCEL_LENGTH;
    }

    public int cancelStrategy(final int strategy) {
        buffer.putLong(0, strategy, LITTLE_ENDIAN);
        return CANCEL_LENGTH;
    }

    public int instrument(
            final int securityId,
            final long tick,
            final long minQuantity,
            final long maxQuantity,
            final long multiplier,
            final long highLimit,
            final long lowLimit,
            final long settlement) {
        buffer.putLong(0, securityId, LITTLE_ENDIAN);
        buffer.putLong(8, tick, LITTLE_ENDIAN);
        buffer.putLong(16, minQuantity, LITTLE_ENDIAN);
        buffer.putLong(24, maxQuantity, LITTLE_ENDIAN);
        buffer.putLong(32, multiplier, LITTLE_ENDIAN);
        buffer.putLong(40, highLimit, LITTLE_ENDIAN);
        buffer.putLong(48, lowLimit, LITTLE_ENDIAN);
        buffer.putLong(56, settlement, LITTLE_ENDIAN);
        return INSTRUMENT_LENGTH;
    }

    /** What the market data say of an instrument now; what they leave open is as venues usually have it. */
    int instrument(final InstrumentBook instrument) {
        final InstrumentTerms terms = instrument.terms();
        return instrument(
                instrument.securityId(),
                terms.minPriceIncrement(),
                givenOr(terms.minQuantity(), DEFAULT_MIN_QUANTITY),
                givenOr(terms.maxQuantity(), DEFAULT_MAX_QUANTITY),
                MULTIPLIER,
                instrument.highLimit(),
                instrument.lowLimit(),
                instrument.settlement());
    }

    private static long givenOr(final long quantity, final long otherwise) {
        return quantity == InstrumentTerms.NOT_GIVEN ? otherwise : quantity;
    }

    /** What an intent is called when it is refused: a new order by its tag, a replace or cancel by the order's ClOrdID. */
    static long tagOf(final OrderInput intent, final DirectBuffer buffer, final int offset) {
        return buffer.getLong(intent == OrderInput.NEW_ORDER ? offset + TAG_OFFSET : offset, LITTLE_ENDIAN);
    }

    public int marketState(final int securityId, final int status, final int event) {
        buffer.putInt(0, securityId, LITTLE_ENDIAN);
        buffer.putInt(4, status, LITTLE_ENDIAN);
        buffer.putInt(8, event, LITTLE_ENDIAN);
        return MARKET_STATE_LENGTH;
    }

    public int discontinued(final int securityId) {
        buffer.putLong(0, securityId, LITTLE_ENDIAN);
        return CANCEL_LENGTH;
    }

    /** {@code operator} 0 is the configuration. */
    public int limit(final int limit, final int operator, final long value) {
        buffer.putInt(0, limit, LITTLE_ENDIAN);
        buffer.putInt(4, operator, LITTLE_ENDIAN);
        buffer.putLong(8, value, LITTLE_ENDIAN);
        return LIMIT_LENGTH;
    }

    public int kill(final int scope, final int id, final int operator, final boolean isOn) {
        buffer.putInt(0, scope, LITTLE_ENDIAN);
        buffer.putInt(4, id, LITTLE_ENDIAN);
        buffer.putInt(8, operator, LITTLE_ENDIAN);
        buffer.putInt(12, isOn ? 1 : 0, LITTLE_ENDIAN);
        return KILL_LENGTH;
    }
}
