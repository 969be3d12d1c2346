package aether.risk;

import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.OrderListener;
import aether.order.Positions;
import aether.order.Side;
import aether.state.StateFields;
import java.util.function.IntFunction;

/**
 * The last gate before the wire: every new order and every replace passes all of {@link RiskCheck}, in that order, before it is
 * encoded. A replace counts with the larger of old and new until it is decided. Cancels pass whatever is killed, unless the
 * venue takes none.
 *
 * <p>Deterministic: time is a parameter, limits and market state are inputs. One thread; does not allocate once instruments are
 * known.
 */
public final class PreTradeRisk implements OrderListener {
    private static final int MAX_MESSAGES = 4096;

    private final Exposure exposure;
    private final KillSwitch kill = new KillSwitch();
    private final MessageWindow messages = new MessageWindow(MAX_MESSAGES);
    private final MessageWindow cancels = new MessageWindow(MAX_MESSAGES);
    private final RecentOrders recent = new RecentOrders();
    private final long[] limits = new long[RiskLimit.values().length];
    private final long[] refusals = new long[RiskCheck.values().length];
    private Positions positions;
    private long version;
    private boolean isSessionUp;

    public PreTradeRisk(final int maxOrders) {
        exposure = new Exposure(maxOrders);
        for (final RiskLimit limit : RiskLimit.values()) {
            limits[limit.ordinal()] = limit.initial();
        }
    }

    /** Once: whose positions count. */
    public void positions(final Positions value) {
        positions = value;
    }

    /** Terms of an instrument; {@link RiskQuestion#NO_PRICE} for a price that is not given. */
    public void instrument(final int securityId, final InstrumentLimits terms) {
        final RiskInstrument instrument = exposure.findOrAdd(securityId);
        instrument.tick = terms.tick();
        instrument.minQuantity = terms.minQuantity();
        instrument.maxQuantity = terms.maxQuantity();
        instrument.multiplier = terms.multiplier();
        instrument.highLimit = terms.highLimit();
        instrument.lowLimit = terms.lowLimit();
        instrument.settlement = terms.settlement();
        instrument.isDiscontinued = false;
    }

    /** True when these are the price limits and the settlement price that the checks go by. */
    public boolean hasPrices(final int securityId, final long highLimit, final long lowLimit, final long settlement) {
        final RiskInstrument instrument = exposure.find(securityId);
        return instrument != null
                && instrument.highLimit == highLimit
                && instrument.lowLimit == lowLimit
                && instrument.settlement == settlement;
    }

    public void discontinued(final int securityId) {
        exposure.findOrAdd(securityId).isDiscontinued = true;
    }

    public void marketState(final int securityId, final int tradingStatus, final int tradingEvent) {
        final RiskInstrument instrument = exposure.findOrAdd(securityId);
        instrument.tradingStatus = tradingStatus;
        instrument.tradingEvent = tradingEvent;
    }

    public void session(final boolean isUp) {
        isSessionUp = isUp;
    }

    /** Sets a limit; returns what it was. Orders that are out stay where they are, even if they would not pass any more. */
    public long limit(final RiskLimit limit, final long value) {
        final long before = limits[limit.ordinal()];
        limits[limit.ordinal()] = value;
        version++;
        return before;
    }

    public long limit(final RiskLimit limit) {
        return limits[limit.ordinal()];
    }

    /** Rises with every change of a limit. */
    public long version() {
        return version;
    }

    /** Blocks everything new, or takes the block away. */
    public void killAll(final boolean isOn) {
        kill.all(isOn);
    }

    public void killStrategy(final int strategy, final boolean isOn) {
        kill.strategy(strategy, isOn);
    }

    public void killInstrument(final int securityId, final boolean isOn) {
        exposure.findOrAdd(securityId).isKilled = isOn;
    }

    public boolean isKilled() {
        return kill.isOnForAll();
    }

    /** Checks a new order or a replace; {@link RiskCheck#NONE} when it may go, and it then counts as sent. */
    public RiskCheck check(final RiskQuestion question, final long nowNs) {
        final RiskCheck result = firstObjection(question, nowNs);
        refusals[result.ordinal()]++;
        if (result == RiskCheck.NONE) {
            messages.add(nowNs);
            if (question.replaced == null) {
                recent.add(question, nowNs);
            }
        }
        return result;
    }

    /** New orders and replaces that the limit of messages allows now. */
    public long messagesLeft(final long nowNs) {
        return messages.room(value(RiskLimit.MESSAGES), value(RiskLimit.MESSAGE_WINDOW), nowNs);
    }

    /** Checks a cancel. */
    public RiskCheck checkCancel(final int securityId, final long nowNs) {
        final RiskInstrument instrument = exposure.find(securityId);
        final RiskCheck result;
        if (!isSessionUp) {
            result = RiskCheck.SESSION_DOWN;
        } else if (instrument != null && !instrument.takesCancels()) {
            result = RiskCheck.MARKET_STATE;
        } else if (!cancels.hasRoom(value(RiskLimit.CANCELS), value(RiskLimit.MESSAGE_WINDOW), nowNs)) {
            result = RiskCheck.MESSAGE_RATE;
        } else {
            cancels.add(nowNs);
            result = RiskCheck.NONE;
        }
        refusals[result.ordinal()]++;
        return result;
    }

    private long value(final RiskLimit limit) {
        return limits[limit.ordinal()];
    }

    private RiskCheck firstObjection(final RiskQuestion question, final long nowNs) {
        final RiskInstrument instrument = exposure.find(question.securityId);
        if (kill.isOn(question.strategy) || instrument != null && instrument.isKilled) {
            return RiskCheck.KILL_SWITCH;
        }
        if (!isSessionUp) {
            return RiskCheck.SESSION_DOWN;
        }
        if (instrument == null || instrument.tick <= 0) {
            return RiskCheck.UNKNOWN_INSTRUMENT;
        }
        if (!instrument.takesOrders()) {
            return RiskCheck.MARKET_STATE;
        }
        final RiskCheck terms = ofTerms(question, instrument);
        if (terms != RiskCheck.NONE) {
            return terms;
        }
        final RiskCheck price = ofPrice(question, instrument, nowNs);
        return price == RiskCheck.NONE ? ofAccount(question, instrument, nowNs) : price;
    }

    private RiskCheck ofTerms(final RiskQuestion question, final RiskInstrument instrument) {
        if (instrument.isDiscontinued) {
            return RiskCheck.DISCONTINUED;
        }
        if (!question.isOfKnownType) {
            return RiskCheck.ORDER_TYPE;
        }
        if (question.quantity <= 0 || question.quantity < instrument.minQuantity) {
            return RiskCheck.MIN_QUANTITY;
        }
        if (question.quantity > instrument.maxQuantity || question.quantity > value(RiskLimit.MAX_QUANTITY)) {
            return RiskCheck.MAX_QUANTITY;
        }
        if (question.price == RiskQuestion.NO_PRICE) {
            return RiskCheck.PRICE_MISSING;
        }
        return question.price % instrument.tick == 0 ? RiskCheck.NONE : RiskCheck.TICK;
    }

    private RiskCheck ofPrice(final RiskQuestion question, final RiskInstrument instrument, final long nowNs) {
        final long reference = reference(question, instrument, nowNs);
        if (reference == RiskQuestion.NO_PRICE) {
            return RiskCheck.REFERENCE;
        }
        instrument.mark = reference;
        final long collar = value(RiskLimit.COLLAR_TICKS) * instrument.tick;
        final long through = question.side == Side.BUY ? question.price - reference : reference - question.price;
        if (through > collar) {
            return RiskCheck.COLLAR;
        }
        final boolean isAbove = instrument.highLimit != RiskQuestion.NO_PRICE && question.price > instrument.highLimit;
        final boolean isBelow = instrument.lowLimit != RiskQuestion.NO_PRICE && question.price < instrument.lowLimit;
        return isAbove || isBelow ? RiskCheck.PRICE_LIMITS : RiskCheck.NONE;
    }

    /** The best price of the other side when the market is fit to be compared with, else the settlement price if that is allowed. */
    private long reference(final RiskQuestion question, final RiskInstrument instrument, final long nowNs) {
        final long other = question.side == Side.BUY ? question.bestOffer : question.bestBid;
        final boolean isFit = question.isBookLive
                && nowNs - question.bookTimeNs <= value(RiskLimit.MAX_REFERENCE_AGE)
                && question.bestBid != RiskQuestion.NO_PRICE
                && question.bestOffer != RiskQuestion.NO_PRICE
                && question.bestBid < question.bestOffer;
        if (isFit) {
            return other;
        }
        return value(RiskLimit.SETTLEMENT_AS_REFERENCE) != 0 ? instrument.settlement : RiskQuestion.NO_PRICE;
    }

    private RiskCheck ofAccount(final RiskQuestion question, final RiskInstrument instrument, final long nowNs) {
        final Order replaced = question.replaced;
        final long open = replaced == null ? question.quantity : Math.max(0, question.quantity - replaced.cumQty());
        final long value = instrument.value(question.price, open);
        if (instrument.value(question.price, question.quantity) > value(RiskLimit.MAX_ORDER_VALUE)) {
            return RiskCheck.ORDER_VALUE;
        }
        final long limit = Math.min(value(RiskLimit.MAX_OPEN_ORDERS), RiskInstrument.MAX_OPEN);
        if (replaced == null && instrument.openCount >= limit) {
            return RiskCheck.OPEN_ORDERS;
        }
        final long countedOpen = replaced == null ? 0 : replaced.worstLeaves();
        final long countedValue = replaced == null ? 0 : instrument.value(replaced.worstPrice(), countedOpen);
        final long moreValue = Math.max(0, value - countedValue);
        if (moreValue > value(RiskLimit.MAX_GROSS_VALUE) - exposure.grossValue()) {
            return RiskCheck.GROSS_VALUE;
        }
        final long position = positions.position(question.securityId);
        final long openOnSide = (question.side == Side.BUY ? instrument.openBuys : instrument.openSells)
                + Math.max(0, open - countedOpen);
        final long worst = (question.side == Side.BUY ? position : -position) + openOnSide;
        if (worst > value(RiskLimit.MAX_POSITION)) {
            return RiskCheck.POSITION;
        }
        return ofConduct(question, instrument, nowNs);
    }

    private RiskCheck ofConduct(final RiskQuestion question, final RiskInstrument instrument, final long nowNs) {
        if (!messages.hasRoom(value(RiskLimit.MESSAGES), value(RiskLimit.MESSAGE_WINDOW), nowNs)) {
            return RiskCheck.MESSAGE_RATE;
        }
        if (question.replaced == null && recent.contains(question, value(RiskLimit.DUPLICATE_WINDOW), nowNs)) {
            return RiskCheck.DUPLICATE;
        }
        if (crossesOwn(question, instrument)) {
            return RiskCheck.SELF_MATCH;
        }
        exposure.value(instrument, positions);
        return -exposure.totalResult() > value(RiskLimit.MAX_LOSS) ? RiskCheck.LOSS : RiskCheck.NONE;
    }

    private static boolean crossesOwn(final RiskQuestion question, final RiskInstrument instrument) {
        final Side side = question.side;
        final long price = question.price;
        boolean crosses = false;
        for (int i = 0; i < instrument.openCount; i++) {
            final Order own = instrument.open[i];
            if (own.side() != side) {
                // The other order's best price for us is its worst for itself.
                crosses |= side == Side.BUY ? price >= own.worstPrice() : price <= own.worstPrice();
            }
        }
        return crosses;
    }

    /** Limits, counts, windows, exposure and kill switch; into one that is empty. {@code orders} finds an order by its place. */
    public void state(final StateFields fields, final IntFunction<Order> orders) {
        fields.numbers(limits, fields.count(limits.length, limits.length));
        fields.numbers(refusals, fields.count(refusals.length, refusals.length));
        version = fields.number(version);
        isSessionUp = fields.flag(isSessionUp);
        kill.state(fields);
        messages.state(fields);
        cancels.state(fields);
        recent.state(fields);
        exposure.state(fields, orders);
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        exposure.onOrder(order, order.place());
    }

    /** Questions that ended with this result. */
    public long refusals(final RiskCheck check) {
        return refusals[check.ordinal()];
    }

    /** Sum of what all open orders may cost. */
    public long grossValue() {
        return exposure.grossValue();
    }
}
