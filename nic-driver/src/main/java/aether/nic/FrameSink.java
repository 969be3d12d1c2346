package aether.nic;

import org.agrona.DirectBuffer;

/** Where frames go to. Used by one thread. */
public interface FrameSink extends AutoCloseable {
    /**
     * Sends one Ethernet frame that carries a UDP datagram.
     *
     * @param frame holds the frame from index 0; the sink does not keep it
     * @param length of the frame in bytes
     * @return false when the transport could not take it now; the frame was not sent and may be offered again
     */
    boolean offer(DirectBuffer frame, int length);

    /** Sends what the transport has gathered; those that send at once have nothing to do. */
    default void flush() {
        // Nothing was kept.
    }

    @Override
    void close();
}
