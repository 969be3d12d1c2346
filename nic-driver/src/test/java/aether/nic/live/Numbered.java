package aether.nic.live;

import aether.nic.FrameSource;
import aether.nic.FrameStatus;
import aether.nic.Ipv4;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames that carry a number, written and collected. */
final class Numbered {
    static final int GROUP = Ipv4.parse("239.9.9.9");
    static final int PORT = 9_901;

    private static final int PAYLOAD = 100;
    private static final long DEADLINE_NS = 5_000_000_000L;

    final List<Integer> received = new ArrayList<>();
    final UnsafeBuffer frame = new UnsafeBuffer(new byte[1500]);
    private final UdpFrame udp = new UdpFrame();

    /** Returns the length of the frame. */
    int write(final int source, final int number) {
        UdpFrameWriter.writeHeader(frame, source, 4_000, GROUP, PORT);
        frame.putInt(UdpFrame.PLAIN_HEADER_LENGTH, number);
        return UdpFrameWriter.writeLength(frame, PAYLOAD);
    }

    void take(final DirectBuffer taken, final int length, final long rxTimeNs) {
        if (udp.wrap(taken, length) != FrameStatus.OK || udp.payloadLength() != PAYLOAD) {
            throw new AssertionError("no frame of ours, " + length + " bytes");
        }
        received.add(taken.getInt(udp.payloadOffset()));
    }

    void pollUntil(final FrameSource source, final int count) {
        final long deadlineNs = System.nanoTime() + DEADLINE_NS;
        while (received.size() < count) {
            source.poll(this::take, 64);
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("received " + received.size() + " of " + count);
            }
        }
    }

    /** What comes in so many polls. */
    void pollFor(final FrameSource source, final int polls) {
        for (int i = 0; i < polls; i++) {
            source.poll(this::take, 64);
        }
    }
}
