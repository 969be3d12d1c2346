package aether.session;

import aether.book.BookBuilder;
import aether.book.BookListeners;
import aether.channel.ChannelPipeline;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.ExitCode;
import aether.console.Times;
import aether.console.UsageException;
import aether.feed.PacketFramer;
import aether.feed.PacketVerdict;
import aether.feed.VenueAdapter;
import aether.gateway.CoreListener;
import aether.journal.JournalException;
import aether.replay.Digest;
import aether.replay.OrderDigest;
import aether.replay.ReplaySource;
import aether.replay.StateHash;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/** Replays a journal session behind the place where the arbiter stood, and compares the state with what the live run had. */
public final class JournalReplay implements ReplaySource.Listener {
    private static final int BATCH = 512;

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

        /** Whether enough was played. */
        default boolean isEnough() {
            return false;
        }
    }

    private static final Hearers NOBODY = new Hearers() {};

    private final StateHash hash = new StateHash();
    private long inputTimeNs;
    private long compared;
    private long missing;
    private String firstDifference;
    private OrderReplay orders;
    private BookBuilder books;

    public static int run(final Path session, final boolean verify, final Pacer pacer) {
        final long startNs = System.nanoTime();
        final Result result = replay(session, pacer);
        System.out.printf("replayed %,d packets in %s%n", result.packets(), Times.seconds(System.nanoTime() - startNs));
        System.out.println("  digest " + result.digest());
        if (result.orders() != null) {
            System.out.println("  orders " + result.orders().describe());
        }
        if (result.damage() != null) {
            System.err.println("aether: " + result.damage());
            return ExitCode.FAILED;
        }
        if (!verify) {
            return ExitCode.OK;
        }
        if (result.isEqual()) {
            System.out.printf(
                    "verified: all %,d journaled digests are equal%s%n",
                    result.compared(),
                    result.orders() == null
                            ? ""
                            : String.format(
                                    ", and all %,d of the order plane",
                                    result.orders().compared()));
            return ExitCode.OK;
        }
        System.out.println("FAILED: " + reason(result));
        return ExitCode.FAILED;
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
        final JournalReplay replay = new JournalReplay();
        final String configuration = ReplaySource.configurationOf(session);
        if (configuration == null) {
            throw new UsageException(session + ": not a session of this appliance: no configuration at its start");
        }
        final SiteConfig config = ConfigReader.parse(configuration, session + " (journaled configuration)");
        replay.orders = config.orders() == null
                ? null
                : new OrderReplay(config.orders().context(), hearers.orders(() -> replay.inputTimeNs));
        final VenueAdapter venue = config.channel().venue();
        final CapturePlayer.Listener market =
                hearers.market(String.valueOf(config.channel().id()));
        final ChannelPipeline pipeline = new ChannelPipeline(
                venue,
                config.bookContext(),
                config.channelContext(),
                new BookListeners(replay.hash, market),
                builder -> market.around(builder, () -> replay.books));
        replay.books = pipeline.books();
        final PacketFramer framer = venue.framer(venue.schema());
        try (ReplaySource source = new ReplaySource(
                session,
                packet -> {
                    if (framer.validate(packet.buffer(), packet.offset(), packet.length()) != PacketVerdict.WHOLE) {
                        throw new JournalException(
                                session + ": holds a packet that no arbiter accepts: " + packet.sequence());
                    }
                    pacer.await(packet.rxTimeNs());
                    pipeline.channel().onPacket(packet);
                },
                replay)) {
            while (!hearers.isEnough() && source.poll(BATCH) > 0) {
                pacer.progress(source.packetCount());
            }
            return new Result(
                    source.packetCount(),
                    replay.hash.digest(),
                    replay.compared,
                    replay.orders,
                    replay.firstDifference == null && replay.orders != null
                            ? replay.orders.firstDifference()
                            : replay.firstDifference,
                    replay.missing,
                    source.damage());
        }
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
        books.distrust(securityId);
    }

    @Override
    public void onMissing(final long records) {
        missing += records;
    }
}
