package aether.channel;

import aether.arbiter.ArbiterContext;
import aether.arbiter.FeedHandler;
import aether.arbiter.LineArbiter;
import aether.arbiter.LineTable;
import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.feed.AcceptedPacketHandler;
import aether.feed.BookKind;
import aether.feed.MarketEvents;
import aether.feed.PacketDecoder;
import aether.feed.PacketKind;
import aether.feed.VenueAdapter;
import aether.feed.sbe.SbeSchema;
import aether.nic.CounterRegister;
import aether.state.StateFields;
import java.util.function.UnaryOperator;

/**
 * The stages of one channel, wired: decoder → book builder → listener behind {@link #channel()}, and in front of it, where the
 * packets come from lines and not from a journal, an arbiter ({@link #feed}). Live, replay, benchmark and test differ in what
 * they put before and behind, and in nothing else.
 */
public final class ChannelPipeline {
    private final VenueAdapter venue;
    private final SbeSchema schema;
    private final PacketDecoder decoder;
    private final BookBuilder books;
    private final Channel channel;
    private final RecoveryFeeds recovery;

    /** Wires decoder and books. The contexts must be concluded, and made for the venue's policies. */
    public ChannelPipeline(
            final VenueAdapter venue,
            final BookContext bookContext,
            final ChannelContext channelContext,
            final BookListener listener) {
        this(venue, bookContext, channelContext, listener, events -> events);
    }

    /** As above, with an observer around the book builder that sees every market event. */
    public ChannelPipeline(
            final VenueAdapter venue,
            final BookContext bookContext,
            final ChannelContext channelContext,
            final BookListener listener,
            final UnaryOperator<MarketEvents> observer) {
        this.venue = venue;
        schema = venue.schema();
        decoder = venue.decoder(schema);
        books = new BookBuilder(bookContext, listener);
        final MarketEvents events = observer.apply(books);
        recovery = new RecoveryFeeds(venue.framer(schema), venue.decoder(schema), venue.recoveryPolicy(), events);
        channel = new Channel(channelContext, decoder, events, recovery);
    }

    /** Where accepted packets go in: what a journal replays into. */
    public AcceptedPacketHandler channel() {
        return channel;
    }

    /**
     * Puts an arbiter in front.
     *
     * @param context concluded
     * @param accepted {@link #channel()}, or something that hands on to it
     */
    public FeedHandler feed(final ArbiterContext context, final LineTable lines, final AcceptedPacketHandler accepted) {
        return new FeedHandler(lines, new LineArbiter(context, venue.framer(schema), accepted));
    }

    /** Whether a recovery feed would be of use now: while it is not, it need not be listened to. On the feed's thread. */
    public boolean needs(final PacketKind kind) {
        return switch (kind) {
            case DEFINITION -> recovery.needsDefinitions() || books.needsSnapshots(BookKind.BY_PRICE);
            case PRICE_SNAPSHOT -> books.needsSnapshots(BookKind.BY_PRICE);
            case ORDER_SNAPSHOT -> books.needsSnapshots(BookKind.BY_ORDER);
            default -> false;
        };
    }

    /** Tells what is counted of messages and books. */
    public void registerCounters(final CounterRegister register) {
        register.add("decoder", decoder.counters());
        register.add("books", books.counters());
        register.add("faults", books.faults());
    }

    public PacketDecoder decoder() {
        return decoder;
    }

    public BookBuilder books() {
        return books;
    }

    /** True between two events, with nothing lacking that may still come: only then {@link #state} is all there is. Between packets. */
    public boolean isAtRest() {
        return !channel.isRepairOpen() && books.isBetweenEvents();
    }

    /** Everything that was made of the packets up to here: read into a pipeline of the same settings. */
    public void state(final StateFields fields) {
        channel.state(fields);
        books.state(fields);
    }
}
