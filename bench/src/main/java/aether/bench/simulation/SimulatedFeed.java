package aether.bench.simulation;

import aether.arbiter.FeedHandler;
import aether.arbiter.LineTable;
import aether.book.BookBuilder;
import aether.book.BookListener;
import aether.channel.ChannelPipeline;
import aether.config.SiteConfig;
import aether.feed.PacketKind;
import java.util.ArrayDeque;
import java.util.Deque;
import org.agrona.concurrent.UnsafeBuffer;

/** A machine's market data: frames wait for its feed's thread. */
final class SimulatedFeed {
    private static final int MOST_FRAMES = 64;

    /** In a frame of the simulated exchange: the template of its first message, and the size of that one's first entry. */
    private static final int TEMPLATE = 58;

    private static final int FIRST_SIZE = 86;
    private static final int BOOK_TEMPLATE = 46;
    private static final int WRONG_BIT = 16;

    private final Deque<byte[]> frames = new ArrayDeque<>();
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private final ChannelPipeline pipeline;
    private final FeedHandler feed;

    SimulatedFeed(final SiteConfig config, final BookListener listener) {
        pipeline =
                new ChannelPipeline(config.channel().venue(), config.bookContext(), config.channelContext(), listener);
        feed = pipeline.feed(config.arbiterContext(), table(), pipeline.channel());
    }

    private static LineTable table() {
        final LineTable table = new LineTable(SimulatedExchange.lines());
        for (int line = 0; line < SimulatedExchange.lines(); line++) {
            table.set(line, SimulatedExchange.group(line));
        }
        return table.recovery(2, PacketKind.DEFINITION)
                .recovery(3, PacketKind.DEFINITION)
                .recovery(4, PacketKind.PRICE_SNAPSHOT)
                .recovery(5, PacketKind.PRICE_SNAPSHOT);
    }

    void receive(final byte[] frame) {
        frames.add(frame);
    }

    /** As {@link #receive}, by a machine that does not read what was sent; nobody notices by the frame alone. */
    void misread(final byte[] frame) {
        final byte[] other = frame.clone();
        if (frame.length > FIRST_SIZE && frame[TEMPLATE] == BOOK_TEMPLATE) {
            other[FIRST_SIZE] ^= WRONG_BIT;
        }
        frames.add(other);
    }

    void turn(final long timeNs) {
        for (int i = 0; i < MOST_FRAMES && !frames.isEmpty(); i++) {
            final byte[] frame = frames.remove();
            bytes.wrap(frame);
            feed.onFrame(bytes, frame.length, timeNs);
        }
    }

    BookBuilder books() {
        return pipeline.books();
    }
}
