package aether.host;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.agrona.DeadlineTimerWheel;
import org.agrona.collections.Long2ObjectHashMap;

/** Things to do later on a core's thread, once or again and again. Used on that thread alone, or before it starts. */
public final class CoreTimers {
    private static final int TICK_NS = 1 << 20;
    private static final int TICKS = 1024;
    private static final int MOST_AT_ONCE = 16;
    private static final long NEVER_AGAIN = 0;

    /** One of them. */
    public final class Timer {
        private final Runnable task;
        private final long intervalNs;
        private long deadlineNs;
        private long id;

        private Timer(final Runnable task, final long deadlineNs, final long intervalNs) {
            this.task = task;
            this.deadlineNs = deadlineNs;
            this.intervalNs = intervalNs;
        }

        /** Forgets it; one that is over takes no harm. */
        public void cancel() {
            // The wheel gives the number of one that is over to another.
            if (timers.get(id) == this) {
                wheel.cancelTimer(id);
                timers.remove(id);
            }
            due.remove(this);
        }
    }

    private final DeadlineTimerWheel wheel;
    private final Long2ObjectHashMap<Timer> timers = new Long2ObjectHashMap<>();
    private final ArrayDeque<Timer> due = new ArrayDeque<>();
    private final DeadlineTimerWheel.TimerHandler onExpiry = (unit, now, id) -> due.add(timers.remove(id));
    private long nowNs;

    CoreTimers(final long startNs) {
        nowNs = startNs;
        wheel = new DeadlineTimerWheel(TimeUnit.NANOSECONDS, startNs, TICK_NS, TICKS);
    }

    /** Does {@code task} once, {@code delayNs} from now, to the millisecond. */
    public Timer once(final long delayNs, final Runnable task) {
        return schedule(new Timer(task, nowNs + delayNs, NEVER_AGAIN));
    }

    /** Does {@code task} every {@code intervalNs}; what was missed is left out. */
    public Timer every(final long intervalNs, final Runnable task) {
        if (intervalNs <= 0) {
            throw new IllegalArgumentException("an interval is positive, not " + intervalNs + " ns");
        }
        return schedule(new Timer(task, nowNs + intervalNs, intervalNs));
    }

    private Timer schedule(final Timer timer) {
        timer.id = wheel.scheduleTimer(timer.deadlineNs);
        timers.put(timer.id, timer);
        return timer;
    }

    /** Does what is due at {@code now}; returns how many things. */
    int poll(final long now) {
        nowNs = now;
        if (timers.isEmpty()) {
            return 0;
        }
        // The wheel goes on by one tick at each call that finds nothing more in it.
        while (wheel.poll(now, onExpiry, MOST_AT_ONCE) > 0 || wheel.currentTickTime() <= now) {
            if (timers.isEmpty()) {
                break;
            }
        }
        int done = 0;
        for (Timer timer = due.poll(); timer != null; timer = due.poll()) {
            done++;
            if (timer.intervalNs != NEVER_AGAIN) {
                timer.deadlineNs += timer.intervalNs * (1 + (now - timer.deadlineNs) / timer.intervalNs);
                schedule(timer);
            }
            timer.task.run();
        }
        return done;
    }
}
