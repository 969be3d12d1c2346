package aether.feed;

import aether.nic.Counters;
import aether.state.StateFields;
import org.agrona.DirectBuffer;

/** Turns a packet that was found {@link PacketVerdict#WHOLE} into market events. */
public interface PacketDecoder {
    /**
     * Decodes all messages of the packet in order.
     *
     * @param buffer holds the packet; not kept
     * @param rxTimeNs receive time, nanoseconds since the epoch
     * @return true when the packet held a channel reset
     */
    boolean decode(DirectBuffer buffer, int offset, int length, long rxTimeNs, MarketEvents events);

    /** What it met. */
    Counters<DecoderCounter> counters();

    /** What is kept from packet to packet. */
    default void state(final StateFields fields) {
        fields.counters(counters());
    }
}
