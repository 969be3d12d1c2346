package aether.order;

import aether.state.OrderHash;
import aether.state.StateFields;
import org.agrona.collections.Int2IntHashMap;

/** Position and cash of each instrument, from fills alone. Fixed room; one thread. */
public final class Positions {
    /** A result that no long holds is taken for a loss. */
    private static final long BEYOND_A_LONG = Long.MIN_VALUE / 4;

    private static final Amount NOTHING = new Amount();
    private static final int NOT_FOUND = -1;

    private final Int2IntHashMap indexes = new Int2IntHashMap(NOT_FOUND);
    private final int[] securityIds;
    private final long[] positions;
    private final Amount[] cash;
    private final long[] bought;
    private final long[] sold;
    private int size;

    public Positions(final int maxInstruments) {
        securityIds = new int[maxInstruments];
        positions = new long[maxInstruments];
        bought = new long[maxInstruments];
        sold = new long[maxInstruments];
        cash = new Amount[maxInstruments];
        for (int i = 0; i < maxInstruments; i++) {
            cash[i] = new Amount();
        }
    }

    /** Makes an instrument known; false when there is no room. */
    public boolean add(final int securityId) {
        if (indexes.get(securityId) != NOT_FOUND) {
            return true;
        }
        if (size == securityIds.length) {
            return false;
        }
        securityIds[size] = securityId;
        indexes.put(securityId, size++);
        return true;
    }

    /** A fill, or with a negative quantity its undoing. */
    public void fill(final int securityId, final Side side, final long price, final int quantity) {
        final int index = indexes.get(securityId);
        final int signed = side.signed(quantity);
        positions[index] += signed;
        cash[index].add(price, -signed);
        if (side == Side.BUY) {
            bought[index] += quantity;
        } else {
            sold[index] += quantity;
        }
    }

    /** Contracts held, negative when short; 0 for an instrument that never traded. */
    public long position(final int securityId) {
        final int index = indexes.get(securityId);
        return index == NOT_FOUND ? 0 : positions[index];
    }

    /** Cash and position at a price, price mantissas times contracts; 0 for an instrument that never traded. */
    public long result(final int securityId, final long mark) {
        final int index = indexes.get(securityId);
        if (index == NOT_FOUND || positions[index] != 0 && mark == Long.MAX_VALUE) {
            return 0;
        }
        final Amount paid = cash[index];
        final boolean fits = paid.high() == paid.low() >> Long.SIZE - 1;
        return fits ? paid.low() + (positions[index] == 0 ? 0 : positions[index] * mark) : BEYOND_A_LONG;
    }

    /** Number of instruments. */
    public int size() {
        return size;
    }

    /** Whether another has traded the same of an instrument, to the cent. */
    public boolean isSame(final int securityId, final Positions other) {
        final int here = indexes.get(securityId);
        final int there = other.indexes.get(securityId);
        final long position = here == NOT_FOUND ? 0 : positions[here];
        final Amount paid = here == NOT_FOUND ? NOTHING : cash[here];
        return position == (there == NOT_FOUND ? 0 : other.positions[there])
                && paid.isSame(there == NOT_FOUND ? NOTHING : other.cash[there]);
    }

    /** By order of first appearance. */
    public int securityId(final int index) {
        return securityIds[index];
    }

    public long positionAt(final int index) {
        return positions[index];
    }

    /** Price mantissas times contracts, received less paid. */
    public Amount cashAt(final int index) {
        return cash[index];
    }

    public long boughtAt(final int index) {
        return bought[index];
    }

    public long soldAt(final int index) {
        return sold[index];
    }

    /** By order of first appearance; into one that is empty. */
    void state(final StateFields fields) {
        size = fields.count(size, securityIds.length);
        for (int i = 0; i < size; i++) {
            securityIds[i] = fields.whole(securityIds[i]);
            positions[i] = fields.number(positions[i]);
            bought[i] = fields.number(bought[i]);
            sold[i] = fields.number(sold[i]);
            cash[i].state(fields);
            if (fields.isRead()) {
                indexes.put(securityIds[i], i);
            }
        }
    }

    long hash(final long seed) {
        long hash = seed;
        for (int i = 0; i < size; i++) {
            hash = OrderHash.mix(OrderHash.mix(hash, securityIds[i]), positions[i]);
            hash = cash[i].hash(hash);
        }
        return hash;
    }
}
