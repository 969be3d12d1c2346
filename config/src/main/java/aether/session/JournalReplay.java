package aether.session;

import aether.book.BookBuilder;
import aether.book.BookListeners;
import aether.channel.ChannelPipeline;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.UsageException;
import aether.feed.VenueAdapter;
import aether.gateway.CoreListener;
import aether.replay.CheckedPackets;
import aether.replay.Digest;
import aether.replay.OrderDigest;
import aether.replay.ReplaySource;
import aether.replay.StateHash;
import aether.session.playhead.PlayedBooks;
import aether.session.playhead.Playhead;
import aether.state.StateFields;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/** Replays a journal session behind the place where the arbiter stood, and compares the state with what the live run had. */
public final class JournalReplay implements ReplaySource.Listener, Playhead {
    private static final int SECTION_PLACE = 1;
    private static final int SECTION_MARKET = 2;

    /**
     * What came of it.
     *
     * @param packets replayed
     * @param digest at the end
     * @param compared digests compared with journaled ones
     * @param orders the order plane, or null where nothing was traded
     * @param firstDifference the first that differed, in words, or null
     * @param missing records that the journal says are missing
     * @param damage of the journal, or null
     */
    public record Result(
            long packets,
            Digest digest,
            long compared,
            OrderReplay orders,
            String firstDifference,
            long missing,
            String damage) {
        public boolean isEqual() {
            return firstDifference == null && damage == null && missing == 0 && compared > 0;
        }
    }

    /** Who hears of a session as it is played once more. */
    public interface Hearers {
        /** Market data. */
        default CapturePlayer.Listener market(final String channel) {
            return new CapturePlayer.Listener() {};
        }

        /** One's own orders; {@code time} says when the input came that is being applied, nanoseconds since the epoch. */
        default CoreListener orders(final LongSupplier time) {
            return new CoreListener() {};
        }

        /** The session begins anew, or elsewhere: what was asked for before hears nothing any more, and what it heard is void. */
        default void forget() {}

        /**
         * Here begins the part of the session that is meant. Of what was before, books have been built and not more is known; what was heard of it is void.
         *
         * @param firstNs when the session began, nanoseconds since the epoch
         */
        default void begin(final long firstNs) {}

        /** Whether enough was played. */
        default boolean isEnough() {
            return false;
        }
    }

    private static final Hearers NOBODY = new Hearers() {};

    private final StateHash hash = new StateHash();
    private final ChannelPipeline pipeline;
    private final PlayedBooks channel;
    private final ReplaySource source;

    /** The order plane, or null where nothing was traded. */
    private final OrderReplay orders;

    private long inputTimeNs;
    private long compared;
    private long missing;
    private String firstDifference;

    /**
     * At the start of a session.
     *
     * @throws UsageException when it is none of this appliance
     */
    public JournalReplay(final Path session, final Hearers hearers) {
        final String configuration = ReplaySource.configurationOf(session);
        if (configuration == null) {
            throw new UsageException(session + ": not a session of this appliance: no configuration at its start");
        }
        final SiteConfig config = ConfigReader.parse(configuration, session + " (journaled configuration)");
        orders = config.orders() == null
                ? null
                : new OrderReplay(config.orders().context(), hearers.orders(() -> inputTimeNs));
        final VenueAdapter venue = config.channel().venue();
        final String name = String.valueOf(config.channel().id());
        final CapturePlayer.Listener market = hearers.market(name);
        pipeline = new ChannelPipeline(
                venue,
                config.bookContext(),
                config.channelContext(),
                new BookListeners(hash, market),
                builder -> market.around(builder, this::books));
        channel = new PlayedBooks(name, pipeline.books(), hash);
        source = new ReplaySource(
                session,
                new CheckedPackets(session.toString(), venue.framer(venue.schema()), pipeline.channel()),
                this);
    }

    private BookBuilder books() {
        return pipeline.books();
    }

    public static String reason(final Result result) {
        if (result.damage() != null) {
            return result.damage();
        }
        if (result.firstDifference() != null) {
            return result.firstDifference();
        }
        return result.missing() > 0
                ? String.format("%,d records are missing, the tap was full", result.missing())
                : "the journal holds no digest to compare with";
    }

    /** Replays the whole session. */
    public static Result replay(final Path session, final Pacer pacer) {
        return replay(session, pacer, NOBODY);
    }

    /** As above, for others to hear; a session that is not played to its end has no result but that. */
    public static Result replay(final Path session, final Pacer pacer, final Hearers hearers) {
        try (JournalReplay replay = new JournalReplay(session, hearers)) {
            pacer.play(replay, hearers::isEnough);
            return replay.result();
        }
    }

    /** What came of it, up to here. */
    public Result result() {
        return new Result(
                source.packetCount(),
                hash.digest(),
                compared,
                orders,
                firstDifference == null && orders != null ? orders.firstDifference() : firstDifference,
                missing,
                source.damage());
    }

    @Override
    public long nextTimeNs() {
        return source.nextTimeNs();
    }

    @Override
    public void playNext() {
        source.playNext();
    }

    @Override
    public long played() {
        return source.packetCount();
    }

    @Override
    public boolean isAtRest() {
        return pipeline.isAtRest()
                && source.isBetweenCheckpoints()
                && source.nextTimeNs() != NO_TIME
                && result().firstDifference() == null;
    }

    @Override
    public void state(final StateFields fields) {
        if (fields.isRead()) {
            firstDifference = null;
        }
        fields.section(SECTION_PLACE);
        source.state(fields);
        compared = fields.number(compared);
        missing = fields.number(missing);
        inputTimeNs = fields.number(inputTimeNs);
        fields.section(SECTION_MARKET);
        hash.state(fields);
        pipeline.state(fields);
        if (orders != null) {
            orders.state(fields);
        }
    }

    @Override
    public List<PlayedBooks> channels() {
        return List.of(channel);
    }

    @Override
    public void finish() {
        // What was accepted had waited before.
    }

    @Override
    public List<String> remarks() {
        return isWhole() ? List.of() : List.of(reason(result()));
    }

    @Override
    public boolean isWhole() {
        final Result result = result();
        return result.damage() == null && result.missing() == 0 && result.firstDifference() == null;
    }

    @Override
    public void close() {
        source.close();
    }

    @Override
    public void onDigest(final Digest journaled) {
        compared++;
        final Digest own = hash.digest();
        if (firstDifference == null && !own.equals(journaled)) {
            firstDifference = "the live run had " + journaled + ", the replay has " + own;
        }
    }

    @Override
    public void onOrderInput(
            final int number, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
        inputTimeNs = timeNs;
        if (orders != null) {
            orders.onInput(number, timeNs, buffer, offset, length);
        }
    }

    @Override
    public void onCheckpoint(final DirectBuffer buffer, final int length) {
        if (orders != null) {
            orders.onCheckpoint(buffer, length);
        }
    }

    @Override
    public void onOrderDigest(final OrderDigest journaled) {
        if (orders != null) {
            orders.onDigest(journaled);
        }
    }

    @Override
    public void onDistrust(final int securityId) {
        books().distrust(securityId);
    }

    @Override
    public void onMissing(final long records) {
        missing += records;
    }
}
