package aether.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.feed.deribit.DeribitPackets;
import aether.feed.deribit.DeribitPackets.Change;
import aether.feed.deribit.DeribitPackets.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * A venue of tree maps, whose packets are lost, late and repeated, and whose snapshots are lost in part: a book that says LIVE
 * must be the venue's own as of the newest packet that was delivered, or as of the snapshot that ran ahead of it.
 */
class RandomKeyedBooksTest {
    private static final long SEED = Long.getLong("aether.keyed.seed", 20_261_121L);
    private static final int PACKETS = 40_000;
    private static final int INSTRUMENTS = 6;
    private static final int MAX_LATE = 12;

    /** The slow and obvious book. */
    private static final class NaiveBook {
        private final TreeMap<Double, Double> bids = new TreeMap<>(Comparator.reverseOrder());
        private final TreeMap<Double, Double> asks = new TreeMap<>();
        private final Map<Long, String> history = new HashMap<>();

        /** The packet with the second part of a change that took two. */
        private final Map<Long, Long> completedBy = new HashMap<>();

        private long change;

        private TreeMap<Double, Double> side(final boolean isBid) {
            return isBid ? bids : asks;
        }

        @Override
        public String toString() {
            return "bid " + text(bids) + " ask " + text(asks);
        }

        private static String text(final TreeMap<Double, Double> side) {
            final List<String> levels = new ArrayList<>();
            side.forEach((price, amount) -> levels.add(price + "x" + amount));
            return levels.toString();
        }
    }

    private final NaiveBook[] venue = new NaiveBook[INSTRUMENTS];

    /** By packet: the change that each instrument had reached with it. */
    private final Map<Long, long[]> reached = new HashMap<>();

    private final List<DeribitPackets> withheld = new ArrayList<>();
    private final KeyedHarness harness = KeyedHarness.recovering();
    /** Snapshots on their way: they may arrive much later than they were taken. */
    private final List<DeribitPackets> snapshotsUnderWay = new ArrayList<>();

    /** The instrument whose change goes on in the next packet, or -1. */
    private int splitInstrument = -1;

    private long splitPrevious;
    private SplittableRandom random;
    private long seed;
    private long sequence;
    private long snapshotSequence;
    private long timeMs = 1_000;
    private long delivered;
    private long checked;

    @RepeatedTest(3)
    void shouldBelieveNoBookThatIsNotTheVenues(final RepetitionInfo repetition) {
        seed = SEED + repetition.getCurrentRepetition();
        random = new SplittableRandom(seed);
        for (int i = 0; i < INSTRUMENTS; i++) {
            venue[i] = new NaiveBook();
            venue[i].history.put(0L, venue[i].toString());
        }
        for (int i = 0; i < PACKETS; i++) {
            step();
        }
        // Quiet at the end: what is missing comes in a pass without losses.
        send(packet());
        while (splitInstrument >= 0) {
            send(packet());
        }
        harness.loss();
        send(packet());
        timeMs += 10;
        pass(0);
        snapshotsUnderWay.forEach(harness::snapshots);
        check();
        for (int i = 0; i < INSTRUMENTS; i++) {
            assertEquals(BookState.LIVE, harness.books().find(i).state(), "seed " + seed + ", instrument " + i);
        }
        assertTrue(checked > PACKETS, checked + " live books compared");
        assertTrue(harness.books().counters().get(BookCounter.REPAIRED_BOOKS) > 5, "repairs");
        assertTrue(harness.books().counters().get(BookCounter.RECOVERED_BOOKS) > 100, "recoveries");
        assertEquals(0, harness.books().faults().get(BookFault.SNAPSHOT_DIFFERS), "seed " + seed);
    }

    private void step() {
        timeMs += random.nextInt(3);
        final DeribitPackets packet = packet();
        if (random.nextInt(60) == 0) {
            withheld.add(packet);
        } else {
            send(packet);
        }
        if (random.nextInt(6) == 0) {
            harness.loss();
        }
        if (!withheld.isEmpty() && random.nextInt(MAX_LATE) == 0) {
            final DeribitPackets late = withheld.removeFirst();
            if (random.nextInt(3) > 0) {
                harness.live(late);
            }
        }
        if (random.nextInt(60) == 0) {
            pass(random.nextInt(2) * 8);
        }
        for (int due = random.nextInt(4) / 2 * random.nextInt(6); due > 0 && !snapshotsUnderWay.isEmpty(); due--) {
            harness.snapshots(snapshotsUnderWay.removeFirst());
        }
        check();
    }

    private void send(final DeribitPackets packet) {
        delivered = sequence;
        harness.live(packet);
        if (random.nextInt(50) == 0) {
            harness.live(packet);
        }
    }

    /** One packet with a few changes, some of which take two messages. */
    private DeribitPackets packet() {
        sequence++;
        final DeribitPackets packet = DeribitPackets.live(2, sequence);
        finishSplitChange(packet);
        for (int messages = 1 + random.nextInt(3); messages > 0; messages--) {
            final int instrument = random.nextInt(INSTRUMENTS);
            final NaiveBook book = venue[instrument];
            final long previous = book.change;
            book.change += 1 + random.nextInt(3);
            final boolean isSplit = random.nextInt(5) == 0;
            packet.book(instrument, timeMs, previous, book.change, !isSplit, changes(book));
            if (isSplit && messages == 1) {
                splitInstrument = instrument;
                splitPrevious = previous;
            } else if (isSplit) {
                packet.book(instrument, timeMs, previous, book.change, true, changes(book));
            }
            book.history.put(book.change, book.toString());
        }
        final long[] changes = new long[INSTRUMENTS];
        for (int i = 0; i < INSTRUMENTS; i++) {
            changes[i] = venue[i].change;
        }
        reached.put(sequence, changes);
        return packet;
    }

    private void finishSplitChange(final DeribitPackets packet) {
        if (splitInstrument >= 0) {
            final NaiveBook book = venue[splitInstrument];
            packet.book(splitInstrument, timeMs, splitPrevious, book.change, true, changes(book));
            book.history.put(book.change, book.toString());
            book.completedBy.put(book.change, sequence);
            splitInstrument = -1;
        }
    }

    private Change[] changes(final NaiveBook book) {
        final Change[] changes = new Change[random.nextInt(3)];
        for (int i = 0; i < changes.length; i++) {
            final boolean isBid = random.nextBoolean();
            final TreeMap<Double, Double> side = book.side(isBid);
            final double price = (isBid ? 90 : 100) + random.nextInt(20) / 2.0;
            final double amount = 1 + random.nextInt(9);
            if (!side.containsKey(price)) {
                changes[i] = DeribitPackets.created(isBid, price, amount);
                side.put(price, amount);
            } else if (random.nextBoolean()) {
                changes[i] = DeribitPackets.changed(isBid, price, amount);
                side.put(price, amount);
            } else {
                changes[i] = DeribitPackets.deleted(isBid, price);
                side.remove(price);
            }
        }
        return changes;
    }

    /** Snapshots of all books, many of them in two parts. */
    private void pass(final int lossOneIn) {
        if (splitInstrument >= 0) {
            // Between the parts of a change nobody knows what a snapshot would be.
            return;
        }
        sendSnapshot(DeribitPackets.snapshots(2, ++snapshotSequence).passStart(), lossOneIn);
        for (int i = 0; i < INSTRUMENTS; i++) {
            final List<Level> levels = new ArrayList<>();
            venue[i].bids.forEach((price, amount) -> levels.add(new Level(true, price, amount)));
            venue[i].asks.forEach((price, amount) -> levels.add(new Level(false, price, amount)));
            final int half = random.nextInt(levels.size() + 1);
            final DeribitPackets first = DeribitPackets.snapshots(2, ++snapshotSequence);
            if (random.nextBoolean()) {
                first.snapshot(i, timeMs, venue[i].change, levels.toArray(new Level[0]));
                sendSnapshot(first, lossOneIn);
            } else {
                first.snapshot(
                        i,
                        timeMs,
                        venue[i].change,
                        false,
                        levels.subList(0, half).toArray(new Level[0]));
                sendSnapshot(first, lossOneIn);
                sendSnapshot(
                        DeribitPackets.snapshots(2, ++snapshotSequence)
                                .snapshot(
                                        i,
                                        timeMs,
                                        venue[i].change,
                                        levels.subList(half, levels.size()).toArray(new Level[0])),
                        lossOneIn);
            }
        }
        sendSnapshot(DeribitPackets.snapshots(2, ++snapshotSequence).passEnd(), lossOneIn);
    }

    private void sendSnapshot(final DeribitPackets packet, final int lossOneIn) {
        if (lossOneIn == 0 || random.nextInt(lossOneIn) > 0) {
            snapshotsUnderWay.add(packet);
        }
    }

    /** Packets behind a hole that is still open have not been told yet. */
    private void check() {
        if (harness.arbiter().isHoleOpen()) {
            return;
        }
        for (int i = 0; i < INSTRUMENTS; i++) {
            final InstrumentBook book = harness.books().find(i);
            if (i == splitInstrument
                    || book == null
                    || book.state() != BookState.LIVE
                    || !reached.containsKey(delivered)) {
                continue;
            }
            if (venue[i].completedBy.getOrDefault(book.rptSeq(), 0L) > delivered) {
                // In the middle of a change, which consumers do not see.
                continue;
            }
            final String where = "seed " + seed + ", packet " + sequence + ", instrument " + i;
            assertEquals(venue[i].history.get(book.rptSeq()), KeyedHarness.levels(book), where);
            assertTrue(book.rptSeq() >= reached.get(delivered)[i], where + ": live, but behind");
            checked++;
        }
    }
}
