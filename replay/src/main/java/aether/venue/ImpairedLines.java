package aether.venue;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.nic.FrameSink;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The way from the exchange to its clients: each packet goes out on lines A and B of its feed, except where the seeded
 * impairments lose, repeat, damage or delay it. Without delays a packet is handed to the sink at once; with them it waits
 * until its time has come.
 */
final class ImpairedLines {
    private static final int MAX_FRAME = 2048;
    private static final int MAX_TRIES = 1000;
    private static final int FIRST_MESSAGE = UdpFrame.PLAIN_HEADER_LENGTH + 12;

    /** A frame under way. */
    private static final class Frame {
        private final UnsafeBuffer bytes = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_FRAME));
        private int length;
        private long dueNs;
        private long number;
    }

    private final VenueContext context;
    private final FrameSink sink;
    private final SplittableRandom random;
    private final PriorityQueue<Frame> underWay = new PriorityQueue<>(
            Comparator.<Frame>comparingLong(frame -> frame.dueNs).thenComparingLong(frame -> frame.number));
    private final Deque<Frame> free = new ArrayDeque<>();
    private final boolean[] isDown = new boolean[2];
    private long sinkTimeNs;
    private long frames;
    private long lostA;
    private long lostB;
    private long lostBoth;

    ImpairedLines(final VenueContext context, final FrameSink sink) {
        this.context = context;
        this.sink = sink;
        random = new SplittableRandom(context.seed() ^ 0x4C494E4553L);
    }

    /** A packet of the incremental feed; one that no plan of losses touches when {@code isSure}. */
    void incremental(
            final ChannelAddresses.Feed feed,
            final DirectBuffer packet,
            final int length,
            final long nowNs,
            final boolean isSure) {
        final boolean losesBoth = random.nextDouble() < context.bothLost() && !isSure;
        final boolean losesA = random.nextDouble() < context.lossA() && !isSure;
        final boolean losesB = random.nextDouble() < context.lossB() && !isSure;
        final boolean missesA = losesBoth || losesA || isDown[0];
        final boolean missesB = losesBoth || losesB || isDown[1];
        count(missesA, missesB);
        if (!missesA) {
            send(feed.a(), packet, length, nowNs);
        }
        if (!missesB) {
            send(feed.b(), packet, length, nowNs + context.skewNs());
        }
    }

    private void count(final boolean missesA, final boolean missesB) {
        if (missesA && missesB) {
            lostBoth++;
        } else if (missesA) {
            lostA++;
        } else if (missesB) {
            lostB++;
        }
    }

    /** A packet of a recovery feed. */
    void recovery(final ChannelAddresses.Feed feed, final DirectBuffer packet, final int length, final long nowNs) {
        if (random.nextDouble() >= context.recoveryLoss()) {
            send(feed.a(), packet, length, nowNs);
        }
        if (random.nextDouble() >= context.recoveryLoss()) {
            send(feed.b(), packet, length, nowNs + context.skewNs());
        }
    }

    private void send(final MulticastGroup line, final DirectBuffer packet, final int length, final long nowNs) {
        enqueue(line, packet, length, nowNs, random.nextDouble() < context.corruption());
        if (context.duplicates() > 0 && random.nextDouble() < context.duplicates()) {
            enqueue(line, packet, length, nowNs, false);
        }
    }

    private void enqueue(
            final MulticastGroup line,
            final DirectBuffer packet,
            final int length,
            final long nowNs,
            final boolean isDamaged) {
        final Frame frame = free.isEmpty() ? new Frame() : free.pop();
        UdpFrameWriter.writeHeader(frame.bytes, 0, 0, line.address(), line.port());
        frame.bytes.putBytes(UdpFrame.PLAIN_HEADER_LENGTH, packet, 0, length);
        frame.length = UdpFrameWriter.writeLength(frame.bytes, length);
        if (isDamaged) {
            frame.bytes.putShort(FIRST_MESSAGE, (short) random.nextInt(9), LITTLE_ENDIAN);
        }
        frame.number = frames++;
        frame.dueNs = nowNs + (context.jitterNs() == 0 ? 0 : random.nextLong(context.jitterNs()));
        if (context.jitterNs() == 0 && context.skewNs() == 0) {
            sinkTimeNs = nowNs;
            offer(frame);
        } else {
            underWay.add(frame);
        }
    }

    /** Hands out every frame whose time has come. */
    void deliver(final long nowNs) {
        while (!underWay.isEmpty() && underWay.peek().dueNs <= nowNs) {
            final Frame frame = underWay.poll();
            sinkTimeNs = frame.dueNs;
            offer(frame);
        }
    }

    private void offer(final Frame frame) {
        for (int tries = 0; tries < MAX_TRIES && !sink.offer(frame.bytes, frame.length); tries++) {
            Thread.onSpinWait();
        }
        free.push(frame);
    }

    /** The time at which the frame arrives that is being handed to the sink. */
    long sinkTimeNs() {
        return sinkTimeNs;
    }

    /** Takes a line (0 is A) down, or up again. */
    void down(final int line, final boolean value) {
        isDown[line] = value;
    }

    long lostA() {
        return lostA;
    }

    long lostB() {
        return lostB;
    }

    long lostBoth() {
        return lostBoth;
    }
}
