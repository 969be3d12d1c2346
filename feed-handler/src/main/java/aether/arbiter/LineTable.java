package aether.arbiter;

import aether.feed.PacketKind;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import java.util.List;

/** Which line of the channel a datagram belongs to, by group, port and, where configured, sender. */
public final class LineTable {
    /** The datagram is for no line of this channel. */
    public static final int FOREIGN = -1;

    /** Group and port are right, the sender is not. */
    public static final int WRONG_SOURCE = -2;

    /** By {@link MulticastGroup#key()}. */
    private final long[] targets;

    private final int[][] sources;
    private final PacketKind[] kinds;

    /**
     * A table of {@code lines} lines, to be filled by {@link #set}.
     */
    public LineTable(final int lines) {
        targets = new long[lines];
        sources = new int[lines][0];
        kinds = new PacketKind[lines];
    }

    /** Sets a line that takes any sender. */
    public LineTable set(final int line, final MulticastGroup group) {
        return set(line, group, List.of());
    }

    /** Sets a line; no senders accept any. */
    public LineTable set(final int line, final MulticastGroup group, final List<Integer> senders) {
        targets[line] = group.key();
        sources[line] = senders.stream().mapToInt(Integer::intValue).toArray();
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
        final long target = udp.destination();
        for (int line = 0; line < targets.length; line++) {
            if (targets[line] == target) {
                return accepts(sources[line], udp) ? line : WRONG_SOURCE;
            }
        }
        return FOREIGN;
    }

    private static boolean accepts(final int[] senders, final UdpFrame udp) {
        boolean isAccepted = senders.length == 0;
        for (int i = 0; !isAccepted && i < senders.length; i++) {
            isAccepted = senders[i] == udp.sourceAddress();
        }
        return isAccepted;
    }
}
