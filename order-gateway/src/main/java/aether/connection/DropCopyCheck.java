package aether.connection;

import aether.ilink3.ReportHandler;
import aether.ilink3.ReportReader;
import aether.order.ExecIds;
import aether.order.Positions;
import aether.order.Side;
import aether.state.OrderHash;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Holds the venue's drop copy (every trade of the firm, told a second time on a connection of its own) against what the order
 * session has told. They may differ for a moment; a difference that stays is a break: one of the two has lost a trade. Decides
 * nothing by itself.
 *
 * <p>One thread; does not allocate once instruments are known.
 */
public final class DropCopyCheck implements ReportHandler {
    private static final int EXEC_IDS = 1 << 16;
    private static final int MAX_INSTRUMENTS = 1024;
    private static final long NONE = Long.MIN_VALUE;

    /** Who hears of breaks. */
    public interface Listener {
        /** Position or cash of an instrument has differed for too long. */
        void onBreak(int securityId, long position, long copied);

        /** They are the same again. */
        default void onBreakEnd(final int securityId) {}
    }

    private final Positions own;
    private final Positions copied = new Positions(MAX_INSTRUMENTS);
    private final ExecIds execIds = new ExecIds(EXEC_IDS);
    private final ReportReader reader = new ReportReader(this);
    private final Listener listener;
    private final long patienceNs;
    private final long[] differsSinceNs = new long[MAX_INSTRUMENTS];
    private final boolean[] isBroken = new boolean[MAX_INSTRUMENTS];
    private volatile long breaks;

    /**
     * Nothing copied yet.
     *
     * @param own what the order session has told, kept by somebody else
     * @param patienceNs for which the two may differ
     */
    public DropCopyCheck(final Positions own, final long patienceNs, final Listener listener) {
        this.own = own;
        this.patienceNs = patienceNs;
        this.listener = listener;
        Arrays.fill(differsSinceNs, NONE);
    }

    /** A frame of the drop copy; one that was seen before changes nothing. */
    public void onFrame(final DirectBuffer buffer, final int frame) {
        reader.read(buffer, frame);
    }

    @Override
    public void onFill(
            final long clOrdId,
            final long orderId,
            final int securityId,
            final Side side,
            final long execId,
            final long price,
            final int quantity,
            final int cumQty) {
        if (isNew(clOrdId, execId) && copied.add(securityId)) {
            copied.fill(securityId, side, price, quantity);
        }
    }

    @Override
    public void onAddendum(
            final long clOrdId,
            final int securityId,
            final Side side,
            final long execId,
            final long price,
            final int quantity,
            final long newPrice,
            final int newQuantity) {
        if (isNew(clOrdId, execId) && copied.add(securityId)) {
            copied.fill(securityId, side, price, -quantity);
            copied.fill(securityId, side, newPrice, newQuantity);
        }
    }

    private boolean isNew(final long clOrdId, final long execId) {
        return execIds.add(OrderHash.mix(OrderHash.mix(0, execId), clOrdId));
    }

    /** Compares; now and then. */
    public void onTime(final long nowNs) {
        for (int i = 0; i < own.size(); i++) {
            copied.add(own.securityId(i));
        }
        for (int i = 0; i < copied.size(); i++) {
            compare(i, copied.securityId(i), nowNs);
        }
    }

    /** Since when they differ does not matter any more: patience begins anew. */
    public void forget() {
        Arrays.fill(differsSinceNs, NONE);
        Arrays.fill(isBroken, false);
    }

    private void compare(final int index, final int securityId, final long nowNs) {
        if (copied.isSame(securityId, own)) {
            differsSinceNs[index] = NONE;
            if (isBroken[index]) {
                isBroken[index] = false;
                listener.onBreakEnd(securityId);
            }
        } else if (differsSinceNs[index] == NONE) {
            differsSinceNs[index] = nowNs;
        } else if (!isBroken[index] && nowNs - differsSinceNs[index] >= patienceNs) {
            isBroken[index] = true;
            breaks++;
            listener.onBreak(securityId, own.position(securityId), copied.positionAt(index));
        }
    }

    /** Breaks so far. */
    public long breaks() {
        return breaks;
    }
}
