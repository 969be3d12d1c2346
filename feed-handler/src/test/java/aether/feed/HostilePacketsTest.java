package aether.feed;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.entry;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.feed.mdp3.Mdp3Decoder;
import aether.feed.mdp3.Mdp3Framer;
import aether.feed.mdp3.Mdp3Schema;
import aether.feed.mdp3.PacketBuilder;
import aether.feed.mdp3.PacketBuilder.OrderEntry;
import aether.feed.mdp3.PacketBuilder.Row;
import aether.feed.mdp3.RandomPackets;
import aether.feed.sbe.SbeSchema;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Ten million packets with damage: nothing may be thrown, nothing read outside the packet, and a packet that is refused may
 * change no book. The number can be set by {@code -Daether.fuzz.packets}.
 */
class HostilePacketsTest {
    private static final int PACKETS = Integer.getInteger("aether.fuzz.packets", 10_000_000);
    private static final long SEED = Long.getLong("aether.fuzz.seed", 20_261_121L);
    private static final int POOL = 400;
    private static final int MAX_LENGTH = 1500;
    private static final int RECOVERY_ONE_IN = 4;

    private final SbeSchema schema = Mdp3Schema.load();
    private final Mdp3Framer framer = new Mdp3Framer(schema);
    private final BookBuilder books = new BookBuilder(
            new BookContext()
                    .start(BookContext.Start.EMPTY)
                    .recovery(true, true)
                    .verify(true)
                    .maxInstruments(32)
                    .maxOrders(200)
                    .queueEntries(100)
                    .conclude(),
            new BookListener() {});
    private final Channel channel = new Channel(
            new ChannelContext().conclude(),
            new Mdp3Decoder(schema),
            books,
            new RecoveryFeeds(framer, new Mdp3Decoder(schema), RecoveryPolicy.COUNTED_PASSES, books));
    private final RecoveryLines[] recovery = new RecoveryLines[3];
    private final LineArbiter arbiter =
            new LineArbiter(new ArbiterContext().resetAfter(Integer.MAX_VALUE).conclude(), framer, channel);
    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void shouldSurviveDamagedPackets() {
        for (int feed = 0; feed < recovery.length; feed++) {
            recovery[feed] = arbiter.recoveryLines(
                    PacketKind.values()[PacketKind.PRICE_SNAPSHOT.ordinal() + feed],
                    new Counters<>(RecoveryCounter.class));
        }
        final List<byte[]> pool = pool();
        final UnsafeBuffer scratch = new UnsafeBuffer(new byte[MAX_LENGTH]);
        final UnsafeBuffer packet = new UnsafeBuffer(0, 0);
        long refused = 0;
        for (int i = 1; i <= PACKETS; i++) {
            final byte[] original = pool.get(random.nextInt(POOL));
            scratch.putBytes(0, original);
            final int length = mutate(scratch, original.length);
            if (length >= 4) {
                scratch.putInt(0, i, ByteOrder.LITTLE_ENDIAN);
            }
            packet.wrap(scratch, 0, length);
            if (framer.validate(packet, 0, length) == PacketVerdict.WHOLE) {
                receive(packet, i);
            } else {
                final long before = hash();
                receive(packet, i);
                assertEquals(before, hash(), "seed " + SEED + ", packet " + i + " was refused and changed a book");
                refused++;
            }
        }
        assertTrue(refused > PACKETS / 10 && refused < PACKETS * 9L / 10, refused + " of " + PACKETS + " refused");
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
            throw new AssertionError("seed " + SEED + ", packet " + number, e);
        }
    }

    private List<byte[]> pool() {
        final List<byte[]> pool = new ArrayList<>();
        final RandomPackets anything = new RandomPackets(schema, SEED);
        while (pool.size() < POOL / 2) {
            final UnsafeBuffer one = anything.next(1);
            if (one.capacity() <= MAX_LENGTH) {
                final byte[] bytes = new byte[one.capacity()];
                one.getBytes(0, bytes);
                pool.add(bytes);
            }
        }
        while (pool.size() < POOL * 3 / 4) {
            pool.add(recoveryPacket());
        }
        while (pool.size() < POOL) {
            final int securityId = 1 + random.nextInt(8);
            pool.add(packet(1)
                    .book(
                            END_OF_EVENT,
                            entry(securityId, 1, random.nextInt(3), '0', 1 + random.nextInt(3), 100),
                            entry(securityId, 2, random.nextInt(3), '1', 1, 101))
                    .toBytes());
        }
        return pool;
    }

    /** Orders, and snapshots of both kinds, for instruments of which there are few. */
    private byte[] recoveryPacket() {
        final int securityId = 1 + random.nextInt(8);
        final OrderEntry one = new OrderEntry(securityId, random.nextInt(3), '0', 1 + random.nextInt(50), 1, 100, 5);
        final OrderEntry two = new OrderEntry(securityId, 0, '1', 51 + random.nextInt(50), 2, 101, 5);
        return switch (random.nextInt(3)) {
            case 0 -> packet(1).orders(END_OF_EVENT, one, two).toBytes();
            case 1 ->
                packet(1)
                        .snapshot(
                                random.nextInt(100_000),
                                8,
                                securityId,
                                1 + random.nextInt(9),
                                new Row('0', 1, 100, 5, 1))
                        .toBytes();
            default ->
                packet(1)
                        .orderSnapshot(random.nextInt(100_000), 8, securityId, 2, 1 + random.nextInt(2), one, two)
                        .toBytes();
        };
    }

    /** Changes some bytes, most of them where lengths and counts are, and now and then the length itself. */
    private int mutate(final UnsafeBuffer packet, final int length) {
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            final int index =
                    random.nextInt(4) == 0 ? random.nextInt(length) : Math.min(length - 1, 12 + random.nextInt(16));
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
