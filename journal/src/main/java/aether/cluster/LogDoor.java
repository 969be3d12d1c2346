package aether.cluster;

import io.aeron.cluster.client.AeronCluster;
import org.agrona.concurrent.UnsafeBuffer;

/** Where messages go that a leader is to record. */
public interface LogDoor {
    /** Bytes in front of each message that are the door's own to fill. */
    int HEADER_LENGTH = AeronCluster.SESSION_HEADER_LENGTH;

    /**
     * Takes a message, though nobody promises that it comes out of the log.
     *
     * @param length with the header
     * @return false when it takes none now
     */
    boolean offer(UnsafeBuffer buffer, int offset, int length);
}
