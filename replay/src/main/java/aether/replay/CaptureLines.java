package aether.replay;

import aether.feed.PacketFramer;
import aether.feed.PacketInspector;
import aether.feed.PacketKind;
import aether.feed.PacketVerdict;
import aether.feed.VenueAdapter;
import aether.feed.sbe.SbeSchema;
import aether.nic.FrameSource;
import aether.nic.FrameStatus;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Finds out which groups in a capture are lines of the same channel: those that carry packets with the same sequence number
 * and the same bytes. Line A is the one with the lower address. Lines of snapshots and definitions go to the channel whose number
 * they carry, or, where packets carry none, to the only one there is. Looks at the beginning of each group only.
 */
public final class CaptureLines {
    private static final int SAMPLE_PACKETS = 2048;

    /** Lines that are looked at; packets of further ones are counted as of lines not chosen. */
    private static final int MAX_LINES = 1024;

    /** Lines of one channel; a fifth twin is taken for a channel of its own. */
    private static final int MAX_TWINS = 4;

    private static final long NOT_SEEN = Long.MIN_VALUE;

    /** A line of snapshots or definitions. */
    public record RecoveryLine(MulticastGroup line, PacketKind kind) {}

    /** The lines of one channel: live ones, A first, possibly none; and those of its recovery feeds. */
    public record CaptureChannel(List<MulticastGroup> lines, List<RecoveryLine> recovery) {
        /** True when there is a recovery feed of the kind. */
        public boolean has(final PacketKind kind) {
            return recovery.stream().anyMatch(line -> line.kind() == kind);
        }

        /** By its first line; one of which recovery feeds alone were captured has none. */
        public String title() {
            return lines.isEmpty() ? name() : lines.getFirst().toString();
        }

        /** Its addresses. */
        public String name() {
            final List<MulticastGroup> all = new ArrayList<>(lines);
            recovery.forEach(line -> all.add(line.line()));
            return all.toString();
        }
    }

    private static final class Sample {
        private final MulticastGroup line;
        private final int channel;
        private PacketKind kind;
        private final Long2LongHashMap digestBySequence = new Long2LongHashMap(NOT_SEEN);

        Sample(final MulticastGroup line, final int channel, final PacketKind kind) {
            this.line = line;
            this.channel = channel;
            this.kind = kind;
        }

        /** A line is one of a recovery feed when all of its packets are of that kind. */
        void add(final PacketKind packetKind) {
            kind = kind == packetKind ? kind : PacketKind.IN_SEQUENCE;
        }

        boolean isLive() {
            return !kind.isRecovery();
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
    private final PacketInspector inspector;
    private final UdpFrame udp = new UdpFrame();
    private final Long2ObjectHashMap<Sample> samples = new Long2ObjectHashMap<>();

    private CaptureLines(final VenueAdapter venue) {
        final SbeSchema schema = venue.schema();
        framer = venue.framer(schema);
        inspector = venue.inspector(schema);
    }

    /** The channels in a capture, by address of their line A. Reads the source to its end. */
    public static List<CaptureChannel> find(final FrameSource source, final VenueAdapter venue) {
        final CaptureLines lines = new CaptureLines(venue);
        while (source.poll(lines::onFrame, 1024) > 0) {
            // The work is done in the handler.
        }
        return group(lines.samples.values().stream()
                .sorted(Comparator.comparingLong(sample -> sample.line.key()))
                .toList());
    }

    private void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        if (udp.wrap(frame, length) != FrameStatus.OK || udp.payloadLength() < framer.headerLength()) {
            return;
        }
        final long key = udp.destination();
        final Sample known = samples.get(key);
        if (udp.payloadLength() == framer.headerLength()
                || framer.validate(frame, udp.payloadOffset(), udp.payloadLength()) != PacketVerdict.WHOLE
                || samples.size() == MAX_LINES && known == null) {
            return;
        }
        final PacketKind kind = inspector.kind(frame, udp.payloadOffset(), udp.payloadLength());
        final Sample sample = known == null ? begin(frame, kind) : known;
        sample.add(kind);
        if (sample.digestBySequence.size() < SAMPLE_PACKETS) {
            sample.digestBySequence.put(
                    framer.sequence(frame, udp.payloadOffset()),
                    digest(frame, udp.payloadOffset(), udp.payloadLength()));
        }
    }

    private Sample begin(final DirectBuffer frame, final PacketKind kind) {
        final Sample sample = new Sample(
                new MulticastGroup(udp.destinationAddress(), udp.destinationPort()),
                inspector.channel(frame, udp.payloadOffset()),
                kind);
        samples.put(udp.destination(), sample);
        return sample;
    }

    private static long digest(final DirectBuffer buffer, final int offset, final int length) {
        long digest = length;
        for (int i = 0; i < length; i++) {
            digest = digest * 31 + buffer.getByte(offset + i);
        }
        return digest & Long.MAX_VALUE;
    }

    private static List<CaptureChannel> group(final Collection<Sample> samples) {
        final List<Sample> live = samples.stream().filter(Sample::isLive).toList();
        final List<List<Sample>> channels = twins(live);
        final boolean areNumbered = samples.stream().allMatch(sample -> sample.channel != PacketInspector.NO_CHANNEL);
        if (!areNumbered && channels.size() != 1) {
            // Nothing tells whose snapshots they are: each line is shown for itself.
            return twins(samples).stream()
                    .map(channel -> channel(channel, List.of()))
                    .toList();
        }
        final Map<Integer, List<Sample>> recovery = new TreeMap<>();
        samples.stream()
                .filter(sample -> !sample.isLive())
                .forEach(sample -> recovery.computeIfAbsent(sample.channel, number -> new ArrayList<>())
                        .add(sample));
        final List<CaptureChannel> found = new ArrayList<>();
        for (final List<Sample> channel : channels) {
            final List<Sample> own = recovery.remove(channel.getFirst().channel);
            found.add(channel(channel, own == null ? List.of() : own));
        }
        recovery.values().forEach(own -> found.add(channel(List.of(), own)));
        return found;
    }

    private static CaptureChannel channel(final List<Sample> live, final List<Sample> recovery) {
        return new CaptureChannel(
                live.stream().map(sample -> sample.line).toList(),
                recovery.stream()
                        .map(sample -> new RecoveryLine(sample.line, sample.kind))
                        .toList());
    }

    private static List<List<Sample>> twins(final Collection<Sample> samples) {
        final List<List<Sample>> channels = new ArrayList<>();
        for (final Sample sample : samples) {
            channels.stream()
                    .filter(channel ->
                            channel.size() < MAX_TWINS && channel.getFirst().isTwinOf(sample))
                    .findFirst()
                    .ifPresentOrElse(
                            channel -> channel.add(sample), () -> channels.add(new ArrayList<>(List.of(sample))));
        }
        return channels;
    }
}
