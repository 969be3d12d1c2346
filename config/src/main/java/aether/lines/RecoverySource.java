package aether.lines;

import aether.feed.PacketKind;
import aether.nic.TransportException;
import aether.nic.socket.MulticastSource;

/**
 * A line of a recovery feed, which is joined only while it is needed: the feed's thread says whether it is, the host's
 * thread joins and leaves the group, and what is joined is polled.
 */
public final class RecoverySource {
    private final PacketKind kind;
    private final MulticastSource source;
    private volatile boolean isNeeded;
    private volatile boolean isJoined;
    private volatile long refusals;

    public RecoverySource(final PacketKind kind, final MulticastSource source) {
        this.kind = kind;
        this.source = source;
    }

    public PacketKind kind() {
        return kind;
    }

    public MulticastSource source() {
        return source;
    }

    /** On the feed's thread. */
    public void need(final boolean value) {
        if (isNeeded != value) {
            isNeeded = value;
        }
    }

    boolean isNeeded() {
        return isNeeded;
    }

    /** How often the group could not be joined. */
    public long refusals() {
        return refusals;
    }

    public boolean isJoined() {
        return isJoined;
    }

    /** On the host's thread: does what the feed's thread needs, or tries to: an interface that is down is asked again at the next turn. */
    public boolean follow() {
        if (isNeeded == isJoined) {
            return false;
        }
        if (isNeeded) {
            try {
                source.join();
            } catch (final TransportException e) {
                refusals++;
                return false;
            }
            isJoined = true;
        } else {
            isJoined = false;
            source.leave();
        }
        return true;
    }
}
