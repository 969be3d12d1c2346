package aether.session;

import aether.console.Terminal;
import aether.console.Times;
import aether.console.UsageException;
import aether.session.playhead.Playhead;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Lets recorded time pass at a multiple of its speed, or not at all, and shows how far it is. */
public final class Pacer {
    private static final long SPIN_BELOW_NS = 60_000;
    private static final int PROGRESS_MASK = 0xFF;
    private static final long PROGRESS_INTERVAL_NS = 500_000_000L;

    private final double speed;
    private final Terminal terminal;
    private final String what;
    private long firstRecordedNs = Long.MIN_VALUE;
    private long startNs;
    private long lastProgressNs = System.nanoTime();
    private long lastRecordedNs;

    /**
     * A pacer.
     *
     * @param speed multiple of recorded time, or 0 for as fast as possible
     * @param what named in the progress line
     */
    public Pacer(final double speed, final Terminal terminal, final String what) {
        this.speed = speed;
        this.terminal = terminal;
        this.what = what;
    }

    /** Parses {@code max} or a positive number; 0 stands for max. */
    public static double parseSpeed(final String text) {
        if ("max".equals(text)) {
            return 0;
        }
        try {
            final double speed = Double.parseDouble(text);
            if (speed > 0 && speed <= 1_000_000) {
                return speed;
            }
        } catch (final NumberFormatException e) {
            // Reported below, like any other text.
        }
        throw new UsageException("--speed: '" + text + "' is no speed; give max, 1, 10 or another factor");
    }

    /** Plays what is left of a session, or until there is enough. */
    public void play(final Playhead playhead, final BooleanSupplier isEnough) {
        while (!isEnough.getAsBoolean() && playhead.nextTimeNs() != Playhead.NO_TIME) {
            await(playhead.nextTimeNs());
            playhead.playNext();
            if ((playhead.played() & PROGRESS_MASK) == 0) {
                progress(playhead.played());
            }
        }
        playhead.finish();
    }

    /** Waits until the recorded moment has come. */
    public void await(final long recordedNs) {
        lastRecordedNs = recordedNs;
        if (speed == 0) {
            return;
        }
        if (firstRecordedNs == Long.MIN_VALUE) {
            firstRecordedNs = recordedNs;
            startNs = System.nanoTime();
        }
        final long dueNs = startNs + (long) ((recordedNs - firstRecordedNs) / speed);
        long leftNs = dueNs - System.nanoTime();
        while (leftNs > 0 && !Thread.currentThread().isInterrupted()) {
            if (leftNs > SPIN_BELOW_NS) {
                LockSupport.parkNanos(Math.min(leftNs - SPIN_BELOW_NS / 2, TimeUnit.MILLISECONDS.toNanos(100)));
                progress(-1);
            } else {
                Thread.onSpinWait();
            }
            leftNs = dueNs - System.nanoTime();
        }
    }

    /** Shows the count and the recorded time now and then; a negative count shows the time alone. */
    public void progress(final long count) {
        final long nowNs = System.nanoTime();
        if (nowNs - lastProgressNs >= PROGRESS_INTERVAL_NS) {
            lastProgressNs = nowNs;
            terminal.status(
                    (count < 0 ? "" : String.format("%,d ", count)) + what + ", at " + Times.utc(lastRecordedNs));
        }
    }
}
