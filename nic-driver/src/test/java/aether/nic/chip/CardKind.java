package aether.nic.chip;

import aether.nic.chip.intel.E1000e;
import aether.nic.chip.intel.Ixgbe;
import aether.nic.chip.virtio.VirtioNet;
import aether.nic.simulated.SimulatedCard;
import aether.nic.simulated.SimulatedE1000e;
import aether.nic.simulated.SimulatedIxgbe;
import aether.nic.simulated.SimulatedVirtioNet;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The cards that there are drivers for, each with its simulation: every test of this package runs on all of them. */
enum CardKind {
    E1000E(
            () -> new SimulatedE1000e(Lab.ADDRESS),
            E1000e.sizes(Lab.FRAMES),
            (card, areas) -> new E1000e(card.bar(0), areas, Lab.SETTINGS)),
    IXGBE(
            () -> new SimulatedIxgbe(Lab.ADDRESS),
            Ixgbe.sizes(Lab.FRAMES),
            (card, areas) -> new Ixgbe("Intel 82599", card.bar(0), areas, Lab.SETTINGS)),
    VIRTIO(
            () -> new SimulatedVirtioNet(Lab.ADDRESS, SimulatedVirtioNet.ALL_FEATURES),
            VirtioNet.sizes(Lab.FRAMES),
            (card, areas) -> new VirtioNet(card, areas, Lab.SETTINGS));

    private final Supplier<SimulatedCard> card;
    private final DmaAreas.Sizes sizes;
    private final BiFunction<SimulatedCard, DmaAreas, Chip> driver;

    CardKind(
            final Supplier<SimulatedCard> card,
            final DmaAreas.Sizes sizes,
            final BiFunction<SimulatedCard, DmaAreas, Chip> driver) {
        this.card = card;
        this.sizes = sizes;
        this.driver = driver;
    }

    SimulatedCard card() {
        return card.get();
    }

    /** Memory for a driver, which the card reaches only as its purpose demands. */
    DmaAreas areas(final SimulatedCard card) {
        return new DmaAreas(
                area(card, Lab.RINGS, sizes.rings(), true, true),
                area(card, Lab.RECEIVE, sizes.receive(), false, true),
                area(card, Lab.TRANSMIT, sizes.transmit(), true, false));
    }

    private static Dma area(
            final SimulatedCard card, final long iova, final int length, final boolean reads, final boolean writes) {
        final AtomicBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(length + 4096), 0, length);
        card.iommu().map(iova, memory, reads, writes);
        return new Dma(memory, iova);
    }

    Chip driver(final SimulatedCard in, final DmaAreas areas) {
        return driver.apply(in, areas);
    }

    /** Whether the card itself counts what it receives. */
    boolean counts() {
        return this != VIRTIO;
    }
}
