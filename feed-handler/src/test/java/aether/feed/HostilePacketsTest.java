package aether.feed;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.entry;
import static aether.feed.mdp3.PacketBuilder.packet;

import aether.feed.deribit.DeribitVenue;
import aether.feed.deribit.RandomDeribitPackets;
import aether.feed.mdp3.Mdp3Schema;
import aether.feed.mdp3.Mdp3Venue;
import aether.feed.mdp3.PacketBuilder.OrderEntry;
import aether.feed.mdp3.PacketBuilder.Row;
import aether.feed.mdp3.RandomPackets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Ten million packets with damage, of both venues: nothing may be thrown, nothing read outside the packet, and a packet that is
 * refused may change no book. The number can be set by {@code -Daether.fuzz.packets}.
 */
class HostilePacketsTest {
    private static final int PACKETS = Integer.getInteger("aether.fuzz.packets", 10_000_000);
    private static final long SEED = Long.getLong("aether.fuzz.seed", 20_261_121L);
    private static final int POOL = 400;

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void shouldSurviveDamagedPacketsOfMdp3() {
        new HostileFeed(new Mdp3Venue(), SEED, 0, 12).run(mdp3Packets(), PACKETS / 10 * 7);
    }

    @Test
    void shouldSurviveDamagedPacketsOfDeribit() {
        final RandomDeribitPackets packets = new RandomDeribitPackets(SEED);
        final List<byte[]> pool = new ArrayList<>();
        while (pool.size() < POOL) {
            pool.add(packets.next(2, 1).toBytes());
        }
        new HostileFeed(new DeribitVenue(), SEED, 4, 8).run(pool, PACKETS / 10 * 3);
    }

    private List<byte[]> mdp3Packets() {
        final List<byte[]> pool = new ArrayList<>();
        final RandomPackets anything = new RandomPackets(Mdp3Schema.load(), SEED);
        while (pool.size() < POOL / 2) {
            final UnsafeBuffer one = anything.next(1);
            if (one.capacity() <= HostileFeed.MAX_LENGTH) {
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
}
