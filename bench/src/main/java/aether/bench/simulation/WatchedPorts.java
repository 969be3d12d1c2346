package aether.bench.simulation;

import aether.desk.OrderPorts;
import aether.gateway.InputJournal;
import aether.gateway.OrderCore;
import aether.gateway.OrderWire;
import java.nio.channels.spi.SelectorProvider;
import java.util.function.Supplier;

/** A machine's outlets, each with a witness; its connections go over the virtual network. */
final class WatchedPorts implements OrderPorts {
    private final VirtualNetwork.Host host;
    private final Witness witness;
    private final Supplier<OrderCore> core;

    WatchedPorts(final VirtualNetwork.Host host, final Witness witness, final Supplier<OrderCore> core) {
        this.host = host;
        this.witness = witness;
        this.core = core;
    }

    @Override
    public InputJournal journal(final InputJournal journal) {
        return new WatchedJournal(host.id(), journal, witness, core);
    }

    @Override
    public OrderWire wire(final OrderWire wire) {
        return new WatchedWire(host.id(), wire, witness);
    }

    @Override
    public SelectorProvider network() {
        return host;
    }
}
