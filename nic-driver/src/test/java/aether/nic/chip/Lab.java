package aether.nic.chip;

import aether.nic.FrameHandler;
import aether.nic.FrameSink;
import aether.nic.FrameSource;
import aether.nic.TransportException;
import aether.nic.simulated.SimulatedCard;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A simulated card with the real driver on it, and what came and went. */
final class Lab implements AutoCloseable, FrameHandler {
    static final byte[] ADDRESS = {0x52, 0x54, 0, 0x12, 0x34, 0x56};
    static final long OWN = 0x5254_0012_3456L;
    /** The group 239.1.2.3. */
    static final byte[] GROUP = {1, 0, 0x5E, 1, 2, 3};

    static final byte[] OTHER_GROUP = {1, 0, 0x5E, 0x0A, 0x0B, 0x0C};
    static final int FRAMES = 64;
    static final long RINGS = 0x10_0000_0000L;
    static final long RECEIVE = 0x20_0000_0000L;
    static final long TRANSMIT = 0x30_0000_0000L;
    static final long NOW_NS = 1_700_000_000_000_000_000L;
    static final Settings SETTINGS = new Settings(FRAMES, Settings.addresses(List.of(0xEF010203)), () -> NOW_NS);

    private static final long SECOND_NS = 1_000_000_000L;

    final CardKind kind;
    final SimulatedCard card;
    final DmaAreas areas;
    final NicPort port;
    final FrameSource source;
    final FrameSink sink;
    final List<byte[]> received = new ArrayList<>();
    final List<String> reports = new ArrayList<>();
    private final UnsafeBuffer out = new UnsafeBuffer(0, 0);
    private long nowNs;

    Lab(final CardKind kind) {
        this(kind, kind.card());
    }

    Lab(final CardKind kind, final SimulatedCard card) {
        this.kind = kind;
        this.card = card;
        areas = kind.areas(card);
        port = new NicPort(this::open, reports::add);
        source = port.source();
        sink = port.sink();
    }

    private NicPort.Unit open() {
        if (!card.isPresent()) {
            throw new TransportException("there is no such card");
        }
        return new NicPort.Unit(card, kind.driver(card, areas));
    }

    /** A frame of random bytes for somebody. */
    static byte[] frame(final byte[] destination, final SplittableRandom random, final int length) {
        final byte[] frame = new byte[length];
        random.nextBytes(frame);
        System.arraycopy(destination, 0, frame, 0, destination.length);
        return frame;
    }

    static byte[] frame(final byte[] destination, final int number) {
        return frame(destination, new SplittableRandom(number), 60 + number % 1_400);
    }

    boolean send(final byte[] frame) {
        out.wrap(frame);
        final boolean isTaken = sink.offer(out, frame.length);
        sink.flush();
        return isTaken;
    }

    int poll() {
        return source.poll(this, Integer.MAX_VALUE);
    }

    /** Receiver and supervisor take their turns for some time. */
    void live(final double seconds) {
        final long untilNs = nowNs + (long) (seconds * SECOND_NS);
        while (nowNs < untilNs) {
            nowNs += SECOND_NS / 100;
            for (int i = 0; i < 200; i++) {
                poll();
            }
            port.supervise(nowNs);
        }
    }

    /** Time passes, and nobody takes a turn. */
    void standStill(final double seconds) {
        nowNs += (long) (seconds * SECOND_NS);
    }

    @Override
    public void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        final byte[] bytes = new byte[length];
        frame.getBytes(0, bytes);
        received.add(bytes);
    }

    @Override
    public void close() {
        port.close();
    }
}
