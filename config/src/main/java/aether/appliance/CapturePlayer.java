package aether.appliance;

import aether.book.BookContext;
import aether.book.BookListener;
import aether.feed.ArbiterContext;
import aether.feed.ChannelContext;
import aether.feed.FeedHandler;
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
import java.util.function.BiFunction;
import org.agrona.DirectBuffer;

/** Plays captures through the production pipeline with the captured time: one pipeline for each channel found. */
final class CapturePlayer {
    private static final int BATCH = 256;

    /** One channel of the session, with what came of it. */
    record PlayedChannel(List<Line> lines, FeedHandler feed, ChannelPipeline pipeline, StateHash hash) {}

    /** Wraps the book builder of a pipeline that is being made; see {@link ChannelPipeline}. */
    interface Observer extends BiFunction<MarketEvents, PlayedChannel[], MarketEvents> {}

    private final List<PlayedChannel> channels = new ArrayList<>();
    private final Pacer pacer;
    private long frames;
    private boolean isCut;

    /** Finds the channels of the first file and builds their pipelines. */
    CapturePlayer(
            final Path first,
            final LineChoice choice,
            final BookContext bookContext,
            final BookListener listener,
            final Observer observer,
            final Pacer pacer) {
        this.pacer = pacer;
        for (final CaptureChannel channel : Captures.channels(first, new Mdp3Framer(Mdp3Schema.load()))) {
            channels.add(create(choice.of(channel), bookContext, listener, observer));
        }
    }

    private static PlayedChannel create(
            final List<Line> lines,
            final BookContext bookContext,
            final BookListener listener,
            final Observer observer) {
        final StateHash hash = new StateHash();
        final PlayedChannel[] self = new PlayedChannel[1];
        final ChannelPipeline pipeline = new ChannelPipeline(
                bookContext,
                new ChannelContext().conclude(),
                new BookListeners(hash, listener),
                events -> observer.apply(events, self));
        final FeedHandler feed = pipeline.feed(
                new ArbiterContext().lines(lines.size()).conclude(), LineChoice.table(lines), pipeline.channel());
        self[0] = new PlayedChannel(lines, feed, pipeline, hash);
        return self[0];
    }

    /** Plays one file to its end, or until {@code stop} says so. */
    void play(final Path file, final java.util.function.BooleanSupplier stop) {
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

    /** True when a file ended inside a record. */
    boolean isCut() {
        return isCut;
    }
}
