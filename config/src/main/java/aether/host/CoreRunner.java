package aether.host;

import aether.host.CoreAgent.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.NanoClock;

/**
 * One thread, bound to its core, that gives its agents their turns one after the other, by priority, and accounts for the time that they
 * take. When no agent has work, it sleeps, yields or spins, as configured.
 */
public final class CoreRunner implements AutoCloseable {
    private static final long CLOSE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long JOIN_MS = 100;

    private final CorePlan plan;
    private final CoreAgent[] agents;
    private final DutyCycle[] accounts;
    private final int[] skipped;
    private final DutyCycle whole;
    private final IdleStrategy idle;
    private final NanoClock clock;
    private final Consumer<Throwable> onFailure;
    private final CoreTimers timers;
    private final AtomicLong lastTurnNs = new AtomicLong();
    private final CountDownLatch started = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean isRunning = true;
    private volatile String refused = "";

    /**
     * A thread that does not run yet.
     *
     * @param idle what to do when nobody has anything to do
     * @param clock measures turns and drives the timers; nanoseconds from anywhere
     * @param onFailure takes an exception of an agent, after which the thread ends
     */
    public CoreRunner(
            final CorePlan plan,
            final List<CoreAgent> agents,
            final IdleStrategy idle,
            final NanoClock clock,
            final Consumer<Throwable> onFailure) {
        this.plan = plan;
        this.agents = agents.stream()
                .sorted(Comparator.comparing(CoreAgent::priority))
                .toArray(CoreAgent[]::new);
        this.idle = idle;
        this.clock = clock;
        this.onFailure = onFailure;
        timers = new CoreTimers(clock.nanoTime());
        whole = new DutyCycle(plan.name(), plan.turnLimitNs());
        accounts = new DutyCycle[agents.size()];
        skipped = new int[agents.size()];
        for (int i = 0; i < accounts.length; i++) {
            accounts[i] =
                    new DutyCycle(plan.name() + "/" + this.agents[i].agent().roleName(), plan.turnLimitNs());
        }
        thread = new Thread(this::run, plan.name());
        thread.setDaemon(true);
    }

    /** Things to do later on this thread; to be used before it starts, and on it. */
    public CoreTimers timers() {
        return timers;
    }

    /** Starts the thread and returns when its agents have started. */
    public CoreRunner start() {
        thread.start();
        try {
            started.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    private void run() {
        int next = 0;
        try {
            refused = plan.apply();
            lastTurnNs.setRelease(clock.nanoTime());
            for (final CoreAgent agent : agents) {
                agent.agent().onStart();
            }
            started.countDown();
            while (isRunning) {
                idle.idle(turn());
            }
        } catch (final AgentTerminationException e) {
            isRunning = false;
        } catch (final Throwable e) {
            onFailure.accept(e);
        } finally {
            started.countDown();
            while (next < agents.length) {
                close(agents[next++].agent());
            }
        }
    }

    private void close(final Agent agent) {
        try {
            agent.onClose();
        } catch (final Throwable e) {
            onFailure.accept(e);
        }
    }

    /** Once round; returns what was done. */
    private int turn() throws Exception {
        final long startNs = clock.nanoTime();
        lastTurnNs.setRelease(startNs);
        int work = timers.poll(startNs);
        long fromNs = startNs;
        for (int i = 0; i < agents.length; i++) {
            if (isItsTurn(i, work)) {
                final int done = agents[i].agent().doWork();
                if (done > 0) {
                    // Only those who did something cost a look at the clock.
                    final long untilNs = clock.nanoTime();
                    accounts[i].onTurn(done, untilNs - fromNs);
                    fromNs = untilNs;
                    work += done;
                }
            }
        }
        if (work > 0) {
            whole.onTurn(work, fromNs - startNs);
        }
        return work;
    }

    private boolean isItsTurn(final int agent, final int workSoFar) {
        final Priority priority = agents[agent].priority();
        if (priority == Priority.URGENT || workSoFar == 0 || ++skipped[agent] >= priority.patience()) {
            skipped[agent] = 0;
            return true;
        }
        return false;
    }

    /** What of its core and priority could not be had; empty when all is well. */
    public String refused() {
        return refused;
    }

    /** When its last turn began, by its clock; any thread. */
    public long lastTurnNs() {
        return lastTurnNs.getAcquire();
    }

    /** The account of the whole thread. */
    public DutyCycle dutyCycle() {
        return whole;
    }

    /** The thread's account, and those of its agents. */
    public List<DutyCycle> accounts() {
        final List<DutyCycle> all = new ArrayList<>(List.of(accounts));
        all.addFirst(whole);
        return all;
    }

    public CorePlan plan() {
        return plan;
    }

    /** Where the thread is now, for a report of a stall: the innermost calls. */
    StackTraceElement[] whereabouts() {
        return thread.getStackTrace();
    }

    /** Whether it was told to end. */
    boolean isClosing() {
        return !isRunning;
    }

    /** Whether the thread still runs, and uses what it was given. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /**
     * Ends the thread behind the turn that it is in, and waits for it, for ten seconds at most: {@link #isAlive} says whether it still uses what
     * it was given.
     */
    @Override
    public void close() {
        isRunning = false;
        if (thread == Thread.currentThread()) {
            return;
        }
        final long deadlineNs = System.nanoTime() + CLOSE_NS;
        boolean isInterrupted = false;
        while (thread.isAlive() && System.nanoTime() < deadlineNs) {
            try {
                thread.join(JOIN_MS);
            } catch (final InterruptedException e) {
                // Whoever interrupts wants an end soon; what the thread uses cannot be taken away all the same.
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
