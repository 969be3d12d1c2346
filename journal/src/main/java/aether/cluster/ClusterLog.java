package aether.cluster;

import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The owner's end of the cluster's log: what it proposes as leader comes out of {@link #poll} when a majority has it, on all members. One thread; never blocks,
 * and does not allocate between take-overs.
 */
public final class ClusterLog {
    private static final int LIMIT = 256;
    private static final long PATIENCE_NS = 200_000_000L;
    private static final long NOT_MINE = Long.MIN_VALUE;
    private static final long NOTHING = -1;

    private final ClusterContext context;
    private final CommittedRing ring;
    private final Standing standing;
    private final Proposals proposals;
    private final MessageHandler onMessage = this::onMessage;
    private final UnsafeBuffer none = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer state = new UnsafeBuffer(0, 0);
    private LogListener listener;
    private LogDoor door;
    private long term = -1;
    private volatile int leader = -1;
    private boolean hasTakenOver;
    private boolean isLeading;
    private long nowNs;
    private long progressNs;
    private long proposedNs;
    private long appliedInTerm = NOTHING;
    private volatile long position;
    private volatile long repeated;
    private volatile long unrecorded;

    /**
     * Nothing has come out.
     *
     * @param ring from the {@link LogReader}
     * @param from the owner has everything up to there in the log
     */
    public ClusterLog(
            final ClusterContext context, final CommittedRing ring, final Standing standing, final long from) {
        this.context = context;
        this.ring = ring;
        this.standing = standing;
        position = from;
        proposals = new Proposals(context.proposalsLength());
    }

    /** Who hears of what comes out; once, before the first poll. */
    public void listen(final LogListener value) {
        listener = value;
    }

    /** What has come out, and what is to go in. */
    public int poll() {
        nowNs = context.clock().getAsLong();
        final int work = ring.read(onMessage, LIMIT);
        if (isLeading && !isLeader()) {
            // Cut off from the others, no word of another leader comes.
            follow();
        }
        if (leader == context.memberId() && isLeader()) {
            takeOver();
            send();
        }
        unrecorded = proposals.length();
        return work;
    }

    private boolean isLeader() {
        return standing.isLeader() && term == standing.term();
    }

    /** A term of one's own that comes out again after a restart is over; this one is not. */
    private void takeOver() {
        if (!hasTakenOver) {
            hasTakenOver = true;
            proposals.begin(term, context.memberId());
            proposals.add(InputLayout.TAKE_OVER, 0, none, 0, 0, nowNs);
        }
    }

    private void send() {
        final LogDoor present = standing.door();
        if (present != door) {
            door = present;
            proposals.again();
            progressNs = nowNs;
        }
        if (door == null || proposals.isEmpty()) {
            return;
        }
        if (proposals.isUnderWay() && nowNs - progressNs >= PATIENCE_NS) {
            // Around an election, what was offered may be gone without a word.
            proposals.again();
            progressNs = nowNs;
            repeated++;
        }
        if (!proposals.isUnderWay()) {
            progressNs = nowNs;
        }
        proposals.send(door);
    }

    private void onMessage(final int type, final MutableDirectBuffer buffer, final int at, final int length) {
        switch (type) {
            case CommittedRing.INPUT -> onInput(buffer, at, length);
            case CommittedRing.TERM -> onTerm(buffer.getLong(at), buffer.getInt(at + CommittedRing.LEADER));
            case CommittedRing.LOADED -> {
                final LogListener.Checkpoint loaded = ring.takeLoaded();
                listener.onCheckpoint(loaded.buffer(), loaded.length());
            }
            case CommittedRing.WANTED -> ring.deliver(listener.checkpoint());
            default -> throw new IllegalStateException("a message of an unknown kind: " + type);
        }
    }

    private void onTerm(final long number, final int ofLeader) {
        follow();
        term = number;
        leader = ofLeader;
        // What was applied of the terms before may have been taken back.
        appliedInTerm = NOTHING;
    }

    private void follow() {
        hasTakenOver = false;
        if (isLeading) {
            isLeading = false;
            listener.onFollow();
        }
    }

    private void onInput(final DirectBuffer buffer, final int at, final int length) {
        final int input = at + CommittedRing.POSITION_LENGTH;
        position = buffer.getLong(at);
        appliedInTerm = position;
        proposedNs = NOT_MINE;
        if (hasTakenOver && InputLayout.member(buffer, input) == context.memberId()) {
            proposedNs = proposals.release(InputLayout.number(buffer, input));
            progressNs = nowNs;
        }
        final int type = InputLayout.type(buffer, input);
        if (type != InputLayout.TAKE_OVER) {
            state.wrap(buffer, input + InputLayout.LENGTH, length - CommittedRing.POSITION_LENGTH - InputLayout.LENGTH);
            listener.onInput(type, InputLayout.timeNs(buffer, input), state, 0, state.capacity());
        } else if (proposedNs != NOT_MINE) {
            isLeading = true;
            listener.onLead();
        }
    }

    /** Proposes an input. False when this member does not lead, or has no room for it. */
    public boolean offer(
            final int type, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        if (!isLeading || !proposals.add(type, timeNs, buffer, offset, length, nowNs)) {
            return false;
        }
        send();
        return true;
    }

    /** Whether there is room for what may as well be left: half of it is for what must go on. */
    public boolean hasRoom() {
        return proposals.hasRoom();
    }

    /** As above, but for an eighth, which is for what nobody would say again. */
    public boolean hasRoomForMost() {
        return proposals.hasRoomForMost();
    }

    /** Whether this member's inputs are those that count. */
    public boolean isLeading() {
        return isLeading;
    }

    /** When the newest input that came out was proposed, for {@link #mayRelease}. */
    public long proposedNs() {
        return proposedNs;
    }

    /**
     * Whether what an input has brought about may leave this machine: this member proposed it, a moment ago, and leads still, as far as it can know.
     * After a longer pause another may lead already, and have said something else.
     */
    public boolean mayRelease(final long ofProposedNs) {
        return isLeading
                && ofProposedNs != NOT_MINE
                && context.clock().getAsLong() - ofProposedNs < context.heartbeatNs()
                && isLeader();
    }

    /** The term that this member has joined, and has read the log of; -1 when it has not come to its newest one yet. */
    public long joinedTerm() {
        return standing.isSettled() && term == standing.term() ? term : -1;
    }

    /** In the log, of the newest input that came out. */
    public long position() {
        return position;
    }

    /** As {@link #position}, of the inputs of the present term alone; -1 before its first. */
    public long appliedInTerm() {
        return appliedInTerm;
    }

    /** The member that leads, as far as the log has been read; -1 before there was any. */
    public int leader() {
        return leader;
    }

    /** Bytes of what was proposed here and has not come out. */
    public long unrecorded() {
        return unrecorded;
    }

    /** Times that proposals were offered again since nothing came out. */
    public long repeated() {
        return repeated;
    }
}
