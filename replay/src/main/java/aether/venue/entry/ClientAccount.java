package aether.venue.entry;

import aether.venue.Side;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** The venue's own record of a client: what it holds and has paid, by instrument. */
public final class ClientAccount {
    private final Map<Integer, Long> positions = new TreeMap<>();
    private final Map<Integer, BigInteger> cash = new TreeMap<>();
    private long fills;
    private long rejects;

    void fill(final ClientOrder order, final long price, final int quantity) {
        amend(order, price, quantity);
        fills++;
    }

    /** A trade, or with a negative quantity its undoing; not a fill of its own. */
    void amend(final ClientOrder order, final long price, final int quantity) {
        final long signed = order.side == Side.BUY ? quantity : -quantity;
        positions.merge(order.securityId, signed, Long::sum);
        cash.merge(order.securityId, BigInteger.valueOf(price).multiply(BigInteger.valueOf(-signed)), BigInteger::add);
    }

    void rejected() {
        rejects++;
    }

    /** Contracts by SecurityID. */
    public Map<Integer, Long> positions() {
        return Map.copyOf(positions);
    }

    /** Price mantissas times contracts, received less paid, by SecurityID. */
    public Map<Integer, BigInteger> cash() {
        return Map.copyOf(cash);
    }

    public long fills() {
        return fills;
    }

    public long rejects() {
        return rejects;
    }
}
