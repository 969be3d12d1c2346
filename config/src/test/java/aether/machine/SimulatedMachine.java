package aether.machine;

import aether.nic.chip.Chip;
import aether.nic.chip.Dma;
import aether.nic.chip.DmaAreas;
import aether.nic.chip.NicPort;
import aether.nic.chip.intel.E1000e;
import aether.nic.chip.virtio.VirtioNet;
import aether.nic.simulated.SimulatedCard;
import aether.nic.simulated.SimulatedE1000e;
import aether.nic.simulated.SimulatedVirtioNet;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** The same machine without a machine: simulated cards, and the agent in this process. */
final class SimulatedMachine implements Machine, NicAgent.Hardware {
    private static final long RINGS = 0x10_0000_0000L;
    private static final long RECEIVE = 0x20_0000_0000L;
    private static final long TRANSMIT = 0x30_0000_0000L;
    private static final long PATIENCE_NS = 10_000_000_000L;

    private final SimulatedCard[] cards = {
        new SimulatedE1000e(new byte[] {0x52, 0x54, 0, 0, 0, 1}),
        new SimulatedVirtioNet(new byte[] {0x52, 0x54, 0, 0, 0, 2}, SimulatedVirtioNet.ALL_FEATURES)
    };
    private final DmaAreas[] areas = new DmaAreas[cards.length];
    private final List<LinkedBlockingQueue<byte[]>> wires =
            List.of(new LinkedBlockingQueue<>(), new LinkedBlockingQueue<>());
    private final NicAgent agent = new NicAgent(this);

    private static DmaAreas allocate(final SimulatedCard card, final DmaAreas.Sizes sizes) {
        return new DmaAreas(
                area(card, RINGS, sizes.rings(), true, true),
                area(card, RECEIVE, sizes.receive(), false, true),
                area(card, TRANSMIT, sizes.transmit(), true, false));
    }

    private static Dma area(
            final SimulatedCard card, final long iova, final int length, final boolean reads, final boolean writes) {
        final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
        card.iommu().unmap(iova);
        card.iommu().map(iova, memory, reads, writes);
        return new Dma(memory, iova);
    }

    private int card(final String address) {
        return address.charAt(address.length() - 1) - '0';
    }

    @Override
    public NicPort.Opener opener(final String address) {
        final int card = card(address);
        final int frames = NicAgent.SETTINGS.frames();
        return () -> {
            areas[card] = allocate(cards[card], card == 0 ? E1000e.sizes(frames) : VirtioNet.sizes(frames));
            final Chip chip = card == 0
                    ? new E1000e(cards[card].bar(0), areas[card], NicAgent.SETTINGS)
                    : new VirtioNet(cards[card], areas[card], NicAgent.SETTINGS);
            return new NicPort.Unit(cards[card], chip);
        };
    }

    @Override
    public DmaAreas areas(final String address) {
        return areas[card(address)];
    }

    /** A place that the simulated IOMMU has no entry for, as the true one has none in the machine. */
    @Override
    public long physical(final String address) {
        return 0x1234_5000L;
    }

    @Override
    public void reset(final String address) {
        cards[card(address)].reset();
    }

    @Override
    public void revoke(final String address) {
        cards[card(address)].iommu().unmap(RECEIVE);
    }

    @Override
    public String command(final String line) {
        return agent.command(line);
    }

    /** A frame that finds no room waits, as the emulated wire does. */
    @Override
    public void inject(final int card, final byte[] frame) {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        long dropped = cards[card].dropped();
        while (!cards[card].inject(frame) && cards[card].dropped() != dropped && System.nanoTime() < deadlineNs) {
            dropped = cards[card].dropped();
            Thread.onSpinWait();
        }
    }

    @Override
    public byte[] receive(final int card, final long mostMs) {
        final long deadlineNs = System.nanoTime() + mostMs * 1_000_000;
        byte[] frame = null;
        while (frame == null && System.nanoTime() < deadlineNs) {
            wires.get(card).addAll(cards[card].takeSent());
            try {
                frame = wires.get(card).poll(1, TimeUnit.MILLISECONDS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return frame;
    }

    @Override
    public void link(final int card, final boolean isUp) {
        cards[card].link(isUp);
    }

    @Override
    public long faults() {
        long faults = 0;
        for (final SimulatedCard card : cards) {
            faults += card.iommu().faults().size();
        }
        return faults;
    }

    @Override
    public String address(final int card) {
        return "simulated" + card;
    }

    @Override
    public void close() {
        // Nothing is left of it.
    }
}
