package aether.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.arbiter.ArbiterContext;
import aether.arbiter.LineArbiter;
import aether.arbiter.LineCounter;
import aether.arbiter.RecoveryCounter;
import aether.arbiter.RecoveryLines;
import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.channel.Channel;
import aether.channel.ChannelContext;
import aether.channel.RecoveryFeeds;
import aether.feed.mdp3.PacketBuilder;
import aether.feed.sbe.SbeSchema;
import aether.nic.Counters;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;

/** One venue's whole path in small rooms, under packets that are damaged where it hurts. */
final class HostileFeed {
    static final int MAX_LENGTH = 1500;

    private static final int RECOVERY_ONE_IN = 4;

    private final long seed;
    private final SplittableRandom random;
    private final int sequenceOffset;
    private final int headersFrom;
    private final PacketFramer framer;
    private final BookBuilder books;
    private final LineArbiter arbiter;
    private final RecoveryLines[] recovery = new RecoveryLines[3];

    /**
     * A feed.
     *
     * @param sequenceOffset of the packet's sequence number
     * @param headersFrom where the first message header is, near which most damage is done
     */
    HostileFeed(final VenueAdapter venue, final long seed, final int sequenceOffset, final int headersFrom) {
        this.seed = seed;
        this.sequenceOffset = sequenceOffset;
        this.headersFrom = headersFrom;
        random = new SplittableRandom(seed);
        final SbeSchema schema = venue.schema();
        framer = venue.framer(schema);
        books = new BookBuilder(
                new BookContext()
                        .policy(venue.bookPolicy())
                        .start(BookContext.Start.EMPTY)
                        .recovery(true, true)
                        .verify(true)
                        .maxInstruments(32)
                        .maxOrders(200)
                        .queueEntries(100)
                        .conclude(),
                new BookListener() {});
        final Channel channel = new Channel(
                new ChannelContext().conclude(),
                venue.decoder(schema),
                books,
                new RecoveryFeeds(framer, venue.decoder(schema), venue.recoveryPolicy(), books));
        arbiter = new LineArbiter(
                new ArbiterContext()
                        .sequencePolicy(venue.sequencePolicy())
                        .resetAfter(Integer.MAX_VALUE)
                        .conclude(),
                framer,
                channel);
        for (int feed = 0; feed < recovery.length; feed++) {
            recovery[feed] = arbiter.recoveryLines(
                    PacketKind.values()[PacketKind.PRICE_SNAPSHOT.ordinal() + feed],
                    new Counters<>(RecoveryCounter.class));
        }
    }

    /** Sends so many packets, each of them one of the pool's with damage. */
    void run(final List<byte[]> pool, final int packets) {
        final UnsafeBuffer scratch = new UnsafeBuffer(new byte[MAX_LENGTH]);
        final UnsafeBuffer packet = new UnsafeBuffer(0, 0);
        long refused = 0;
        for (int i = 1; i <= packets; i++) {
            final byte[] original = pool.get(random.nextInt(pool.size()));
            scratch.putBytes(0, original);
            final int length = mutate(scratch, original.length);
            if (length >= sequenceOffset + 4) {
                scratch.putInt(sequenceOffset, i, ByteOrder.LITTLE_ENDIAN);
            }
            packet.wrap(scratch, 0, length);
            if (framer.validate(packet, 0, length) == PacketVerdict.WHOLE) {
                receive(packet, i);
            } else {
                final long before = hash();
                receive(packet, i);
                assertEquals(before, hash(), "seed " + seed + ", packet " + i + " was refused and changed a book");
                refused++;
            }
        }
        assertTrue(refused > packets / 10 && refused < packets * 9L / 10, refused + " of " + packets + " refused");
        final long malformed = arbiter.line(0).get(LineCounter.MALFORMED);
        assertTrue(malformed > refused * 9 / 10, malformed + " counted as malformed of " + refused);
    }

    private void receive(final UnsafeBuffer packet, final int number) {
        try {
            if (random.nextInt(RECOVERY_ONE_IN) == 0) {
                recovery[random.nextInt(recovery.length)].onPacket(
                        1, packet, 0, packet.capacity(), PacketBuilder.SUNDAY_OPEN + number * 10L);
            }
            arbiter.onPacket(0, packet, 0, packet.capacity(), PacketBuilder.SUNDAY_OPEN + number * 10L);
        } catch (final RuntimeException e) {
            throw new AssertionError("seed " + seed + ", packet " + number, e);
        }
    }

    /** Changes some bytes, most of them where lengths and counts are, and now and then the length itself. */
    private int mutate(final UnsafeBuffer packet, final int length) {
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            final int index = random.nextInt(4) == 0
                    ? random.nextInt(length)
                    : Math.min(length - 1, headersFrom + random.nextInt(16));
            packet.putByte(index, (byte) random.nextInt());
        }
        return random.nextInt(8) == 0 ? random.nextInt(length + 1) : length;
    }

    private long hash() {
        long hash = 0;
        for (int i = 0; i < books.instrumentCount(); i++) {
            hash = books.instrumentAt(i).hash(hash);
        }
        return hash;
    }
}
