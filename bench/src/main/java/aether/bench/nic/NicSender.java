package aether.bench.nic;

import aether.bench.trade.TickSchedule;
import aether.nic.FrameSink;
import aether.nic.Ipv4;
import aether.nic.Tier;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import aether.nic.packet.PacketRingSink;
import aether.nic.socket.BatchedSink;
import aether.nic.socket.MulticastSink;
import aether.nic.sys.Scheduling;
import aether.nic.sys.VethPair;
import aether.nic.xdp.XdpContext;
import aether.nic.xdp.XdpSink;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The sending side of the laboratory: a thread that spins and sends what it is asked for, one window after the other. The same for every
 * contender.
 *
 * <pre>
 *   payload:  0 due time i64  8 window i64  16 ...
 * </pre>
 */
final class NicSender implements Runnable, AutoCloseable {
    static final int GROUP = 0xEFFF5301;
    static final int PORT = 34_301;
    static final int DUE = UdpFrame.PLAIN_HEADER_LENGTH;
    static final int WINDOW = DUE + Long.BYTES;
    /** No pause: as fast as can be. */
    static final long FLAT_OUT = 0;

    private static final int SOURCE_PORT = 40_000;
    private static final int BATCH = 64;
    private static final long BATCH_MASK = BATCH - 1;

    private final int core;
    private final UnsafeBuffer frame;
    private final int length;
    private final FrameSink paced;
    private final FrameSink batched;
    private int count;
    private long intervalNs;
    private volatile long requested;
    private volatile long done;
    private volatile boolean isOver;
    private long sendingNs;
    private boolean wasSwitched;

    /** On the network of the calling thread; {@code payload} at least 16 bytes. */
    NicSender(final Tier tier, final int core, final int payload) {
        this.core = core;
        frame = new UnsafeBuffer(new byte[UdpFrame.PLAIN_HEADER_LENGTH + payload]);
        UdpFrameWriter.writeHeader(frame, Ipv4.parse(VethPair.SENDER_ADDRESS), SOURCE_PORT, GROUP, PORT);
        length = UdpFrameWriter.writeLength(frame, payload);
        paced = open(tier, 1);
        // An interface has one AF_XDP socket on each queue.
        batched = tier == Tier.XDP ? paced : open(tier, BATCH);
    }

    static FrameSink open(final Tier tier, final int batch) {
        return switch (tier) {
            case VFIO -> throw new IllegalArgumentException("a card has no second end here");
            case XDP ->
                XdpSink.open(new XdpContext().networkInterface(VethPair.SENDER).conclude())
                        .batch(batch);
            case PACKET ->
                PacketRingSink.open(VethPair.SENDER, PacketRingSink.DEFAULT_FRAMES)
                        .batch(batch);
            case BATCHED -> BatchedSink.open(VethPair.SENDER, 1).batch(batch);
            case SOCKET -> MulticastSink.open(VethPair.SENDER, 1);
        };
    }

    /**
     * Asks for a window.
     *
     * @param interval between two frames, or {@link #FLAT_OUT}
     * @return its number
     */
    long request(final int frames, final long interval) {
        count = frames;
        intervalNs = interval;
        final long window = requested + 1;
        requested = window;
        return window;
    }

    boolean isDone(final long window) {
        return done >= window;
    }

    /** Of the last window: from the first frame to the last. */
    long sendingNs() {
        return sendingNs;
    }

    /** Whether the sender was taken off its core during the last window. */
    boolean wasSwitched() {
        return wasSwitched;
    }

    @Override
    public void run() {
        Scheduling.pin(core);
        while (!isOver) {
            final long window = requested;
            if (window == done) {
                Thread.onSpinWait();
            } else {
                final long switches = Scheduling.contextSwitches();
                final long startNs = System.nanoTime();
                final boolean isFlatOut = intervalNs == FLAT_OUT;
                if (paced instanceof final XdpSink one) {
                    one.batch(isFlatOut ? BATCH : 1);
                }
                send(window, isFlatOut ? batched : paced);
                sendingNs = System.nanoTime() - startNs;
                wasSwitched = Scheduling.contextSwitches() != switches;
                done = window;
            }
        }
    }

    /** Open loop: a frame that is late is late by its own due time, and the next one is not put off. */
    private void send(final long window, final FrameSink sink) {
        frame.putLong(WINDOW, window);
        long dueNs = System.nanoTime();
        for (int i = 0; i < count; i++) {
            if (intervalNs != FLAT_OUT) {
                dueNs += intervalNs;
                TickSchedule.await(dueNs);
            } else if ((i & BATCH_MASK) == 0) {
                dueNs = System.nanoTime();
            }
            frame.putLong(DUE, dueNs);
            while (!sink.offer(frame, length)) {
                Thread.onSpinWait();
            }
        }
        sink.flush();
    }

    @Override
    public void close() {
        isOver = true;
    }

    /** After the thread has ended. */
    void closeSinks() {
        paced.close();
        batched.close();
    }
}
