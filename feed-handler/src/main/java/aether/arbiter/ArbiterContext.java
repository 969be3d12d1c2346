package aether.arbiter;

import aether.feed.SequencePolicy;
import aether.feed.SessionCalendar;
import org.agrona.BitUtil;

/** Settings of one {@link LineArbiter}. Call {@link #conclude()} once; afterwards nothing may be changed. */
public final class ArbiterContext {
    /** Default time that a hole may stay open while packets behind it are waiting: 1 ms. */
    public static final long DEFAULT_LOSS_TIMEOUT_NS = 1_000_000;

    /** Default number of packets that can wait behind a hole. */
    public static final int DEFAULT_RING_PACKETS = 1024;

    /** Default for the longest packet that is accepted, bytes: more than an Ethernet frame carries. */
    public static final int DEFAULT_MAX_PACKET_LENGTH = 2048;

    /** Default number of low sequence numbers in a row, each sent later than anything accepted, that mean a restart. */
    public static final int DEFAULT_RESET_AFTER = 64;

    private static final int MOST_RING_PACKETS = 1 << 20;
    private static final long MAX_RING_LENGTH = 1L << 30;

    private int lines = 2;
    private long lossTimeoutNs = DEFAULT_LOSS_TIMEOUT_NS;
    private int ringPackets = DEFAULT_RING_PACKETS;
    private int maxPacketLength = DEFAULT_MAX_PACKET_LENGTH;
    private int reorderTolerance;
    private int resetAfter = DEFAULT_RESET_AFTER;
    private boolean compareTwins;
    private SequencePolicy sequencePolicy = SequencePolicy.BY_SESSION;
    private SessionCalendar calendar = SessionCalendar.FIVE_DAYS;

    /** Number of lines, 1 to 4. */
    public ArbiterContext lines(final int count) {
        lines = count;
        return this;
    }

    public int lines() {
        return lines;
    }

    /** Time until a hole is declared lost, nanoseconds, at least 0. */
    public ArbiterContext lossTimeoutNs(final long timeoutNs) {
        lossTimeoutNs = timeoutNs;
        return this;
    }

    public long lossTimeoutNs() {
        return lossTimeoutNs;
    }

    /** Packets that can wait behind a hole, a power of two. */
    public ArbiterContext ringPackets(final int packets) {
        ringPackets = packets;
        return this;
    }

    public int ringPackets() {
        return ringPackets;
    }

    /** Longest packet, bytes. */
    public ArbiterContext maxPacketLength(final int length) {
        maxPacketLength = length;
        return this;
    }

    public int maxPacketLength() {
        return maxPacketLength;
    }

    /** How many packets behind a hole every line must be before the hole counts as passed: 0 trusts each line's order. */
    public ArbiterContext reorderTolerance(final int packets) {
        reorderTolerance = packets;
        return this;
    }

    public int reorderTolerance() {
        return reorderTolerance;
    }

    /** See {@link #DEFAULT_RESET_AFTER}. */
    public ArbiterContext resetAfter(final int packets) {
        resetAfter = packets;
        return this;
    }

    public int resetAfter() {
        return resetAfter;
    }

    /** Verify mode: remember a digest of each accepted packet and compare its twins with it. */
    public ArbiterContext compareTwins(final boolean compare) {
        compareTwins = compare;
        return this;
    }

    public boolean compareTwins() {
        return compareTwins;
    }

    /** The venue's. */
    public ArbiterContext sequencePolicy(final SequencePolicy policy) {
        sequencePolicy = policy;
        return this;
    }

    public SequencePolicy sequencePolicy() {
        return sequencePolicy;
    }

    /** The channel's. */
    public ArbiterContext calendar(final SessionCalendar sessions) {
        calendar = sessions;
        return this;
    }

    public SessionCalendar calendar() {
        return calendar;
    }

    /**
     * Checks ranges and relations.
     *
     * @throws IllegalArgumentException naming the setting
     */
    public ArbiterContext conclude() {
        check(lines >= 1 && lines <= 4, "lines must be 1 to 4, not " + lines);
        check(lossTimeoutNs >= 0, "lossTimeout must not be negative");
        check(
                BitUtil.isPowerOfTwo(ringPackets) && ringPackets >= 2 && ringPackets <= MOST_RING_PACKETS,
                "ringPackets must be a power of two from 2 to " + MOST_RING_PACKETS + ", not " + ringPackets);
        check(
                maxPacketLength >= 64 && maxPacketLength <= 65_536,
                "maxPacketLength must be 64 to 65536, not " + maxPacketLength);
        check(
                (long) ringPackets * maxPacketLength <= MAX_RING_LENGTH,
                "ringPackets times maxPacketLength must not exceed 1 GiB");
        check(
                reorderTolerance >= 0 && reorderTolerance < ringPackets,
                "reorderTolerance must be 0 to below ringPackets, not " + reorderTolerance);
        check(resetAfter >= 1, "resetAfter must be at least 1");
        return this;
    }

    private static void check(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
