package aether.feed;

import aether.nic.FrameHandler;
import aether.nic.FrameStatus;
import aether.nic.UdpFrame;
import org.agrona.DirectBuffer;

/** The front of one channel's duty: a frame comes in, is recognised, and goes to the arbiter under its line. */
public final class FeedHandler implements FrameHandler {
    private final LineTable lines;
    private final LineArbiter arbiter;
    private final UdpFrame udp = new UdpFrame();

    public FeedHandler(final LineTable lines, final LineArbiter arbiter) {
        this.lines = lines;
        this.arbiter = arbiter;
    }

    @Override
    public void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        if (udp.wrap(frame, length) != FrameStatus.OK) {
            arbiter.counters().increment(ChannelCounter.UNUSABLE_FRAMES);
            return;
        }
        final int line = lines.lineOf(udp);
        if (line >= 0) {
            arbiter.onPacket(line, frame, udp.payloadOffset(), udp.payloadLength(), rxTimeNs);
        } else {
            arbiter.counters()
                    .increment(
                            line == LineTable.WRONG_SOURCE
                                    ? ChannelCounter.WRONG_SOURCES
                                    : ChannelCounter.FOREIGN_DATAGRAMS);
        }
    }

    /** Lets time pass without a frame. */
    public void onTime(final long nowNs) {
        arbiter.onTime(nowNs);
    }

    public LineArbiter arbiter() {
        return arbiter;
    }
}
