package aether.arbiter;

import aether.feed.PacketKind;
import aether.nic.CounterRegister;
import aether.nic.Counters;
import aether.nic.FrameHandler;
import aether.nic.FrameStatus;
import aether.nic.UdpFrame;
import aether.state.StateFields;
import java.util.Arrays;
import java.util.Objects;
import org.agrona.DirectBuffer;

/** The front of one channel's duty: a frame comes in, is recognised, and goes to the arbiter under its line. */
public final class FeedHandler implements FrameHandler {
    private final LineTable lines;
    private final LineArbiter arbiter;
    private final UdpFrame udp = new UdpFrame();
    private final Counters<RecoveryCounter> recoveryCounters = new Counters<>(RecoveryCounter.class);
    private final RecoveryLines[] recoveryByLine;

    /** The lines that are arbitrated come first in the table. */
    public FeedHandler(final LineTable lines, final LineArbiter arbiter) {
        this.lines = lines;
        this.arbiter = arbiter;
        final RecoveryLines[] byKind = new RecoveryLines[PacketKind.values().length];
        recoveryByLine = new RecoveryLines[lines.lines()];
        for (int line = 0; line < recoveryByLine.length; line++) {
            final PacketKind kind = lines.recoveryKind(line);
            if (kind != null) {
                if (byKind[kind.ordinal()] == null) {
                    byKind[kind.ordinal()] = arbiter.recoveryLines(kind, recoveryCounters);
                }
                recoveryByLine[line] = byKind[kind.ordinal()];
            }
        }
    }

    @Override
    public void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        if (udp.wrap(frame, length) != FrameStatus.OK) {
            arbiter.counters().increment(ChannelCounter.UNUSABLE_FRAMES);
            return;
        }
        final int line = lines.lineOf(udp);
        if (line >= 0) {
            onLine(line, frame, rxTimeNs);
        } else {
            arbiter.counters()
                    .increment(
                            line == LineTable.WRONG_SOURCE
                                    ? ChannelCounter.WRONG_SOURCES
                                    : ChannelCounter.FOREIGN_DATAGRAMS);
        }
    }

    /** A damaged datagram counts as not received, so that its twin can take its place. */
    private void onLine(final int line, final DirectBuffer frame, final long rxTimeNs) {
        if (udp.hasRightChecksums(frame)) {
            onDatagram(line, frame, rxTimeNs);
        } else if (recoveryByLine[line] == null) {
            arbiter.health().refuse(line, udp.payloadLength(), rxTimeNs);
        } else {
            recoveryCounters.increment(RecoveryCounter.PACKETS);
            recoveryCounters.increment(RecoveryCounter.BAD_CHECKSUMS);
        }
    }

    private void onDatagram(final int line, final DirectBuffer frame, final long rxTimeNs) {
        final RecoveryLines recovery = recoveryByLine[line];
        if (recovery == null) {
            arbiter.onPacket(line, frame, udp.payloadOffset(), udp.payloadLength(), rxTimeNs);
        } else {
            recovery.onPacket(line, frame, udp.payloadOffset(), udp.payloadLength(), rxTimeNs);
        }
    }

    /** What arrived on the recovery feeds, all lines together. */
    public Counters<RecoveryCounter> recoveryCounters() {
        return recoveryCounters;
    }

    /** Tells what is counted of the lines, the channel and its recovery feeds. */
    public void registerCounters(final CounterRegister register) {
        arbiter.health().registerCounters(register);
        register.add("channel", arbiter.counters());
        register.add("refused", arbiter.verdicts());
        register.add("recovery", recoveryCounters);
    }

    /** Lets time pass without a frame. */
    public void onTime(final long nowNs) {
        arbiter.onTime(nowNs);
    }

    public LineArbiter arbiter() {
        return arbiter;
    }

    /** All that is kept between frames, while no hole is open: read into one of the same lines. */
    public void state(final StateFields fields) {
        fields.counters(recoveryCounters);
        arbiter.state(fields);
        // Lines of a kind share theirs.
        Arrays.stream(recoveryByLine).filter(Objects::nonNull).distinct().forEach(lines -> lines.state(fields));
    }
}
