package aether.bench;

import aether.host.KernelClock;
import aether.nic.FrameHandler;
import aether.nic.chip.Chip;
import aether.nic.chip.Dma;
import aether.nic.chip.DmaAreas;
import aether.nic.chip.Settings;
import aether.nic.chip.intel.E1000e;
import aether.nic.chip.intel.Ixgbe;
import aether.nic.chip.virtio.VirtioNet;
import aether.nic.simulated.SimulatedCard;
import aether.nic.simulated.SimulatedE1000e;
import aether.nic.simulated.SimulatedIxgbe;
import aether.nic.simulated.SimulatedVirtioNet;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a driver costs for each frame of 64 bytes: its descriptor, its way to the handler, which reads a word of it, and its way back to the card.
 * Bursts of 64 in rings of 512; the simulated card puts them there between invocations, which is not measured. A ring of Agrona's, with the same
 * bytes, is the measure to compare with. At 10 GbE such a frame lasts 67 ns.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CardRingBenchmark {
    private static final int BURST = 64;
    private static final int FRAMES = 512;
    private static final int LENGTH = 64;
    private static final int WORD = 48;
    private static final int RING_LENGTH = 1 << 20;
    private static final byte[] ADDRESS = {0x52, 0x54, 0, 0, 0, 1};
    private static final byte[] GROUP = {1, 0, 0x5E, 1, 2, 3};

    private static byte[] frame() {
        final byte[] frame = new byte[LENGTH];
        System.arraycopy(GROUP, 0, frame, 0, GROUP.length);
        return frame;
    }

    /** A card and its driver. */
    @State(Scope.Thread)
    public static class Card {
        /** Which. */
        @Param({"E1000E", "IXGBE", "VIRTIO"})
        public String kind;

        private final byte[] frame = frame();
        private final FrameHandler handler = this::read;
        private SimulatedCard card;
        private Chip chip;
        private long sum;
        private long taken;

        @Setup
        public void start() {
            final Settings settings = new Settings(FRAMES, Settings.addresses(List.of(0xEF010203)), new KernelClock());
            card = switch (kind) {
                case "E1000E" -> new SimulatedE1000e(ADDRESS);
                case "IXGBE" -> new SimulatedIxgbe(ADDRESS);
                default -> new SimulatedVirtioNet(ADDRESS, SimulatedVirtioNet.ALL_FEATURES);
            };
            final DmaAreas.Sizes sizes = "VIRTIO".equals(kind) ? VirtioNet.sizes(FRAMES) : E1000e.sizes(FRAMES);
            final DmaAreas areas = new DmaAreas(
                    area(1L << 36, sizes.rings()), area(2L << 36, sizes.receive()), area(3L << 36, sizes.transmit()));
            card.decode(true);
            chip = switch (kind) {
                case "E1000E" -> new E1000e(card.bar(0), areas, settings);
                case "IXGBE" -> new Ixgbe(kind, card.bar(0), areas, settings);
                default -> new VirtioNet(card, areas, settings);
            };
            chip.reset();
            card.master(true);
            chip.start();
        }

        private Dma area(final long iova, final int length) {
            final UnsafeBuffer memory = new UnsafeBuffer(ByteBuffer.allocateDirect(length));
            card.iommu().map(iova, memory, true, true);
            return new Dma(memory, iova);
        }

        @Setup(Level.Invocation)
        public void arrive() {
            for (int i = 0; i < BURST; i++) {
                if (!card.inject(frame)) {
                    throw new IllegalStateException("the ring is full: the driver took " + taken);
                }
            }
        }

        private void read(final DirectBuffer taken, final int length, final long rxTimeNs) {
            sum += taken.getLong(WORD) + length;
        }

        int poll() {
            final int count = chip.poll(handler, BURST);
            taken += count;
            return count;
        }

        @TearDown
        public void check() {
            if (sum == 0 || taken % BURST != 0) {
                throw new IllegalStateException(taken + " frames taken, sum " + sum);
            }
        }
    }

    /** The same bytes in a ring between threads. */
    @State(Scope.Thread)
    public static class Ring {
        private final UnsafeBuffer frame = new UnsafeBuffer(frame());
        private final OneToOneRingBuffer ring = new OneToOneRingBuffer(
                new UnsafeBuffer(ByteBuffer.allocateDirect(RING_LENGTH + RingBufferDescriptor.TRAILER_LENGTH)));
        private long sum;

        @Setup(Level.Invocation)
        public void arrive() {
            for (int i = 0; i < BURST; i++) {
                ring.write(1, frame, 0, LENGTH);
            }
        }

        private void take(final int type, final DirectBuffer buffer, final int index, final int length) {
            sum += buffer.getLong(index + WORD) + length;
        }

        int poll() {
            // At its end the ring turns over first.
            final int count = ring.read(this::take, BURST);
            return count == BURST ? count : count + ring.read(this::take, BURST - count);
        }

        @TearDown
        public void check() {
            if (sum == 0) {
                throw new IllegalStateException("nothing was read");
            }
        }
    }

    /** Receive, handler, recycle. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public int driver(final Card card) {
        return card.poll();
    }

    /** Read from a ring of Agrona's. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public int agronaRing(final Ring ring) {
        return ring.poll();
    }
}
