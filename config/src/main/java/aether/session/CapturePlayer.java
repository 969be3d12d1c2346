package aether.session;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.console.UsageException;
import aether.feed.MarketEvents;
import aether.feed.PacketFramer;
import aether.feed.PacketKind;
import aether.feed.PacketVerdict;
import aether.feed.VenueAdapter;
import aether.nic.FrameStatus;
import aether.nic.UdpFrame;
import aether.nic.pcap.PcapSource;
import aether.replay.CaptureLines.CaptureChannel;
import aether.replay.CaptureReader;
import aether.session.FrameAccount.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.agrona.collections.Long2ObjectHashMap;

/** Plays captures through the production pipeline with the captured time: one pipeline for each channel found. */
public final class CapturePlayer {
    private static final int PROGRESS_MASK = 0xFF;

    /** Each channel has its own buffers. */
    private static final int MAX_CHANNELS = 24;

    /** Channels that have full room each; more of them share. */
    private static final int ROOM_FOR_CHANNELS = 6;

    /**
     * How books are built.
     *
     * @param verify whether snapshots are compared with live books
     */
    public record Books(BookContext.Start start, boolean verify) {}

    /** Who listens to a channel: one for each, since channels know nothing of each other. */
    public interface Listener extends BookListener {
        /** Puts an observer around the book builder, or not. */
        default MarketEvents around(final MarketEvents builder, final Supplier<BookBuilder> books) {
            return builder;
        }
    }

    private final List<PlayedChannel> channels = new ArrayList<>();
    private final Long2ObjectHashMap<PlayedChannel> byAddress = new Long2ObjectHashMap<>();
    private final FrameAccount account = new FrameAccount();
    private final PacketFramer framer;
    private final UdpFrame udp = new UdpFrame();
    private final Pacer pacer;

    /** Builds the pipelines of the channels that were found. */
    public CapturePlayer(
            final List<CaptureChannel> found,
            final VenueAdapter venue,
            final LineChoice choice,
            final Books settings,
            final Function<CaptureChannel, ? extends Listener> listeners,
            final Pacer pacer) {
        this.pacer = pacer;
        framer = venue.framer(venue.schema());
        if (found.size() > MAX_CHANNELS) {
            throw new UsageException("there are " + found.size() + " channels; at most " + MAX_CHANNELS
                    + " can be played at once: choose with --channel, --dst or --port. They are "
                    + found.stream().map(CaptureChannel::name).collect(Collectors.joining(", ")));
        }
        final int parts = parts(found.size());
        for (final CaptureChannel channel : found) {
            final BookContext books = new BookContext()
                    .policy(venue.bookPolicy())
                    .start(settings.start())
                    .verify(settings.verify())
                    .recovery(channel.has(PacketKind.PRICE_SNAPSHOT), channel.has(PacketKind.ORDER_SNAPSHOT));
            final PlayedChannel played = PlayedChannel.wire(
                    venue, channel, choice.of(channel), share(books, parts), parts, listeners.apply(channel));
            channels.add(played);
            played.lines().forEach(line -> byAddress.put(line.key(), played));
            channel.recovery().forEach(line -> byAddress.put(line.line().key(), played));
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

    /** Plays captures to their end, or until {@code stop} says so. */
    public void play(final CaptureReader reader, final BooleanSupplier stop) {
        long frames = 0;
        while (!stop.getAsBoolean() && reader.next()) {
            onFrame(reader.source());
            if ((++frames & PROGRESS_MASK) == 0) {
                pacer.progress(frames);
            }
        }
        Captures.finish(account, reader);
    }

    /** No more packets will come: holes that are still open are lost. */
    public void finish() {
        channels.forEach(channel -> channel.feed().onTime(Long.MAX_VALUE - 1));
    }

    /** Plays one frame. */
    void onFrame(final PcapSource source) {
        final FrameStatus status = udp.wrap(source.frame(), source.length());
        if (status != FrameStatus.OK) {
            leaveOut(source, status);
            return;
        }
        final PlayedChannel channel = byAddress.get(udp.destination());
        if (channel == null) {
            account.add(isPacket(source) ? Fate.OTHER_LINES : Fate.FOREIGN);
            return;
        }
        account.add(Fate.PLAYED);
        if (source.hasTime()) {
            pacer.await(source.timeNs());
        }
        channel.feed().onFrame(source.frame(), source.length(), source.timeNs());
    }

    private void leaveOut(final PcapSource source, final FrameStatus status) {
        if (status == FrameStatus.TRUNCATED && source.isSnapped()) {
            account.snapped(source.capturedLength());
        } else {
            account.add(Fate.of(status, false));
        }
    }

    /** Whether a datagram of another line is one of the venue's. */
    private boolean isPacket(final PcapSource source) {
        return udp.payloadLength() >= framer.headerLength()
                && framer.validate(source.frame(), udp.payloadOffset(), udp.payloadLength()) == PacketVerdict.WHOLE;
    }

    /** Where the records went. */
    public FrameAccount account() {
        return account;
    }

    public List<PlayedChannel> channels() {
        return channels;
    }

    /** What a reader should know that the books do not say: losses and refusals. Null when all is well. */
    public String warning() {
        return PlayedSummary.warning(channels);
    }
}
