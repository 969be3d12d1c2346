package aether.feed.deribit;

import aether.feed.deribit.DeribitPackets.Change;
import aether.feed.deribit.DeribitPackets.Level;
import java.util.SplittableRandom;

/** Packets with anything in them that the venue sends, in any order. */
public final class RandomDeribitPackets {
    private final SplittableRandom random;

    public RandomDeribitPackets(final long seed) {
        random = new SplittableRandom(seed);
    }

    /** A live packet, or one of the snapshot channel. */
    public DeribitPackets next(final int channel, final long sequence) {
        final DeribitPackets packet = random.nextInt(3) == 0
                ? DeribitPackets.snapshots(channel, sequence)
                : DeribitPackets.live(channel, sequence);
        for (int messages = 1 + random.nextInt(4); messages > 0; messages--) {
            message(packet);
        }
        return packet;
    }

    private void message(final DeribitPackets packet) {
        final int instrument = 1 + random.nextInt(8);
        final long timeMs = 1000 + random.nextInt(1000);
        final long change = 1 + random.nextInt(20);
        switch (random.nextInt(9)) {
            case 0, 1, 2 -> packet.book(instrument, timeMs, change - 1, change, random.nextInt(8) > 0, changes());
            case 3 -> packet.trade(instrument, timeMs, random.nextBoolean(), price(), 1 + random.nextInt(9));
            case 4 -> packet.ticker(instrument, timeMs, random.nextInt(100), price(), price(), price());
            case 5 -> packet.snapshot(instrument, timeMs, change, random.nextInt(8) > 0, levels());
            case 6 -> packet.instrument(instrument, "I" + instrument, 0.5);
            case 7 -> {
                if (random.nextBoolean()) {
                    packet.passStart();
                } else {
                    packet.passEnd();
                }
            }
            default -> packet.unknownWithNestedGroups(random.nextInt(4));
        }
    }

    private double price() {
        return random.nextInt(20) / 4.0;
    }

    private Change[] changes() {
        final Change[] changes = new Change[random.nextInt(4)];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = new Change(random.nextBoolean(), random.nextInt(3), price(), random.nextInt(5));
        }
        return changes;
    }

    private Level[] levels() {
        final Level[] levels = new Level[random.nextInt(4)];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = new Level(random.nextBoolean(), price(), 1 + random.nextInt(5));
        }
        return levels;
    }
}
