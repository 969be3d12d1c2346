package aether.gateway;

import org.agrona.DirectBuffer;

/** Who puts the inputs of the core in order: its own machine alone, or several together. */
public interface OrderHost {
    /**
     * Takes one input. It comes back by {@link OrderGateway#committed}, at once or later; or never, where this machine ceases to lead.
     *
     * @return false when it is not taken, and nothing will come of it
     */
    boolean take(OrderInput input, long timeNs, DirectBuffer buffer, int offset, int length);
}
