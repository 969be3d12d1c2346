package aether.bench.trade;

import aether.nic.FrameSink;
import aether.nic.FrameStatus;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import aether.venue.ChannelAddresses;
import aether.venue.SimulatedVenue;
import aether.venue.VenueContext;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The packets of a simulated session, made part by part and held in memory: 25 instruments, with books by price and by order.
 * Line A alone.
 */
final class TickFrames implements FrameSink {
    static final MulticastGroup LINE_A = new MulticastGroup(0xEFFF5201, 34_201);

    private static final int INSTRUMENTS = 25;
    private static final int PART_BYTES = 1 << 25;
    private static final int SLOT = 64;
    private static final MulticastGroup LINE_B = new MulticastGroup(0xEFFF5202, 34_201);
    private static final int MOST_OF_A_STEP = 256;
    private static final long STEP_NS = 10_000;

    private final UnsafeBuffer slab = new UnsafeBuffer(ByteBuffer.allocateDirect(PART_BYTES));
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final UdpFrame udp = new UdpFrame();
    private final int target;
    private final int[] offsets;
    private final int[] lengths;
    private final SimulatedVenue venue;
    private int count;
    private int used;
    private long timeNs = TradePath.START_NS;

    /**
     * Nothing yet.
     *
     * @param part frames of one part
     */
    TickFrames(final int part, final long seed) {
        target = part;
        offsets = new int[part + MOST_OF_A_STEP];
        lengths = new int[part + MOST_OF_A_STEP];
        venue = new SimulatedVenue(
                new VenueContext()
                        .seed(seed)
                        .instruments(INSTRUMENTS)
                        .orders(true)
                        .conclude(),
                this,
                ChannelAddresses.incrementalOnly(LINE_A, LINE_B));
    }

    /** Makes the next part; the first begins with the definitions. */
    void next() {
        count = 0;
        used = 0;
        if (timeNs == TradePath.START_NS) {
            venue.open(timeNs);
        }
        while (count < target) {
            timeNs += STEP_NS;
            venue.step(timeNs);
        }
    }

    @Override
    public boolean offer(final DirectBuffer frame, final int length) {
        if (udp.wrap(frame, length) == FrameStatus.OK && udp.destinationAddress() == LINE_A.address()) {
            slab.putBytes(used, frame, 0, length);
            offsets[count] = used;
            lengths[count++] = length;
            used += length + SLOT - 1 & -SLOT;
        }
        return true;
    }

    /** Most frames of a part. */
    int capacity() {
        return offsets.length;
    }

    int count() {
        return count;
    }

    int length(final int frame) {
        return lengths[frame];
    }

    /** A view that is valid until the next call. */
    DirectBuffer frame(final int frame) {
        view.wrap(slab, offsets[frame], lengths[frame]);
        return view;
    }

    @Override
    public void close() {
        // Nothing is held but memory.
    }
}
