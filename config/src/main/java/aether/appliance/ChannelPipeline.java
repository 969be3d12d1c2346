package aether.appliance;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.feed.AcceptedPacketHandler;
import aether.feed.ArbiterContext;
import aether.feed.Channel;
import aether.feed.ChannelContext;
import aether.feed.FeedHandler;
import aether.feed.LineArbiter;
import aether.feed.LineTable;
import aether.feed.MarketEvents;
import aether.feed.PacketKind;
import aether.feed.RecoveryFeeds;
import aether.feed.mdp3.Mdp3Decoder;
import aether.feed.mdp3.Mdp3Framer;
import aether.feed.mdp3.Mdp3Schema;
import aether.feed.sbe.SbeSchema;
import java.util.function.UnaryOperator;

/**
 * The stages of one channel, wired: decoder → book builder → listener behind {@link #channel()}, and in front of it, where the
 * packets come from lines and not from a journal, an arbiter ({@link #feed}). Live, replay, benchmark and test differ in what
 * they put before and behind, and in nothing else.
 */
public final class ChannelPipeline {
    private final SbeSchema schema = Mdp3Schema.load();
    private final Mdp3Decoder decoder;
    private final BookBuilder books;
    private final Channel channel;
    private final RecoveryFeeds recovery;

    /** Wires decoder and books. The contexts must be concluded. */
    public ChannelPipeline(
            final BookContext bookContext, final ChannelContext channelContext, final BookListener listener) {
        this(bookContext, channelContext, listener, events -> events);
    }

    /** As above, with an observer around the book builder that sees every market event. */
    public ChannelPipeline(
            final BookContext bookContext,
            final ChannelContext channelContext,
            final BookListener listener,
            final UnaryOperator<MarketEvents> observer) {
        decoder = new Mdp3Decoder(schema);
        books = new BookBuilder(bookContext, listener);
        final MarketEvents events = observer.apply(books);
        recovery = new RecoveryFeeds(new Mdp3Framer(schema), new Mdp3Decoder(schema), events);
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
        return new FeedHandler(lines, new LineArbiter(context, new Mdp3Framer(schema), accepted));
    }

    /** Whether a recovery feed would be of use now: while it is not, it need not be listened to. On the feed's thread. */
    public boolean needs(final PacketKind kind) {
        return switch (kind) {
            case DEFINITION -> recovery.needsDefinitions() || books.needsSnapshots(false);
            case PRICE_SNAPSHOT -> books.needsSnapshots(false);
            case ORDER_SNAPSHOT -> books.needsSnapshots(true);
            default -> false;
        };
    }

    public Mdp3Decoder decoder() {
        return decoder;
    }

    public BookBuilder books() {
        return books;
    }
}
