package aether.feed;

import aether.nic.UdpFrame;

/** Which line of the channel a datagram belongs to, by group, port and, where configured, sender. */
public final class LineTable {
    /** The datagram is for no line of this channel. */
    public static final int FOREIGN = -1;

    /** Group and port are right, the sender is not. */
    public static final int WRONG_SOURCE = -2;

    /** Group in the upper bits, port in the lower sixteen. */
    private final long[] targets;

    private final int[] sources;
    private final PacketKind[] kinds;

    /**
     * A table of {@code lines} lines, to be filled by {@link #set}.
     */
    public LineTable(final int lines) {
        targets = new long[lines];
        sources = new int[lines];
        kinds = new PacketKind[lines];
    }

    /** Sets a line; {@code source} 0 accepts any sender. Addresses are 32 bits, first octet highest. */
    public LineTable set(final int line, final int group, final int port, final int source) {
        targets[line] = target(group, port);
        sources[line] = source;
        return this;
    }

    /** Declares a line to be one of a recovery feed; all others are the lines that are arbitrated. */
    public LineTable recovery(final int line, final PacketKind kind) {
        if (!kind.isRecovery()) {
            throw new IllegalArgumentException(kind + " is no kind of recovery feed");
        }
        kinds[line] = kind;
        return this;
    }

    /** The kind of a recovery feed's line, or null for a line that is arbitrated. */
    PacketKind recoveryKind(final int line) {
        return kinds[line];
    }

    public int lines() {
        return targets.length;
    }

    /** The line of a datagram, {@link #FOREIGN} or {@link #WRONG_SOURCE}. */
    public int lineOf(final UdpFrame udp) {
        final long target = target(udp.destinationAddress(), udp.destinationPort());
        for (int line = 0; line < targets.length; line++) {
            if (targets[line] == target) {
                return sources[line] == 0 || sources[line] == udp.sourceAddress() ? line : WRONG_SOURCE;
            }
        }
        return FOREIGN;
    }

    private static long target(final int group, final int port) {
        return (long) group << 16 | port;
    }
}
