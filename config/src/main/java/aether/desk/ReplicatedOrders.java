package aether.desk;

import aether.cluster.ClusterException;
import aether.cluster.ClusterLog;
import aether.cluster.LogListener;
import aether.connection.OrderConnections;
import aether.gateway.OrderGateway;
import aether.gateway.OrderHost;
import aether.gateway.OrderInput;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The order plane of one machine of several: what this one wants as leader goes into the cluster's log, what comes out of the log is applied on all. Frames go out
 * on the leader alone, and not when another may lead already.
 *
 * <p>On the feed's thread; counters are read by any.
 */
final class ReplicatedOrders implements OrderHost, LogListener, HeldOutput.Cause {
    /** Types beside the numbers of inputs; in the log: never reuse one. */
    private static final int LIMITS = 1_000;

    private static final int CHECK = 1_001;

    private static final int CHECK_HASH = Long.BYTES;
    private static final int CHECK_LENGTH = 2 * Long.BYTES;
    private static final int MOST_LIMITS_LENGTH = 1 << 12;

    /** What changes with the leader. */
    interface Duties {
        /** This machine leads, and nothing was ever recorded: the configuration says what the limits are. */
        void onFirstLead();

        /** This machine leads. */
        void onLead();

        /** Another does, or none. */
        void onFollow();

        /** Something that nobody would say again found no room: this machine is no good as the leader. */
        void onStuck();

        /** This machine's state is another than the leader's after the same inputs. */
        void onDiverged(long inputs);
    }

    private final ClusterLog log;
    private final OrderGateway gateway;
    private final OrderConnections connections;
    private final HeldOutput output;
    private final Duties duties;
    private final RecentHashes hashes = new RecentHashes();
    private final UnsafeBuffer check = new UnsafeBuffer(new byte[CHECK_LENGTH]);
    private final UnsafeBuffer limits = new UnsafeBuffer(new byte[MOST_LIMITS_LENGTH]);
    private int limitsEnd;
    private boolean isLineUp;
    private long linesTaken;
    private long linesCommitted;
    private long nowNs;
    private volatile long fenced;
    private volatile long commands;
    private volatile long divergences;

    ReplicatedOrders(
            final ClusterLog log,
            final OrderGateway gateway,
            final OrderConnections connections,
            final HeldOutput output,
            final Duties duties) {
        this.log = log;
        this.gateway = gateway;
        this.connections = connections;
        this.output = output;
        this.duties = duties;
        gateway.over(this);
        output.of(this);
        log.listen(this);
    }

    int poll(final long timeNs) {
        nowNs = timeNs;
        return log.poll();
    }

    boolean isOf(final ClusterLog other) {
        return log == other;
    }

    /** In the log, of the newest input that was applied, or is at this moment. */
    @Override
    public long position() {
        return log.position();
    }

    boolean isLeading() {
        return log.isLeading();
    }

    @Override
    public boolean take(
            final OrderInput input, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        if (limitsEnd > 0 && input != OrderInput.LIMIT) {
            sendLimits();
        }
        switch (input) {
            case LIMIT -> {
                if (limitsEnd > 0) {
                    return collect(buffer, offset, length);
                }
            }
            case DISCONNECTED -> isLineUp = false;
            default -> {}
        }
        final boolean isTaken = hasRoom(input) && log.offer(input.number(), timeNs, buffer, offset, length);
        if (isTaken && input == OrderInput.CONNECTED) {
            isLineUp = true;
            linesTaken++;
            // What waits still is of the connection before.
            output.drop();
        }
        if (!isTaken && !mayBeLeft(input) && log.isLeading()) {
            duties.onStuck();
        }
        return isTaken;
    }

    /** Half of the room is for what must go on, the last part of it for what nobody would say again. */
    private boolean hasRoom(final OrderInput input) {
        if (input.isNew() || input == OrderInput.TIME) {
            return log.hasRoom();
        }
        return input != OrderInput.FRAME || log.hasRoomForMost();
    }

    private static boolean mayBeLeft(final OrderInput input) {
        return input.isNew() || input == OrderInput.TIME || input == OrderInput.FRAME;
    }

    private boolean collect(final DirectBuffer buffer, final int offset, final int length) {
        limits.putInt(limitsEnd, length);
        limits.putBytes(limitsEnd + Integer.BYTES, buffer, offset, length);
        limitsEnd += Integer.BYTES + length;
        return true;
    }

    /** All of the configuration's or none: the one who leads next could not tell which are missing. */
    private void sendLimits() {
        final int end = limitsEnd;
        limitsEnd = 0;
        log.offer(LIMITS, nowNs, limits, Integer.BYTES, end - Integer.BYTES);
    }

    @Override
    public void onInput(
            final int type, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        switch (type) {
            case LIMITS -> onLimits(timeNs, buffer, offset, length);
            case CHECK -> onCheck(buffer.getLong(offset), buffer.getLong(offset + CHECK_HASH));
            default -> {
                final OrderInput input = OrderInput.of(type);
                if (input == null) {
                    throw new IllegalStateException("an order input of a kind that this build does not know: " + type);
                }
                commands += input == OrderInput.KILL || input == OrderInput.LIMIT ? 1 : 0;
                if (input == OrderInput.CONNECTED && log.isLeading()) {
                    linesCommitted++;
                }
                gateway.committed(input, timeNs, buffer, offset, length);
            }
        }
    }

    private void onLimits(final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        int at = offset;
        while (at < offset + length) {
            final int one = buffer.getInt(at);
            gateway.committed(OrderInput.LIMIT, timeNs, buffer, at + Integer.BYTES, one);
            at += Integer.BYTES + one;
        }
    }

    /** The state that this machine has come to; the leader asks the others whether they have come to the same. */
    void onDigest(final long inputs, final long hash) {
        hashes.add(inputs, hash);
        if (log.isLeading()) {
            check.putLong(0, inputs);
            check.putLong(CHECK_HASH, hash);
            log.offer(CHECK, nowNs, check, 0, CHECK_LENGTH);
        }
    }

    private void onCheck(final long inputs, final long hash) {
        if (hashes.isOther(inputs, hash)) {
            divergences++;
            duties.onDiverged(inputs);
        }
    }

    @Override
    public void onCheckpoint(final DirectBuffer buffer, final int length) {
        gateway.restore(buffer, length);
        if (!gateway.checkpoint(nowNs)) {
            throw new ClusterException(
                    "the state that the log goes on from cannot be journaled; make room, or journal.tapLength larger");
        }
    }

    @Override
    public Checkpoint checkpoint() {
        final var checkpoint = gateway.snapshot(nowNs);
        return new Checkpoint(checkpoint.bytes(), checkpoint.length());
    }

    @Override
    public void onLead() {
        isLineUp = false;
        linesTaken = 0;
        linesCommitted = 0;
        final boolean isFirst = gateway.core().inputs() == 0;
        limitsEnd = isFirst ? Integer.BYTES : 0;
        if (isFirst) {
            duties.onFirstLead();
        } else {
            duties.onLead();
        }
        if (limitsEnd > 0) {
            sendLimits();
        }
    }

    @Override
    public void onFollow() {
        limitsEnd = 0;
        output.drop();
        duties.onFollow();
    }

    /** What was caused up to a place in the log goes to the venue. */
    void release(final long position) {
        output.release(position);
    }

    /** In the log, of the newest input of the present term that was applied; -1 before the first. */
    long appliedInTerm() {
        return log.appliedInTerm();
    }

    /** The term that this machine has joined; -1 while it has not. */
    long joinedTerm() {
        return log.joinedTerm();
    }

    /** A frame that belongs to a connection that is lost may not go, and need not: what the venue did not get, it will say to the next one. */
    @Override
    public boolean isOfThisLine() {
        return isLineUp && linesTaken == linesCommitted;
    }

    @Override
    public long proposedNs() {
        return log.proposedNs();
    }

    @Override
    public boolean mayLeave(final long proposedNs) {
        return log.mayRelease(proposedNs);
    }

    /** What the venue did not get, it will say to the next connection. */
    @Override
    public void onLate() {
        fenced++;
        isLineUp = false;
        connections.close();
    }

    /** Operators' commands that came out of the log. */
    long commands() {
        return commands;
    }

    /** Frames held back since another machine may have led by then. */
    long fenced() {
        return fenced;
    }

    /** Times that the state was another than the leader's. */
    long divergences() {
        return divergences;
    }
}
