package aether.book;

import aether.feed.MarketEvents;

/** An entry on its way into an {@link EntryQueue} or out of it. Reused: {@link #of} forgets what was before. */
final class QueuedEntry {
    /** Which event the entry was. */
    enum Kind {
        LEVEL,
        TRADE,
        VOLUME,
        STATISTIC,
        LIMITS,
        ORDER,
        CHANGE,
        PRICE_LEVEL
    }

    Kind kind;

    /** RptSeq; of an order, its priority; of a change, the one before it. */
    long rptSeq;

    byte type;
    int action;

    /** Row; of a trade, the aggressor's side; of a statistic, its flags. */
    int level;

    long price;
    long size;

    /** OrderID, trade id or change. */
    long id;

    int orders;

    QueuedEntry of(final Kind event, final long sequence) {
        kind = event;
        rptSeq = sequence;
        type = 0;
        action = 0;
        level = 0;
        price = 0;
        size = 0;
        id = 0;
        orders = 0;
        return this;
    }

    QueuedEntry what(final byte entryType, final int updateAction, final int row) {
        type = entryType;
        action = updateAction;
        level = row;
        return this;
    }

    QueuedEntry amounts(final long entryPrice, final long entrySize) {
        price = entryPrice;
        size = entrySize;
        return this;
    }

    QueuedEntry id(final long value) {
        id = value;
        return this;
    }

    QueuedEntry orders(final int count) {
        orders = count;
        return this;
    }

    void tell(final int securityId, final MarketEvents target) {
        switch (kind) {
            case LEVEL -> target.onBookLevel(securityId, rptSeq, type, action, level, price, size, orders);
            case TRADE -> target.onTrade(securityId, rptSeq, price, size, orders, level, action, id);
            case VOLUME -> target.onVolume(securityId, rptSeq, size, action);
            case STATISTIC -> target.onStatistic(securityId, rptSeq, type, price, size, level, action);
            case LIMITS -> target.onPriceLimits(securityId, rptSeq, price, size, id);
            case ORDER -> target.onOrder(securityId, id, rptSeq, price, size, type, action);
            case CHANGE -> target.onBookChange(securityId, rptSeq, id);
            case PRICE_LEVEL -> target.onPriceLevel(type, action, price, size);
        }
    }
}
