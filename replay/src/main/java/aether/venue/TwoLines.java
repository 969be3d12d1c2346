package aether.venue;

import aether.nic.FrameSink;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Sends each packet on line A and on line B, except where the seeded loss swallows it. */
final class TwoLines {
    private static final int MAX_FRAME = 2048;
    private static final int MAX_TRIES = 1000;

    private final VenueContext context;
    private final FrameSink sink;
    private final UnsafeBuffer frameA;
    private final UnsafeBuffer frameB;
    private final SplittableRandom random;
    private long lostA;
    private long lostB;
    private long lostBoth;

    TwoLines(final VenueContext context, final FrameSink sink, final LineAddress a, final LineAddress b) {
        this.context = context;
        this.sink = sink;
        frameA = frame(a);
        frameB = frame(b);
        random = new SplittableRandom(context.seed() ^ 0x4C494E4553L);
    }

    private static UnsafeBuffer frame(final LineAddress address) {
        final UnsafeBuffer frame = new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_FRAME));
        UdpFrameWriter.writeHeader(frame, 0, 0, address.group(), address.port());
        return frame;
    }

    void send(final DirectBuffer packet, final int length) {
        final boolean losesBoth = random.nextDouble() < context.bothLost();
        final boolean losesA = random.nextDouble() < context.lossA();
        final boolean losesB = random.nextDouble() < context.lossB() && !losesA;
        if (losesBoth) {
            lostBoth++;
            return;
        }
        if (losesA) {
            lostA++;
        } else {
            send(frameA, packet, length);
        }
        if (losesB) {
            lostB++;
        } else {
            send(frameB, packet, length);
        }
    }

    /** On both lines, whatever the plan of losses. */
    void sendSurely(final DirectBuffer packet, final int length) {
        send(frameA, packet, length);
        send(frameB, packet, length);
    }

    private void send(final UnsafeBuffer frame, final DirectBuffer packet, final int length) {
        frame.putBytes(UdpFrame.PLAIN_HEADER_LENGTH, packet, 0, length);
        final int frameLength = UdpFrameWriter.writeLength(frame, length);
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            if (sink.offer(frame, frameLength)) {
                return;
            }
            Thread.onSpinWait();
        }
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
