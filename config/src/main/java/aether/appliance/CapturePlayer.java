package aether.appliance;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.feed.ArbiterContext;
import aether.feed.ChannelContext;
import aether.feed.ChannelCounter;
import aether.feed.FeedHandler;
import aether.feed.LineCounter;
import aether.feed.MarketEvents;
import aether.feed.mdp3.Mdp3Framer;
import aether.feed.mdp3.Mdp3Schema;
import aether.nic.pcap.PcapSource;
import aether.replay.CaptureLines.CaptureChannel;
import aether.replay.CaptureLines.Line;
import aether.replay.StateHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/** Plays captures through the production pipeline with the captured time: one pipeline for each channel found. */
final class CapturePlayer {
    private static final int BATCH = 256;

    /** Captures may hold packets that no Ethernet carried. */
    private static final int MAX_PACKET_LENGTH = 8192;

    /** Each channel has its own buffers. */
    private static final int MAX_CHANNELS = 24;

    /** One channel of the session, with what came of it. */
    record PlayedChannel(List<Line> lines, FeedHandler feed, ChannelPipeline pipeline, StateHash hash) {}

    /** Who listens to a channel: one for each, since channels know nothing of each other. */
    interface Listener extends BookListener {
        /** Puts an observer around the book builder, or not. */
        default MarketEvents around(final MarketEvents builder, final Supplier<BookBuilder> books) {
            return builder;
        }
    }

    private final List<PlayedChannel> channels = new ArrayList<>();
    private final Pacer pacer;
    private long frames;
    private boolean isCut;

    /** Finds the channels of the first file and builds their pipelines. */
    CapturePlayer(
            final Path first,
            final LineChoice choice,
            final BookContext bookContext,
            final Supplier<? extends Listener> listeners,
            final Pacer pacer) {
        this.pacer = pacer;
        final List<CaptureChannel> found = Captures.channels(first, new Mdp3Framer(Mdp3Schema.load()));
        if (found.size() > MAX_CHANNELS) {
            throw new UsageException(first + ": holds " + found.size() + " channels; at most " + MAX_CHANNELS
                    + " can be played at once");
        }
        for (final CaptureChannel channel : found) {
            channels.add(create(choice.of(channel), bookContext, listeners.get()));
        }
    }

    private static PlayedChannel create(
            final List<Line> lines, final BookContext bookContext, final Listener listener) {
        final StateHash hash = new StateHash();
        final PlayedChannel[] self = new PlayedChannel[1];
        final ChannelPipeline pipeline = new ChannelPipeline(
                bookContext,
                new ChannelContext().conclude(),
                new BookListeners(hash, listener),
                builder -> listener.around(builder, () -> self[0].pipeline().books()));
        final FeedHandler feed = pipeline.feed(
                new ArbiterContext()
                        .lines(lines.size())
                        .maxPacketLength(MAX_PACKET_LENGTH)
                        .conclude(),
                LineChoice.table(lines),
                pipeline.channel());
        self[0] = new PlayedChannel(lines, feed, pipeline, hash);
        return self[0];
    }

    /** Plays one file to its end, or until {@code stop} says so. */
    void play(final Path file, final BooleanSupplier stop) {
        try (PcapSource source = Captures.open(file)) {
            while (!stop.getAsBoolean() && source.poll(this::onFrame, BATCH) > 0) {
                pacer.progress(frames);
            }
            isCut |= source.endsInsideRecord();
        }
    }

    /** No more packets will come: holes that are still open are lost. */
    void finish() {
        channels.forEach(channel -> channel.feed().onTime(Long.MAX_VALUE - 1));
    }

    private void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        frames++;
        pacer.await(rxTimeNs);
        for (int i = 0; i < channels.size(); i++) {
            channels.get(i).feed().onFrame(frame, length, rxTimeNs);
        }
    }

    List<PlayedChannel> channels() {
        return channels;
    }

    long frames() {
        return frames;
    }

    /** What a reader should know that the books do not say: losses, refusals, a file that was cut. Null when all is well. */
    String warning() {
        long lost = 0;
        long refused = 0;
        for (final PlayedChannel channel : channels) {
            lost += channel.feed().arbiter().counters().get(ChannelCounter.LOST_PACKETS);
            for (int line = 0; line < channel.lines().size(); line++) {
                refused += channel.feed().arbiter().line(line).get(LineCounter.MALFORMED);
            }
        }
        if (lost + refused == 0 && !isCut) {
            return null;
        }
        return String.format(
                "%,d packets lost, %,d refused as damaged%s",
                lost, refused, isCut ? "; a capture ends inside a record" : "");
    }

    /** True when a file ended inside a record. */
    boolean isCut() {
        return isCut;
    }
}
