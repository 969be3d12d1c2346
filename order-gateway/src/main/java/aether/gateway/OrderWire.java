package aether.gateway;

import org.agrona.DirectBuffer;

/** Where the order gateway's bytes go. */
public interface OrderWire {
    /** A frame for the venue, still to be signed when it is a logon; copied or written before the call returns. */
    void send(DirectBuffer buffer, int offset, int length);

    /** The connection is to be closed, after what was sent. */
    void close();

    /** As {@link #send}, on the connection that stands by. */
    default void sendBackup(final DirectBuffer buffer, final int offset, final int length) {}

    /** The connection that stands by is to be closed. */
    default void closeBackup() {}

    /** The first connection is lost: the one that stood by is the first now. */
    default void failOver() {}
}
