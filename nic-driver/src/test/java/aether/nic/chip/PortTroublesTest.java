package aether.nic.chip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.nic.NicCounter;
import aether.nic.simulated.SimulatedIommu.Fault;
import aether.nic.simulated.SimulatedVirtioNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that may happen to a card while it runs, and that it runs again afterwards. */
class PortTroublesTest {
    private int number;

    /** Frames both ways, unchanged. */
    private void assertWorks(final Lab lab) {
        lab.received.clear();
        lab.card.takeSent();
        for (int i = 0; i < 3 * Lab.FRAMES; i++) {
            final byte[] frame = Lab.frame(Lab.GROUP, ++number);
            assertTrue(lab.card.inject(frame), "frame " + number + " did not come to memory");
            lab.poll();
            assertArrayEquals(frame, lab.received.getLast());
            assertTrue(lab.send(frame));
            assertArrayEquals(frame, lab.card.takeSent().getFirst());
        }
        assertEquals(3 * Lab.FRAMES, lab.received.size());
    }

    private static void assertRecovered(final Lab lab, final Trouble trouble) {
        assertEquals(NicPort.State.RUNNING, lab.port.state(), lab.reports::toString);
        assertEquals(1, lab.port.troubles(trouble), lab.reports::toString);
        assertEquals(1, lab.port.recoveries());
        assertTrue(lab.port.lastRecoveryNs() > 0);
        assertTrue(
                lab.reports.stream().anyMatch(line -> line.contains(trouble.text() + "; reset, and running again")),
                lab.reports::toString);
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldRecoverWhenItsMemoryIsTakenAway(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            assertWorks(lab);
            lab.card.iommu().unmap(Lab.RECEIVE);
            assertFalse(lab.card.inject(Lab.frame(Lab.GROUP, 1)));
            assertTrue(lab.card.iommu().faults().getFirst().isWrite());
            lab.received.clear();
            lab.card.iommu().map(Lab.RECEIVE, lab.areas.receive().memory(), false, true);
            lab.live(0.1);
            assertEquals(0, lab.received.size(), "what the card could not write is no frame");
            assertRecovered(lab, Trouble.DMA_FAULT);
            assertWorks(lab);
        }
    }

    /** A card that would write where it may only read; the driver has nothing to do with that. */
    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldGiveTheCardNoMoreThanItNeeds(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            assertEquals(-1, reach(lab, Lab.TRANSMIT, true));
            assertEquals(-1, reach(lab, Lab.RECEIVE, false));
            assertEquals(
                    -1, reach(lab, Lab.RECEIVE + lab.areas.receive().memory().capacity(), true));
            assertEquals(3, lab.card.iommu().faults().size());
            assertEquals(
                    new Fault(Lab.TRANSMIT, true), lab.card.iommu().faults().getFirst());
        }
    }

    private static int reach(final Lab lab, final long iova, final boolean isWrite) {
        return lab.card.iommu().tryToReach(iova, 16, isWrite) ? 0 : -1;
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldRecoverWhenSomebodyElseResetsTheCard(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            assertWorks(lab);
            lab.card.reset();
            assertFalse(lab.card.inject(Lab.frame(Lab.GROUP, 1)));
            lab.live(0.1);
            assertRecovered(lab, Trouble.FORGOTTEN);
            assertWorks(lab);
        }
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldRecoverWhenFramesDoNotLeave(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            assertWorks(lab);
            lab.card.silence(true);
            assertTrue(lab.send(Lab.frame(Lab.GROUP, 1)));
            lab.live(0.9);
            assertEquals(NicPort.State.RUNNING, lab.port.state());
            assertEquals(0, lab.port.recoveries());
            lab.live(0.3);
            assertRecovered(lab, Trouble.STUCK_TRANSMIT);
            lab.card.silence(false);
            assertWorks(lab);
        }
    }

    /** A machine that stands still for a while has cards that do nothing meanwhile. */
    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldNotBlameTheCardForASupervisorThatWasAway(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            assertWorks(lab);
            lab.card.silence(true);
            assertTrue(lab.send(Lab.frame(Lab.GROUP, 1)));
            lab.live(0.1);
            lab.standStill(5);
            lab.live(0.1);
            assertEquals(0, lab.port.recoveries());
            lab.card.silence(false);
            assertWorks(lab);
            assertEquals(0, lab.port.recoveries());
        }
    }

    /** The card counts frames, and hands none over. */
    @ParameterizedTest
    @EnumSource(value = CardKind.class, names = "VIRTIO", mode = EnumSource.Mode.EXCLUDE)
    void shouldRecoverWhenFramesAreNotHandedOver(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            assertWorks(lab);
            lab.card.master(false);
            for (int i = 0; i < 90; i++) {
                lab.card.inject(Lab.frame(Lab.GROUP, i));
                lab.live(0.01);
            }
            assertEquals(0, lab.port.recoveries());
            for (int i = 0; i < 30 && lab.port.recoveries() == 0; i++) {
                lab.card.inject(Lab.frame(Lab.GROUP, i));
                lab.live(0.01);
            }
            assertRecovered(lab, Trouble.STUCK_RECEIVE);
            assertWorks(lab);
        }
    }

    /** Whoever does not poll is not taken for a card that is stuck. */
    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldNotBlameTheCardForAReceiverThatIsAway(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            for (int i = 0; i < 3 * Lab.FRAMES; i++) {
                lab.card.inject(Lab.frame(Lab.GROUP, i));
            }
            for (long second = 1; second < 10; second++) {
                lab.port.supervise(second * 1_000_000_000L);
            }
            assertEquals(NicPort.State.RUNNING, lab.port.state());
            assertTrue(lab.poll() > 0);
            assertTrue(lab.card.dropped() > 0);
            assertEquals(kind.counts() ? lab.card.dropped() : 0, lab.source.counter(NicCounter.NO_BUFFER));
        }
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldComeBackAfterTheCardWasPulled(final CardKind kind) {
        for (final boolean accessFails : new boolean[] {false, true}) {
            try (Lab lab = new Lab(kind)) {
                assertWorks(lab);
                final long frames = lab.source.counter(NicCounter.FRAMES);
                lab.card.remove(accessFails);
                lab.live(5);
                assertEquals(NicPort.State.RECOVERING, lab.port.state());
                assertFalse(lab.send(Lab.frame(Lab.GROUP, 1)));
                assertEquals(1, lab.reports.size(), lab.reports::toString);
                assertTrue(lab.reports.getFirst().contains("there is no such card"), lab.reports::toString);
                lab.card.insert();
                lab.live(1.2);
                assertRecovered(lab, Trouble.REMOVED);
                assertWorks(lab);
                assertEquals(frames + 3 * Lab.FRAMES, lab.source.counter(NicCounter.FRAMES), "counters go on");
            }
        }
    }

    /** Pulled in the middle of a poll or a send, which the JVM makes an error of. */
    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldSurviveAnAccessThatFails(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            for (int i = 0; i < Lab.FRAMES / 2; i++) {
                lab.card.inject(Lab.frame(Lab.GROUP, i));
            }
            lab.card.remove(true);
            lab.poll();
            lab.send(Lab.frame(Lab.GROUP, 1));
            lab.card.insert();
            lab.live(1.2);
            assertEquals(NicPort.State.RUNNING, lab.port.state(), lab.reports::toString);
            assertEquals(1, lab.port.recoveries());
            assertWorks(lab);
        }
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldTryAgainWhenTheResetDoesNotEnd(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            lab.card.signal(Trouble.DEVICE_FAULT);
            lab.card.busReset(false);
            lab.card.ownReset(false);
            lab.live(2.5);
            assertEquals(NicPort.State.RECOVERING, lab.port.state());
            assertTrue(lab.port.downForNs(10_000_000_000L) > 0);
            assertEquals(1, lab.reports.size(), lab.reports::toString);
            lab.card.ownReset(true);
            lab.live(1.2);
            assertEquals(NicPort.State.RUNNING, lab.port.state(), lab.reports::toString);
            assertWorks(lab);
        }
    }

    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldGoOnAfterTheLinkWasDown(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            assertWorks(lab);
            lab.card.link(false);
            lab.live(3);
            assertEquals(1, lab.source.counter(NicCounter.LINK_DOWN));
            assertTrue(lab.reports.getLast().endsWith("its link is down"));
            lab.card.link(true);
            lab.live(0.1);
            assertTrue(lab.reports.getLast().endsWith("its link is up"));
            assertEquals(0, lab.port.recoveries());
            assertWorks(lab);
        }
    }

    @Test
    void shouldNotTrustACardThatGivesBackWhatItNeverHad() {
        try (Lab lab = new Lab(CardKind.VIRTIO)) {
            ((SimulatedVirtioNet) lab.card).giveBackNonsense();
            lab.live(0.1);
            assertRecovered(lab, Trouble.DEVICE_FAULT);
            assertEquals(1, lab.source.counter(NicCounter.INVALID));
            assertWorks(lab);
        }
    }

    /** Reset after reset under load: every frame that was taken is one that was sent, and traffic goes on. */
    @ParameterizedTest
    @EnumSource(CardKind.class)
    void shouldSurviveManyResetsUnderLoad(final CardKind kind) {
        try (Lab lab = new Lab(kind)) {
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < 40; i++) {
                    lab.card.inject(Lab.frame(Lab.GROUP, ++number));
                }
                lab.card.signal(Trouble.DEVICE_FAULT);
                lab.live(0.05);
                assertEquals(NicPort.State.RUNNING, lab.port.state());
            }
            assertEquals(20, lab.port.recoveries());
            assertWorks(lab);
        }
    }
}
