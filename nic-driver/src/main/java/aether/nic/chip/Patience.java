package aether.nic.chip;

import aether.nic.TransportException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a device, for a bounded time; when setting up only. */
public final class Patience {
    private static final long STEP_NS = 100_000;

    private Patience() {}

    /**
     * Waits until {@code isDone}.
     *
     * @throws TransportException when that does not happen within {@code mostMs}; {@code what} says what was waited for
     */
    public static void until(final BooleanSupplier isDone, final long mostMs, final String what) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMs);
        while (!isDone.getAsBoolean()) {
            if (System.nanoTime() > deadlineNs) {
                throw new TransportException(what + ": not within " + mostMs + " ms");
            }
            LockSupport.parkNanos(STEP_NS);
        }
    }

    /** Leaves the device alone for some time. */
    public static void pause(final long ms) {
        final long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        for (long leftNs = untilNs - System.nanoTime(); leftNs > 0; leftNs = untilNs - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }
}
