package aether.appliance;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookCounter;
import aether.book.BookListener;
import aether.feed.ArbiterContext;
import aether.feed.ChannelContext;
import aether.feed.ChannelCounter;
import aether.feed.FeedHandler;
import aether.feed.LineCounter;
import aether.feed.LineTable;
import aether.feed.MarketEvents;
import aether.feed.PacketKind;
import aether.feed.VenueAdapter;
import aether.nic.pcap.PcapSource;
import aether.replay.CaptureLines.CaptureChannel;
import aether.replay.CaptureLines.Line;
import aether.replay.CaptureLines.RecoveryLine;
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

    private static final int REPAIR_BYTES = 4 * 1024 * 1024;

    /** Each channel has its own buffers. */
    private static final int MAX_CHANNELS = 24;

    /** Channels that have full room each; more of them share. */
    private static final int ROOM_FOR_CHANNELS = 6;

    /** One channel of the session, with what came of it. */
    record PlayedChannel(
            String name,
            List<Line> lines,
            boolean hasSnapshots,
            FeedHandler feed,
            ChannelPipeline pipeline,
            StateHash hash) {}

    /**
     * How books are built.
     *
     * @param verify whether snapshots are compared with live books
     */
    record Books(BookContext.Start start, boolean verify) {}

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
            final VenueAdapter venue,
            final LineChoice choice,
            final Books settings,
            final Supplier<? extends Listener> listeners,
            final Pacer pacer) {
        this.pacer = pacer;
        final List<CaptureChannel> found = Captures.channels(first, venue);
        if (found.size() > MAX_CHANNELS) {
            throw new UsageException(first + ": holds " + found.size() + " channels; at most " + MAX_CHANNELS
                    + " can be played at once");
        }
        final int parts = parts(found.size());
        for (final CaptureChannel channel : found) {
            final BookContext books = new BookContext()
                    .policy(venue.bookPolicy())
                    .start(settings.start())
                    .verify(settings.verify())
                    .recovery(channel.has(PacketKind.PRICE_SNAPSHOT), channel.has(PacketKind.ORDER_SNAPSHOT));
            channels.add(create(venue, channel, choice.of(channel), share(books, parts), parts, listeners.get()));
        }
    }

    /** A power of two by which all room is divided. */
    private static int parts(final int channels) {
        int parts = 1;
        while (channels > ROOM_FOR_CHANNELS * parts) {
            parts *= 2;
        }
        return parts;
    }

    private static BookContext share(final BookContext books, final int parts) {
        return books.maxInstruments(books.maxInstruments() / parts)
                .maxOrders(books.maxOrders() / parts)
                .queueEntries(books.queueEntries() / parts)
                .conclude();
    }

    private static PlayedChannel create(
            final VenueAdapter venue,
            final CaptureChannel channel,
            final List<Line> lines,
            final BookContext books,
            final int parts,
            final Listener listener) {
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
    private static LineTable table(final List<Line> lines, final CaptureChannel channel) {
        final int live = Math.max(1, lines.size());
        final LineTable table = new LineTable(live + channel.recovery().size());
        for (int i = 0; i < lines.size(); i++) {
            table.set(i, lines.get(i).group(), lines.get(i).port(), 0);
        }
        for (int i = 0; i < channel.recovery().size(); i++) {
            final RecoveryLine recovery = channel.recovery().get(i);
            table.set(live + i, recovery.line().group(), recovery.line().port(), 0);
            table.recovery(live + i, recovery.kind());
        }
        return table;
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
        long full = 0;
        for (final PlayedChannel channel : channels) {
            full += channel.pipeline().books().counters().get(BookCounter.INSTRUMENTS_REFUSED);
            lost += channel.feed().arbiter().counters().get(ChannelCounter.LOST_PACKETS);
            for (int line = 0; line < channel.lines().size(); line++) {
                refused += channel.feed().arbiter().line(line).get(LineCounter.MALFORMED)
                        + channel.feed().arbiter().line(line).get(LineCounter.BAD_CHECKSUMS);
            }
        }
        if (lost + refused + full == 0 && !isCut) {
            return null;
        }
        return String.format(
                "%,d packets lost, %,d refused as damaged%s%s",
                lost,
                refused,
                full == 0 ? "" : String.format("; %,d entries of instruments that found no room", full),
                isCut ? "; a capture ends inside a record" : "");
    }

    /** True when a file ended inside a record. */
    boolean isCut() {
        return isCut;
    }
}
