package aether.session;

import aether.arbiter.ArbiterContext;
import aether.arbiter.FeedHandler;
import aether.arbiter.LineTable;
import aether.book.BookContext;
import aether.book.BookListeners;
import aether.channel.ChannelContext;
import aether.channel.ChannelPipeline;
import aether.feed.VenueAdapter;
import aether.nic.MulticastGroup;
import aether.replay.CaptureLines.CaptureChannel;
import aether.replay.CaptureLines.RecoveryLine;
import aether.replay.StateHash;
import aether.state.StateFields;
import java.util.List;

/** One channel of captures that are played, with what came of it. */
public record PlayedChannel(
        String name,
        List<MulticastGroup> lines,
        boolean hasSnapshots,
        FeedHandler feed,
        ChannelPipeline pipeline,
        StateHash hash) {
    /** Captures may hold packets that no Ethernet carried. */
    static final int MAX_PACKET_LENGTH = 8192;

    private static final int REPAIR_BYTES = 4 * 1024 * 1024;

    /** True while it has no hole, and is not in the middle of an event. */
    boolean isAtRest() {
        return !feed.arbiter().isHoleOpen() && pipeline.isAtRest();
    }

    /** All that was made of its frames, at rest: read into one of the same lines. */
    void state(final StateFields fields) {
        hash.state(fields);
        feed.state(fields);
        pipeline.state(fields);
    }

    /** Wires a channel; {@code parts} is by what all room is divided. */
    static PlayedChannel wire(
            final VenueAdapter venue,
            final CaptureChannel channel,
            final List<MulticastGroup> lines,
            final BookContext books,
            final int parts,
            final CapturePlayer.Listener listener) {
        final StateHash hash = new StateHash();
        final PlayedChannel[] self = new PlayedChannel[1];
        final ChannelPipeline pipeline = new ChannelPipeline(
                venue,
                books,
                new ChannelContext().repairBytes(REPAIR_BYTES / parts).conclude(),
                new BookListeners(hash, listener),
                builder -> listener.around(builder, () -> self[0].pipeline().books()));
        final FeedHandler feed = pipeline.feed(
                new ArbiterContext()
                        .lines(Math.max(1, lines.size()))
                        .maxPacketLength(MAX_PACKET_LENGTH)
                        .ringPackets(ArbiterContext.DEFAULT_RING_PACKETS / parts)
                        .sequencePolicy(venue.sequencePolicy())
                        .calendar(venue.calendar(VenueAdapter.UNKNOWN_CHANNEL))
                        .conclude(),
                table(lines, channel),
                pipeline.channel());
        self[0] = new PlayedChannel(channel.name(), lines, !channel.recovery().isEmpty(), feed, pipeline, hash);
        return self[0];
    }

    /** The chosen lines, then those with snapshots and definitions. A channel may have nothing but these in a capture. */
    private static LineTable table(final List<MulticastGroup> lines, final CaptureChannel channel) {
        final int live = Math.max(1, lines.size());
        final LineTable table = new LineTable(live + channel.recovery().size());
        for (int i = 0; i < lines.size(); i++) {
            table.set(i, lines.get(i));
        }
        for (int i = 0; i < channel.recovery().size(); i++) {
            final RecoveryLine recovery = channel.recovery().get(i);
            table.set(live + i, recovery.line());
            table.recovery(live + i, recovery.kind());
        }
        return table;
    }
}
