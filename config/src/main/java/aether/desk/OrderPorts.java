package aether.desk;

import aether.gateway.InputJournal;
import aether.gateway.OrderWire;
import java.nio.channels.spi.SelectorProvider;

/** What may stand between the order gateway and its outlets: nothing, or something that counts, delays or fails. */
public interface OrderPorts {
    /** Nothing. */
    OrderPorts PLAIN = new OrderPorts() {};

    default InputJournal journal(final InputJournal journal) {
        return journal;
    }

    default OrderWire wire(final OrderWire wire) {
        return wire;
    }

    /** Whose sockets connections are made of. */
    default SelectorProvider network() {
        return SelectorProvider.provider();
    }
}
