package aether.replay;

import aether.feed.PacketFramer;
import aether.feed.PacketVerdict;
import aether.nic.FrameSource;
import aether.nic.FrameStatus;
import aether.nic.Ipv4;
import aether.nic.UdpFrame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;

/**
 * Finds out which groups in a capture are lines of the same channel: those that carry packets with the same sequence number
 * and the same bytes. Line A is the one with the lower address. Looks at the beginning of each group only.
 */
public final class CaptureLines {
    private static final int SAMPLE_PACKETS = 2048;

    /** Lines that are looked at; further ones are left alone. */
    private static final int MAX_LINES = 128;

    /** Lines of one channel; a fifth twin is taken for a channel of its own. */
    private static final int MAX_TWINS = 4;

    private static final long NOT_SEEN = Long.MIN_VALUE;

    /** A multicast group and port; addresses are 32 bits, first octet highest. */
    public record Line(int group, int port) {
        @Override
        public String toString() {
            return Ipv4.format(group) + ":" + port;
        }
    }

    /** The lines of one channel, A first. */
    public record CaptureChannel(List<Line> lines) {}

    private static final class Sample {
        private final Line line;
        private final Long2LongHashMap digestBySequence = new Long2LongHashMap(NOT_SEEN);

        Sample(final Line line) {
            this.line = line;
        }

        boolean isTwinOf(final Sample other) {
            for (final var entry : digestBySequence.entrySet()) {
                if (other.digestBySequence.get(entry.getKey().longValue()) == entry.getValue()) {
                    return true;
                }
            }
            return false;
        }
    }

    private final PacketFramer framer;
    private final UdpFrame udp = new UdpFrame();
    private final Map<Long, Sample> samples = new TreeMap<>();

    private CaptureLines(final PacketFramer framer) {
        this.framer = framer;
    }

    /** The channels in a capture, by address of their line A. Reads the source to its end. */
    public static List<CaptureChannel> find(final FrameSource source, final PacketFramer framer) {
        final CaptureLines lines = new CaptureLines(framer);
        while (source.poll(lines::onFrame, 1024) > 0) {
            // The work is done in the handler.
        }
        return group(lines.samples.values());
    }

    private void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        if (udp.wrap(frame, length) != FrameStatus.OK || udp.payloadLength() < framer.headerLength()) {
            return;
        }
        final long key = (udp.destinationAddress() & 0xFFFFFFFFL) << 16 | udp.destinationPort();
        if (udp.payloadLength() == framer.headerLength()
                || framer.validate(frame, udp.payloadOffset(), udp.payloadLength()) != PacketVerdict.WHOLE
                || samples.size() == MAX_LINES && !samples.containsKey(key)) {
            return;
        }
        final Sample sample = samples.computeIfAbsent(
                key, k -> new Sample(new Line(udp.destinationAddress(), udp.destinationPort())));
        if (sample.digestBySequence.size() < SAMPLE_PACKETS) {
            sample.digestBySequence.put(
                    framer.sequence(frame, udp.payloadOffset()),
                    digest(frame, udp.payloadOffset(), udp.payloadLength()));
        }
    }

    private static long digest(final DirectBuffer buffer, final int offset, final int length) {
        long digest = length;
        for (int i = 0; i < length; i++) {
            digest = digest * 31 + buffer.getByte(offset + i);
        }
        return digest & Long.MAX_VALUE;
    }

    private static List<CaptureChannel> group(final Collection<Sample> samples) {
        final List<List<Sample>> channels = new ArrayList<>();
        for (final Sample sample : samples) {
            channels.stream()
                    .filter(channel ->
                            channel.size() < MAX_TWINS && channel.getFirst().isTwinOf(sample))
                    .findFirst()
                    .ifPresentOrElse(
                            channel -> channel.add(sample), () -> channels.add(new ArrayList<>(List.of(sample))));
        }
        return channels.stream()
                .map(channel ->
                        new CaptureChannel(channel.stream().map(s -> s.line).toList()))
                .toList();
    }
}
