package aether.gateway;

import org.agrona.DirectBuffer;

/** Where the order gateway's bytes go. */
public interface OrderWire {
    /** A frame for the venue, still to be signed when it is a logon; copied or written before the call returns. */
    void send(DirectBuffer buffer, int offset, int length);

    /** The connection is to be closed, after what was sent. */
    void close();
}
