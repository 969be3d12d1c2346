package aether.channel;

/** Settings of one {@link Channel}. Call {@link #conclude()} once; afterwards nothing may be changed. */
public final class ChannelContext {
    /** Default time that a lost packet may still arrive and be used: one second. */
    public static final long DEFAULT_REPAIR_WINDOW_NS = 1_000_000_000;

    private int repairPackets = 4096;
    private int repairBytes = 4 * 1024 * 1024;
    private long repairWindowNs = DEFAULT_REPAIR_WINDOW_NS;

    /** Packets kept behind an open gap, at least 1. */
    public ChannelContext repairPackets(final int packets) {
        repairPackets = packets;
        return this;
    }

    public int repairPackets() {
        return repairPackets;
    }

    /** Bytes kept behind an open gap. */
    public ChannelContext repairBytes(final int bytes) {
        repairBytes = bytes;
        return this;
    }

    public int repairBytes() {
        return repairBytes;
    }

    /** See {@link #DEFAULT_REPAIR_WINDOW_NS}; in receive time. */
    public ChannelContext repairWindowNs(final long windowNs) {
        repairWindowNs = windowNs;
        return this;
    }

    public long repairWindowNs() {
        return repairWindowNs;
    }

    /** Checks the ranges. */
    public ChannelContext conclude() {
        if (repairPackets < 1 || repairBytes < 65_536 || repairWindowNs < 0) {
            throw new IllegalArgumentException(
                    "repairPackets must be at least 1, repairBytes at least 65536, repairWindow not negative");
        }
        return this;
    }
}
