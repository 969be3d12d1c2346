package aether.bench;

import aether.arbiter.ArbiterContext;
import aether.arbiter.FeedHandler;
import aether.arbiter.LineArbiter;
import aether.arbiter.LineTable;
import aether.channel.Channel;
import aether.channel.ChannelContext;
import aether.feed.MarketEvents;
import aether.feed.mdp3.Mdp3Decoder;
import aether.feed.mdp3.Mdp3Framer;
import aether.feed.mdp3.Mdp3Schema;
import aether.feed.sbe.SbeSchema;
import aether.nic.FrameHandler;
import aether.nic.FrameStatus;
import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import java.util.List;

/** The feed path cut off behind each of its stages, so that the cost of a stage is the difference to the one before. */
enum FeedStages {
    /** Frame source and headers. */
    HEADERS,
    /** And arbitration with the whole-packet check. */
    ARBITRATED,
    /** And decoding to market events that nobody keeps. */
    DECODED;

    private static final class Sum {
        private long value;
    }

    FrameHandler handler(final List<MulticastGroup> lines) {
        final LineTable table = new LineTable(lines.size());
        for (int i = 0; i < lines.size(); i++) {
            table.set(i, lines.get(i));
        }
        final SbeSchema schema = Mdp3Schema.load();
        final ArbiterContext context = new ArbiterContext().lines(lines.size()).conclude();
        final Sum sum = new Sum();
        return switch (this) {
            case HEADERS -> {
                final UdpFrame udp = new UdpFrame();
                yield (frame, length, timeNs) ->
                        sum.value += udp.wrap(frame, length) == FrameStatus.OK ? table.lineOf(udp) : 0;
            }
            case ARBITRATED ->
                new FeedHandler(
                        table,
                        new LineArbiter(context, new Mdp3Framer(schema), packet -> sum.value += packet.sequence()));
            case DECODED ->
                new FeedHandler(
                        table,
                        new LineArbiter(
                                context,
                                new Mdp3Framer(schema),
                                new Channel(new ChannelContext().conclude(), new Mdp3Decoder(schema), summing(sum))));
        };
    }

    private static MarketEvents summing(final Sum sum) {
        return new MarketEvents() {
            @Override
            public void onBookLevel(
                    final int securityId,
                    final long rptSeq,
                    final byte entryType,
                    final int action,
                    final int level,
                    final long price,
                    final long size,
                    final int orders) {
                sum.value += securityId + rptSeq + entryType + action + level + price + size + orders;
            }
        };
    }
}
