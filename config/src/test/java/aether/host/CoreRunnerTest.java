package aether.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.host.CoreAgent.Priority;
import aether.host.DutyCycle.Counter;
import aether.nic.sys.Scheduling;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.NoOpIdleStrategy;
import org.junit.jupiter.api.Test;

/** Turns, timers, accounts and stalls, with time set by hand. */
class CoreRunnerTest {
    private static final long MS = 1_000_000;
    private static final int TURNS = 128;

    private final AtomicLong clock = new AtomicLong();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<String> said = new ArrayList<>();

    /** Says its name at each turn, has something to do or not, and lets time pass. */
    private final class Worker implements Agent {
        private final String name;
        private final int work;
        private final long takesNs;
        private int turns;

        Worker(final String name, final int work, final long takesNs) {
            this.name = name;
            this.work = work;
            this.takesNs = takesNs;
        }

        @Override
        public int doWork() {
            turns++;
            clock.addAndGet(takesNs);
            return work;
        }

        @Override
        public String roleName() {
            return name;
        }
    }

    /** Ends the thread after some turns. */
    private static final class Ending implements Agent {
        private int left;

        Ending(final int turns) {
            left = turns;
        }

        @Override
        public int doWork() {
            if (--left == 0) {
                throw new AgentTerminationException();
            }
            return 0;
        }

        @Override
        public String roleName() {
            return "ending";
        }
    }

    /** Whoever waits for the end learns whether it has come, also when somebody is in a hurry. */
    @Test
    void shouldSayWhetherTheThreadHasEndedAlthoughItsCloserIsInterrupted() throws InterruptedException {
        final CountDownLatch entered = new CountDownLatch(1);
        final AtomicBoolean mayGo = new AtomicBoolean();
        final Agent stubborn = new Agent() {
            @Override
            public int doWork() {
                entered.countDown();
                while (!mayGo.get()) {
                    Thread.onSpinWait();
                }
                return 1;
            }

            @Override
            public String roleName() {
                return "stubborn";
            }
        };
        final CoreRunner runner = new CoreRunner(
                CorePlan.anywhere("stubborn"),
                List.of(CoreAgent.urgent(stubborn)),
                NoOpIdleStrategy.INSTANCE,
                System::nanoTime,
                failures::add);
        runner.start();
        entered.await();
        Thread.currentThread().interrupt();
        final Thread releaser = new Thread(() -> {
            while (!runner.isClosing()) {
                Thread.onSpinWait();
            }
            mayGo.set(true);
        });
        releaser.start();
        runner.close();
        assertTrue(Thread.interrupted(), "the wish to end is handed on");
        assertFalse(runner.isAlive());
        assertEquals(List.of(), failures);
    }

    private CoreRunner run(final long limitNs, final CoreAgent... agents) {
        final CoreRunner runner = new CoreRunner(
                new CorePlan("test", CorePlan.ANY_CORE, 0, limitNs),
                List.of(agents),
                NoOpIdleStrategy.INSTANCE,
                clock::get,
                failures::add);
        return runner;
    }

    private void await(final CoreRunner runner) {
        runner.start();
        while (runner.isAlive()) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void shouldGiveTurnsByPriority() {
        final Worker urgent = new Worker("urgent", 1, 0);
        final Worker normal = new Worker("normal", 0, 0);
        final Worker background = new Worker("background", 0, 0);
        await(run(
                MS,
                new CoreAgent(background, Priority.BACKGROUND),
                CoreAgent.urgent(urgent),
                new CoreAgent(normal, Priority.NORMAL),
                CoreAgent.urgent(new Ending(TURNS + 1))));
        assertEquals(TURNS + 1, urgent.turns);
        assertEquals(TURNS / 8, normal.turns);
        assertEquals(TURNS / 64, background.turns);
    }

    @Test
    void shouldGiveEveryoneATurnWhenNothingIsUrgent() {
        final Worker normal = new Worker("normal", 0, 0);
        final Worker background = new Worker("background", 0, 0);
        await(run(
                MS,
                CoreAgent.urgent(new Ending(TURNS + 1)),
                new CoreAgent(normal, Priority.NORMAL),
                new CoreAgent(background, Priority.BACKGROUND)));
        assertEquals(TURNS, normal.turns);
        assertEquals(TURNS, background.turns);
    }

    @Test
    void shouldAccountForWhatItsAgentsDo() {
        final CoreRunner runner = run(
                5 * MS,
                CoreAgent.urgent(new Worker("short", 2, MS)),
                CoreAgent.urgent(new Worker("long", 1, 6 * MS)),
                CoreAgent.urgent(new Ending(11)));
        await(runner);
        final DutyCycle whole = runner.dutyCycle();
        assertEquals(30, whole.get(Counter.WORK));
        assertEquals(10, whole.get(Counter.TURNS));
        assertEquals(70 * MS, whole.get(Counter.BUSY_NS));
        assertEquals(7 * MS, whole.get(Counter.LONGEST_NS));
        assertEquals(10, whole.get(Counter.OVERRUNS));
        final DutyCycle shorter = runner.accounts().get(1);
        assertEquals("test/short", shorter.name());
        assertEquals(22, shorter.get(Counter.WORK));
        assertEquals(0, shorter.get(Counter.OVERRUNS));
    }

    @Test
    void shouldDoThingsLaterOnceAndAgain() {
        final CoreTimers timers = new CoreTimers(0);
        timers.once(5 * MS, () -> said.add("once"));
        final CoreTimers.Timer every = timers.every(3 * MS, () -> said.add("every"));
        timers.once(4 * MS, () -> said.add("never")).cancel();
        assertEquals(0, timers.poll(2 * MS));
        assertEquals(1, timers.poll(4 * MS + MS / 2));
        assertEquals(2, timers.poll(7 * MS + MS / 2));
        assertEquals(List.of("every", "once", "every"), said);
        // What was missed is left out.
        assertEquals(1, timers.poll(100 * MS));
        every.cancel();
        assertEquals(0, timers.poll(200 * MS));
    }

    @Test
    void shouldReportAStallWithItsPlaceAndItsEnd() throws InterruptedException {
        final CountDownLatch isStuck = new CountDownLatch(1);
        final CountDownLatch goOn = new CountDownLatch(1);
        final Agent stuck = new Agent() {
            @Override
            public int doWork() throws InterruptedException {
                isStuck.countDown();
                goOn.await();
                return 0;
            }

            @Override
            public String roleName() {
                return "stuck";
            }
        };
        final Watchdog watchdog = new Watchdog(10 * MS, said::add);
        try (CoreRunner runner = run(MS, CoreAgent.urgent(stuck)).start()) {
            watchdog.watch(runner);
            isStuck.await();
            watchdog.look(10 * MS);
            assertEquals(0, watchdog.stalls());
            watchdog.look(11 * MS);
            watchdog.look(12 * MS);
            assertEquals(1, watchdog.stalls());
            assertEquals(1, said.size());
            assertTrue(said.getFirst().contains("thread test has not taken a turn for 11 ms"), said.getFirst());
            clock.set(20 * MS);
            goOn.countDown();
            while (runner.lastTurnNs() < 20 * MS) {
                Thread.onSpinWait();
            }
            watchdog.look(21 * MS);
            assertEquals("thread test goes on after 20 ms", said.getLast());
            assertEquals(20 * MS, watchdog.longestNs());
        }
    }

    @Test
    void shouldBindAThreadToItsCoreOrSayWhyNot() {
        final BitSet allowed = Scheduling.cores();
        if (allowed.isEmpty()) {
            return;
        }
        final int core = allowed.nextSetBit(0);
        final List<BitSet> seen = new CopyOnWriteArrayList<>();
        final Agent looking = new Agent() {
            @Override
            public int doWork() {
                seen.add(Scheduling.cores());
                throw new AgentTerminationException();
            }

            @Override
            public String roleName() {
                return "looking";
            }
        };
        final CoreRunner bound = new CoreRunner(
                new CorePlan("bound", core, 0, MS),
                List.of(CoreAgent.urgent(looking)),
                NoOpIdleStrategy.INSTANCE,
                clock::get,
                failures::add);
        await(bound);
        assertEquals("", bound.refused());
        assertEquals(core + " alone", CpuList.format(seen.getFirst()) + " alone");
        final CoreRunner nowhere = new CoreRunner(
                new CorePlan("nowhere", 1_000, 0, MS),
                List.of(CoreAgent.urgent(new Ending(1))),
                NoOpIdleStrategy.INSTANCE,
                clock::get,
                failures::add);
        await(nowhere);
        assertTrue(nowhere.refused().startsWith("thread nowhere: not bound to core 1000"), nowhere.refused());
    }

    @Test
    void shouldSpreadDutiesByWeightTheHeaviestFirst() {
        assertArrayEquals(new int[] {0, 1, 1, 0}, HotCores.place(new int[] {10, 6, 5, 1}, 2));
        assertArrayEquals(new int[] {0, 1, 2}, HotCores.place(new int[] {1, 1, 1}, 3));
        assertArrayEquals(new int[] {0, 0}, HotCores.place(new int[] {3, 4}, 1));
    }

    @Test
    void shouldNameTheBottleneckAndItsRemedy() {
        final CoreRunner full = run(
                MS,
                CoreAgent.urgent(new Worker("receive 1", 1, 8 * MS)),
                CoreAgent.urgent(new Worker("trade 1", 1, MS)),
                CoreAgent.urgent(new Ending(11)));
        await(full);
        final CoreRunner light =
                run(MS, CoreAgent.urgent(new Worker("receive 2", 1, MS)), CoreAgent.urgent(new Ending(11)));
        await(light);
        final String uneven = new ScalingReport(List.of(full, light), 100 * MS, List.of()).finding();
        assertTrue(uneven.contains("90 % busy, most of it test/receive 1 (88 %)"), uneven);
        assertTrue(uneven.contains("declaring the weights as measured, receive 1 80, trade 1 10"), uneven);
        final String alone = new ScalingReport(List.of(full), 100 * MS, List.of()).finding();
        assertTrue(alone.contains("give a duty a core of its own"), alone);
        final String lossy = new ScalingReport(
                        List.of(light),
                        100 * MS,
                        List.of(new ScalingReport.Resource("the journal", 7, "a faster disk")))
                .finding();
        assertEquals("limit: the journal, which has lost 7 although no thread is full: a faster disk", lossy);
        final String fine = new ScalingReport(List.of(light), 100 * MS, List.of()).finding();
        assertTrue(fine.contains("has room for 10.0 times the traffic"), fine);
    }
}
