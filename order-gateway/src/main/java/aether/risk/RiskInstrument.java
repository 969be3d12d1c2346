package aether.risk;

import aether.order.Order;
import aether.state.StateException;
import aether.state.StateFields;
import java.util.function.IntFunction;

/** What the checks know of one instrument: its terms, its market state, and what of it is open. */
final class RiskInstrument {
    static final long NO_PRICE = RiskQuestion.NO_PRICE;
    static final int MAX_OPEN = 256;
    private static final int READY_TO_TRADE = 17;
    private static final int PRE_OPEN = 21;
    private static final int NO_CANCEL = 1;

    final int securityId;
    long tick;
    long minQuantity = 1;
    long maxQuantity = Long.MAX_VALUE;
    long highLimit = NO_PRICE;
    long lowLimit = NO_PRICE;
    long settlement = NO_PRICE;
    long multiplier = 1;
    boolean isDiscontinued;
    boolean isKilled;
    int tradingStatus = READY_TO_TRADE;
    int tradingEvent;
    long openBuys;
    long openSells;
    long openValue;
    long mark = NO_PRICE;
    long result;
    final Order[] open = new Order[MAX_OPEN];
    int openCount;

    RiskInstrument(final int securityId) {
        this.securityId = securityId;
    }

    /** All but its number; {@code orders} finds an order by its place. */
    void state(final StateFields fields, final IntFunction<Order> orders) {
        tick = fields.number(tick);
        minQuantity = fields.number(minQuantity);
        maxQuantity = fields.number(maxQuantity);
        highLimit = fields.number(highLimit);
        lowLimit = fields.number(lowLimit);
        settlement = fields.number(settlement);
        multiplier = fields.number(multiplier);
        isDiscontinued = fields.flag(isDiscontinued);
        isKilled = fields.flag(isKilled);
        tradingStatus = fields.whole(tradingStatus);
        tradingEvent = fields.whole(tradingEvent);
        openBuys = fields.number(openBuys);
        openSells = fields.number(openSells);
        openValue = fields.number(openValue);
        mark = fields.number(mark);
        result = fields.number(result);
        openCount = fields.count(openCount, MAX_OPEN);
        for (int i = 0; i < openCount; i++) {
            open[i] = orders.apply(fields.whole(open[i] == null ? 0 : open[i].place()));
            if (open[i] == null) {
                throw new StateException("an open order of instrument " + securityId + " that is not there");
            }
        }
    }

    boolean takesOrders() {
        return tradingStatus == READY_TO_TRADE || tradingStatus == PRE_OPEN;
    }

    boolean takesCancels() {
        return !(tradingStatus == PRE_OPEN && tradingEvent == NO_CANCEL);
    }

    /** Value of so many contracts at a price; {@link Long#MAX_VALUE} when it is beyond a long. */
    long value(final long price, final long quantity) {
        final long absolute = Math.abs(price);
        final long contracts = quantity * multiplier;
        return Math.multiplyHigh(absolute, contracts) != 0 || absolute * contracts < 0
                ? Long.MAX_VALUE
                : absolute * contracts;
    }
}
