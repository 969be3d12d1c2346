package aether.nic.chip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.nic.FrameHandler;
import aether.nic.NicCounter;
import aether.nic.TransportException;
import aether.nic.simulated.SimulatedCard;
import aether.nic.simulated.SimulatedE1000e;
import aether.nic.simulated.SimulatedVirtioNet;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a driver does with a card that does what it should; all memory is as narrow as it may be, and nothing is refused. */
class DriversTest {
    private static final long SEED = Long.getLong("aether.seed", 20_261_121L);

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldComeToLife(final CardKind kind) {
        final SimulatedCard card = kind.card();
        try (Lab lab = new Lab(kind, card)) {
            assertEquals(Lab.OWN, lab.port.chip().hardwareAddress());
            assertTrue(lab.port.chip().isLinkUp());
            assertEquals(0, lab.poll());
            assertEquals(List.of(), lab.reports);
            lab.live(3);
            assertEquals(NicPort.State.RUNNING, lab.port.state());
            assertEquals(List.of(), lab.reports);
        }
        assertFalse(card.inject(Lab.frame(Lab.GROUP, 1)), "a card that was let go reaches memory");
    }

    /** The obvious oracle: a queue of what has come to memory. */
    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldDeliverEveryFrameInOrderAndUnchanged(final CardKind kind) {
        final SplittableRandom random = new SplittableRandom(SEED);
        final ArrayDeque<byte[]> expected = new ArrayDeque<>();
        try (Lab lab = new Lab(kind)) {
            long arrived = 0;
            for (int round = 0; round < 5_000; round++) {
                for (int i = random.nextInt(30); i > 0; i--) {
                    final byte[] frame = Lab.frame(Lab.GROUP, random, 60 + random.nextInt(1_459));
                    if (lab.card.inject(frame)) {
                        expected.add(frame);
                        arrived++;
                    }
                }
                lab.source.poll(lab, 1 + random.nextInt(24));
                compare(lab, expected, round);
            }
            while (lab.poll() > 0) {
                compare(lab, expected, -1);
            }
            assertTrue(expected.isEmpty());
            assertTrue(lab.card.dropped() > 0, "the ring was never full");
            assertEquals(arrived, lab.source.counter(NicCounter.FRAMES));
            assertEquals(List.of(), lab.card.iommu().faults());
        }
    }

    private static void compare(final Lab lab, final ArrayDeque<byte[]> expected, final int round) {
        for (final byte[] frame : lab.received) {
            assertArrayEquals(expected.poll(), frame, () -> "round " + round + ", seed " + SEED);
        }
        lab.received.clear();
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldSendEveryFrameInOrderAndUnchanged(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            for (int number = 0; number < 10_000; number++) {
                assertTrue(lab.send(Lab.frame(Lab.ADDRESS, number)));
                final List<byte[]> sent = lab.card.takeSent();
                assertEquals(1, sent.size());
                assertArrayEquals(Lab.frame(Lab.ADDRESS, number), sent.getFirst());
            }
            assertEquals(List.of(), lab.card.iommu().faults());
        }
    }

    /** Frames that were offered leave with a flush, or when a few dozen wait; a card that does not send fills up, and goes on later. */
    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldHaveNoRoomWhileTheCardDoesNotSend(final CardKind kind) {
        final UnsafeBuffer frame = new UnsafeBuffer(Lab.frame(Lab.ADDRESS, 1));
        try (Lab lab = new Lab(kind)) {
            assertTrue(lab.sink.offer(frame, frame.capacity()));
            assertTrue(lab.card.takeSent().isEmpty());
            lab.sink.flush();
            assertEquals(1, lab.card.takeSent().size());
            lab.card.silence(true);
            int taken = 0;
            while (lab.sink.offer(frame, frame.capacity())) {
                taken++;
            }
            assertTrue(taken >= Lab.FRAMES - 2 && taken <= Lab.FRAMES, "room for " + taken);
            lab.card.silence(false);
            assertEquals(taken, lab.card.takeSent().size());
            assertTrue(lab.sink.offer(frame, frame.capacity()));
        }
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldReceiveItsGroupsItsAddressAndBroadcastsOnly(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            assertTrue(lab.card.inject(Lab.frame(Lab.GROUP, 1)));
            assertTrue(lab.card.inject(Lab.frame(new byte[] {1, 0, 0x5E, 0, 0, 1}, 2)), "routers ask all hosts");
            assertTrue(lab.card.inject(Lab.frame(Lab.ADDRESS, 3)));
            assertTrue(lab.card.inject(Lab.frame(new byte[] {-1, -1, -1, -1, -1, -1}, 4)));
            assertFalse(lab.card.inject(Lab.frame(Lab.OTHER_GROUP, 5)));
            assertFalse(lab.card.inject(Lab.frame(new byte[] {0x52, 0x54, 0, 9, 9, 9}, 6)));
            assertEquals(4, lab.poll());
        }
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldCountRunts(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            lab.card.inject(Lab.frame(Lab.GROUP, new SplittableRandom(1), 12));
            lab.card.inject(Lab.frame(Lab.GROUP, 1));
            assertEquals(2, lab.poll());
            assertEquals(1, lab.received.size());
            assertEquals(1, lab.source.counter(NicCounter.INVALID));
        }
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldRefuseFramesOfImpossibleLength(final CardKind kind) {
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[4_000]);
        try (Lab lab = new Lab(kind)) {
            assertThrows(IllegalArgumentException.class, () -> lab.sink.offer(frame, 13));
            assertThrows(IllegalArgumentException.class, () -> lab.sink.offer(frame, 1_519));
            assertTrue(lab.sink.offer(frame, 1_518), "the refusals left nothing locked");
        }
    }

    /** A handler's own mistake: its frame is over, the next ones come. */
    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldGoOnBehindAHandlerThatThrows(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            for (int number = 0; number < 10 * Lab.FRAMES; number++) {
                assertTrue(lab.card.inject(Lab.frame(Lab.GROUP, number)));
                assertThrows(
                        IllegalStateException.class,
                        () -> lab.source.poll(
                                (frame, length, timeNs) -> {
                                    throw new IllegalStateException("mistake");
                                },
                                16));
            }
            assertTrue(lab.card.inject(Lab.frame(Lab.GROUP, 1)));
            assertEquals(1, lab.poll());
        }
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldRefuseACardWhoseResetResetsNothing(final CardKind kind) {
        final SimulatedCard card = kind.card();
        // It has worked before, so there is something that a reset must wipe.
        try (Lab lab = new Lab(kind, card)) {
            assertTrue(lab.port.chip().isLinkUp());
        }
        card.decode(true);
        card.busReset(false);
        card.ownReset(false);
        if (kind == CardKind.VIRTIO) {
            card.writeByte(20, 7);
        }
        final TransportException refused = assertThrows(TransportException.class, () -> new Lab(kind, card));
        assertTrue(refused.getMessage().contains("reset"), refused.getMessage());
        assertEquals(2, card.closes(), "it was let go again");
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldSayWhenTheResetFromOutsideHasNoEffect(final CardKind kind) {
        final SimulatedCard card = kind.card();
        card.busReset(false);
        try (Lab lab = new Lab(kind, card)) {
            assertEquals(
                    List.of("0000:00:00.0: the reset from outside (simulated) had no effect; its own reset had"),
                    lab.reports);
        }
    }

    @Test
    void shouldRefuseAVirtioCardThatGoesPastTheIommu() {
        final SimulatedCard card = new SimulatedVirtioNet(Lab.ADDRESS, SimulatedVirtioNet.ALL_FEATURES & ~(1L << 33));
        final TransportException refused = assertThrows(TransportException.class, () -> new Lab(CardKind.VIRTIO, card));
        assertTrue(refused.getMessage().contains("iommu_platform=on"), refused.getMessage());
    }

    /** Writing to the card costs more than anything else: once for many frames. */
    @Test
    void shouldTellTheCardAboutManyBuffersAtOnce() {
        try (Lab lab = new Lab(CardKind.E1000E)) {
            final SimulatedE1000e card = (SimulatedE1000e) lab.card;
            final long tails = card.tailWrites();
            for (int number = 0; number < 1_600; number++) {
                card.inject(Lab.frame(Lab.GROUP, number));
                lab.poll();
            }
            assertEquals(100, card.tailWrites() - tails);
            final UnsafeBuffer frame = new UnsafeBuffer(Lab.frame(Lab.ADDRESS, 1));
            for (int number = 0; number < 320; number++) {
                lab.sink.offer(frame, frame.capacity());
            }
            assertEquals(10, card.doorbells() - 1);
        }
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldAllocateNothing(final CardKind kind) {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final UnsafeBuffer frame = new UnsafeBuffer(Lab.frame(Lab.ADDRESS, 1));
        final long[] bytes = new long[1];
        final FrameHandler sum = (taken, length, timeNs) -> bytes[0] += length;
        try (Lab lab = new Lab(kind)) {
            long allocated = 0;
            for (int round = 0; round < 4_000; round++) {
                for (int i = 0; i < 16; i++) {
                    lab.card.inject(Lab.frame(Lab.GROUP, i));
                }
                final long before = threads.getCurrentThreadAllocatedBytes();
                lab.source.poll(sum, 64);
                final long after = threads.getCurrentThreadAllocatedBytes();
                allocated += round < 2_000 ? 0 : after - before;
            }
            // Sending rings the simulated card's bell, which allocates: only what waits for it is measured.
            lab.card.silence(true);
            final long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 20; i++) {
                lab.sink.offer(frame, frame.capacity());
            }
            allocated += threads.getCurrentThreadAllocatedBytes() - before;
            assertEquals(0, allocated);
            assertTrue(bytes[0] > 0);
        }
    }
}
