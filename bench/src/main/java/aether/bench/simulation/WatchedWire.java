package aether.bench.simulation;

import aether.gateway.OrderWire;
import aether.ilink3.Sofh;
import org.agrona.DirectBuffer;

/** Where a machine's core puts its frames, and a witness of each: what has brought it about. */
final class WatchedWire implements OrderWire {
    private static final int FIRST_BUSINESS_TEMPLATE = 514;

    private final int machine;
    private final OrderWire wire;
    private final Witness witness;

    WatchedWire(final int machine, final OrderWire wire, final Witness witness) {
        this.machine = machine;
        this.wire = wire;
        this.witness = witness;
    }

    @Override
    public void send(final DirectBuffer buffer, final int offset, final int length) {
        // Words of the session itself have nothing that tells them apart.
        if (Sofh.templateId(buffer, offset) >= FIRST_BUSINESS_TEMPLATE) {
            witness.made(machine, buffer, offset, length);
        }
        wire.send(buffer, offset, length);
    }

    @Override
    public void close() {
        wire.close();
    }

    @Override
    public void sendBackup(final DirectBuffer buffer, final int offset, final int length) {
        wire.sendBackup(buffer, offset, length);
    }

    @Override
    public void closeBackup() {
        wire.closeBackup();
    }

    @Override
    public void failOver() {
        wire.failOver();
    }
}
