package aether.book;

import aether.feed.NullValue;
import aether.state.StateFields;
import java.util.Arrays;

/** The latest statistics of one instrument, by MDEntryType. Single writer. */
public final class InstrumentStatistics {
    /** The types that are kept: those of the session first, then those of the trading day. */
    private static final byte[] TYPES = {'4', '7', '8', '9', 'N', 'O', 'e', 'g', '6', 'B', 'C', 'W'};

    /** Types up to here start over with each session, the rest stays until it is published again. */
    private static final int SESSION_TYPES = 8;

    private static final int NOT_KEPT = -1;
    private static final byte[] SLOT_BY_TYPE = new byte[128];

    static {
        Arrays.fill(SLOT_BY_TYPE, (byte) NOT_KEPT);
        for (int slot = 0; slot < TYPES.length; slot++) {
            SLOT_BY_TYPE[TYPES[slot]] = (byte) slot;
        }
    }

    private final long[] prices = new long[TYPES.length];
    private final long[] sizes = new long[TYPES.length];
    private final int[] flags = new int[TYPES.length];
    private long highLimit = NullValue.PRICE;
    private long lowLimit = NullValue.PRICE;
    private long maxVariation = NullValue.PRICE;
    private long volume = NullValue.SIZE;
    private boolean isPreReset;

    InstrumentStatistics() {
        clear();
    }

    private static int slot(final byte type) {
        return type < 0 ? NOT_KEPT : SLOT_BY_TYPE[type];
    }

    /** Keeps a statistic; a delete takes it away. False for a type that is not kept. */
    boolean set(final byte type, final long price, final long size, final int flag, final int action) {
        final int slot = slot(type);
        if (slot == NOT_KEPT) {
            return false;
        }
        final boolean isDelete = action == UpdateAction.DELETE;
        prices[slot] = isDelete ? NullValue.PRICE : price;
        sizes[slot] = isDelete ? NullValue.SIZE : size;
        flags[slot] = flag;
        return true;
    }

    void limits(final long high, final long low, final long variation) {
        highLimit = high;
        lowLimit = low;
        maxVariation = variation;
    }

    void volume(final long cumulative) {
        volume = cumulative;
    }

    /** A new session: its figures start over; settlement, open interest and their like stay. */
    void startSession() {
        Arrays.fill(prices, 0, SESSION_TYPES, NullValue.PRICE);
        Arrays.fill(sizes, 0, SESSION_TYPES, NullValue.SIZE);
        volume = NullValue.SIZE;
    }

    /** The channel was reset: what will not be sent again stays, marked. */
    void channelReset() {
        startSession();
        isPreReset = true;
    }

    void clear() {
        Arrays.fill(prices, NullValue.PRICE);
        Arrays.fill(sizes, NullValue.SIZE);
        Arrays.fill(flags, 0);
        volume = NullValue.SIZE;
        isPreReset = false;
    }

    /** Price of a statistic such as '6' (settlement), or {@link NullValue#PRICE}. */
    public long price(final byte type) {
        final int slot = slot(type);
        return slot == NOT_KEPT ? NullValue.PRICE : prices[slot];
    }

    /** Size of a statistic such as 'C' (open interest), or {@link NullValue#SIZE}. */
    public long size(final byte type) {
        final int slot = slot(type);
        return slot == NOT_KEPT ? NullValue.SIZE : sizes[slot];
    }

    /** The statistic's OpenCloseSettlFlag or SettlPriceType, as its template had it. */
    public int flags(final byte type) {
        final int slot = slot(type);
        return slot == NOT_KEPT ? 0 : flags[slot];
    }

    /** Highest price that may trade, or {@link NullValue#PRICE}. */
    public long highLimit() {
        return highLimit;
    }

    /** Lowest price that may trade, or {@link NullValue#PRICE}. */
    public long lowLimit() {
        return lowLimit;
    }

    /** Width of the price band, or {@link NullValue#PRICE}. */
    public long maxVariation() {
        return maxVariation;
    }

    /** Cumulative electronic volume of the session, or {@link NullValue#SIZE}. */
    public long volume() {
        return volume;
    }

    /** True when settlement and its like date from before a channel reset: the exchange does not send them again. */
    public boolean isPreReset() {
        return isPreReset;
    }

    void state(final StateFields fields) {
        fields.numbers(prices, prices.length);
        fields.numbers(sizes, sizes.length);
        fields.wholes(flags, flags.length);
        highLimit = fields.number(highLimit);
        lowLimit = fields.number(lowLimit);
        maxVariation = fields.number(maxVariation);
        volume = fields.number(volume);
        isPreReset = fields.flag(isPreReset);
    }
}
