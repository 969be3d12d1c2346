package aether.session;

import aether.arbiter.ArbiterContext;
import aether.arbiter.FeedHandler;
import aether.arbiter.LineTable;
import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.book.BookState;
import aether.channel.ChannelContext;
import aether.channel.ChannelPipeline;
import aether.console.UsageException;
import aether.feed.AcceptedPacketHandler;
import aether.feed.VenueAdapter;
import aether.feed.mdp3.Mdp3Venue;
import aether.nic.FrameSource;
import aether.nic.MulticastGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a benchmark needs of the appliance: a capture's first channel, and the production pipeline over its lines. */
public final class BenchSession {
    private static final VenueAdapter VENUE = new Mdp3Venue();
    private static final int ALIGNMENT_SHARE = 2;

    private final Path file;
    private final List<MulticastGroup> lines;
    private final FeedHandler feed;

    private BenchSession(final Path file, final List<MulticastGroup> lines, final FeedHandler feed) {
        this.file = file;
        this.lines = lines;
        this.feed = feed;
    }

    /**
     * Finds the channel and wires the pipeline, with books that are believed as they come.
     *
     * @param line A, B or both
     */
    public static BenchSession open(final Path file, final String line) {
        return open(file, line, new BookListener() {});
    }

    /** As above, with somebody who listens. */
    public static BenchSession open(final Path file, final String line, final BookListener listener) {
        return open(file, VENUE, line, listener);
    }

    /** As above, of any venue. */
    public static BenchSession open(
            final Path file, final VenueAdapter venue, final String line, final BookListener listener) {
        requireUsage(List.of("A", "B", "both").contains(line), "--line: '" + line + "' is none; give A, B or both");
        final List<MulticastGroup> lines = LineChoice.valueOf(line)
                .of(Captures.channels(Captures.of(file), venue, Captures::open).getFirst());
        final ChannelPipeline pipeline = new ChannelPipeline(
                venue,
                new BookContext().start(BookContext.Start.NATURAL).conclude(),
                new ChannelContext().conclude(),
                listener);
        final FeedHandler feed = pipeline.feed(
                new ArbiterContext().lines(lines.size()).conclude(), LineChoice.table(lines), pipeline.channel());
        return new BenchSession(file, lines, feed);
    }

    /** Books by order with room for so many orders, all empty at the start. */
    public static BookContext orderBooks(final int instruments, final int orders) {
        return orderBooks(instruments, orders, false);
    }

    private static BookContext orderBooks(final int instruments, final int orders, final boolean verify) {
        return new BookContext()
                .start(BookContext.Start.EMPTY)
                .verify(verify)
                .maxInstruments(instruments)
                .maxOrders(orders + orders / 8 + 64)
                .conclude();
    }

    /** The production pipeline for one line. */
    public record OrderPath(FeedHandler feed, BookBuilder books) {}

    /** Wires a pipeline with {@link #orderBooks}. */
    public static OrderPath orderPath(final int instruments, final int orders, final MulticastGroup group) {
        return orderPath(instruments, orders, group, false);
    }

    /** As above; {@code verify} compares the two books of an instrument after each event. */
    public static OrderPath orderPath(
            final int instruments, final int orders, final MulticastGroup group, final boolean verify) {
        final ChannelPipeline pipeline = pipeline(orderBooks(instruments, orders, verify), new BookListener() {});
        final FeedHandler feed = feed(pipeline, group, pipeline.channel());
        return new OrderPath(feed, pipeline.books());
    }

    /** A pipeline with {@link #orderBooks} and somebody who listens. */
    public static ChannelPipeline pipeline(final int instruments, final int orders, final BookListener listener) {
        return pipeline(orderBooks(instruments, orders), listener);
    }

    private static ChannelPipeline pipeline(final BookContext books, final BookListener listener) {
        return new ChannelPipeline(VENUE, books, new ChannelContext().conclude(), listener);
    }

    /** An arbiter of one line in front of a pipeline. */
    public static FeedHandler feed(
            final ChannelPipeline pipeline, final MulticastGroup group, final AcceptedPacketHandler accepted) {
        return pipeline.feed(new ArbiterContext().lines(1).conclude(), new LineTable(1).set(0, group), accepted);
    }

    /** Orders that rest in all live books. */
    public static long liveOrders(final BookBuilder books) {
        long live = 0;
        for (int i = 0; i < books.instrumentCount(); i++) {
            live += books.instrumentAt(i).orderState() == BookState.LIVE
                    ? books.instrumentAt(i).orders().size()
                    : 0;
        }
        return live;
    }

    /** Fails as a wrong use of the command line does. */
    public static void requireUsage(final boolean holds, final String message) {
        if (!holds) {
            throw new UsageException(message);
        }
    }

    public FrameSource openCapture() {
        return Captures.open(Captures.of(file));
    }

    public List<MulticastGroup> lines() {
        return lines;
    }

    public FeedHandler feed() {
        return feed;
    }

    /** Room for every frame of the capture, aligned. */
    public int bytesNeeded() {
        try {
            final long length = Files.size(file) * ALIGNMENT_SHARE;
            requireUsage(length <= Integer.MAX_VALUE - 1024, file + ": too large to be benchmarked from memory");
            return (int) length + 1024;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
