package aether.gateway;

import org.agrona.DirectBuffer;

/** Where inputs are recorded before they are applied. */
public interface InputJournal {
    /** Records one input; false when it found no room. */
    boolean record(OrderInput input, long timeNs, DirectBuffer buffer, int offset, int length);

    /**
     * Records all of the state: whoever goes on from it needs no input of before.
     *
     * @return false when it found no room, and is of no use
     */
    boolean checkpoint(long timeNs, DirectBuffer buffer, int length);

    /** The state after a number of inputs, for replays to compare with. */
    void digest(long inputs, long timeNs, long outputHash, long stateHash);
}
