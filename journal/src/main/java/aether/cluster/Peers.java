package aether.cluster;

import org.agrona.DirectBuffer;

/** Word between members beside the log: late, in no common order, and lost when it cannot be delivered now. One thread. */
public interface Peers {
    /** Most bytes of a message. */
    int MOST_LENGTH = 1_344;

    /** Takes what others have said; the buffer is the caller's again when it returns. */
    interface Listener {
        void onWord(DirectBuffer buffer, int offset, int length);
    }

    /** To all others; false when it could not be said. */
    boolean offer(DirectBuffer buffer, int offset, int length);

    /** What has come; returns whether there was anything, as a number. */
    int poll(Listener listener);
}
