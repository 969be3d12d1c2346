package aether.cluster;

import org.agrona.DirectBuffer;

/** What comes out of the cluster's log, on all members the same and in the same order, but for who leads. On the owner's thread. */
public interface LogListener {
    /** The state that everything behind it goes on from; at most once, and first. The buffer is the listener's to keep. */
    void onCheckpoint(DirectBuffer buffer, int length);

    /** An input that a majority has. */
    void onInput(int type, long timeNs, DirectBuffer buffer, int offset, int length);

    /** All of the state as it is now, for {@link #onCheckpoint} of whoever starts later; the buffer is not the listener's any more. */
    Checkpoint checkpoint();

    /** This member leads from here on: what it proposes counts, and nobody else's. */
    void onLead();

    /** It does not, or not any more: what was proposed and did not come out will not. */
    void onFollow();

    /** The bytes of a state. */
    record Checkpoint(DirectBuffer buffer, int length) {}
}
