package aether.gateway;

import org.agrona.DirectBuffer;

/** Where inputs are recorded before they are applied. */
public interface InputJournal {
    /** Records one input; false when it found no room. */
    boolean record(OrderInput input, long timeNs, DirectBuffer buffer, int offset, int length);

    /** The state after a number of inputs, for replays to compare with. */
    void digest(long inputs, long timeNs, long outputHash, long stateHash);
}
