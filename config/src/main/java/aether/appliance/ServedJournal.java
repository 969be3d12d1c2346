package aether.appliance;

import aether.journal.JournalContext;
import aether.journal.JournalException;
import aether.journal.JournalTap;
import aether.journal.JournalWriter;
import aether.journal.TapSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A process of its own writes: its native code, its pauses and its end are not this one's. Whichever of the two is killed, what was offered is in the
 * tap's file. Another takes the place of one that ended; several that end at once are a failure.
 *
 * <p>Until {@link #start} this process writes itself, while nothing else runs: the other is then started as whoever this one has become.
 */
final class ServedJournal implements JournalKeeper {
    private static final long STOP_WITHIN_NS = TimeUnit.SECONDS.toNanos(12);
    private static final long BETWEEN_STARTS_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long SHORT_LIFE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int MOST_SHORT_LIVES = 5;
    private static final long LOOK_MS = 1;

    private final JournalContext context;
    private final TapSession session;
    private final Function<Path, List<String>> command;
    private final ConcurrentLinkedQueue<String> reports = new ConcurrentLinkedQueue<>();
    private JournalWriter opening;
    private Process process;
    private long startedNs;
    private int shortLives;
    private boolean isFinished;

    /**
     * Makes the session.
     *
     * @param command what starts a writer of the session in a directory; it ends when its input does
     */
    ServedJournal(final JournalContext context, final Function<Path, List<String>> command) {
        this.context = context;
        this.command = command;
        session = TapSession.create(context);
        opening = JournalWriter.resume(context);
    }

    @Override
    public JournalTap tap() {
        return session.tap();
    }

    @Override
    public void drain() {
        opening.drain();
        if (opening.isDiskFull()) {
            throw new JournalException("the disk of " + context.directory() + " is full");
        }
    }

    @Override
    public synchronized void start() {
        opening.drain();
        opening.close();
        opening = null;
        startWriter();
    }

    private void startWriter() {
        startedNs = System.nanoTime();
        try {
            process = new ProcessBuilder(command.apply(session.directory()))
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (final IOException e) {
            reports.add("the journal's process cannot be started: " + e.getMessage());
        }
    }

    private boolean isAlive() {
        return process != null && process.isAlive();
    }

    /**
     * Now and then, by one thread: a writer that has ended is replaced.
     *
     * @throws JournalException when one after the other ends at once
     */
    synchronized void watch() {
        final long livedNs = System.nanoTime() - startedNs;
        if (opening != null || isFinished || isAlive() || livedNs < BETWEEN_STARTS_NS) {
            return;
        }
        shortLives = livedNs < SHORT_LIFE_NS ? shortLives + 1 : 1;
        if (shortLives > MOST_SHORT_LIVES) {
            throw new JournalException(context.directory() + ": the journal's process ended " + shortLives
                    + " times in a row; what it did not come to is in the tap");
        }
        reports.add("the journal's process ended" + (process == null ? "" : " with " + process.exitValue())
                + "; another takes its place, and records wait in the tap meanwhile");
        startWriter();
    }

    private void await(final BooleanSupplier condition, final long deadlineNs) {
        while (!condition.getAsBoolean() && !isDiskFull() && System.nanoTime() < deadlineNs) {
            watch();
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** A writer that dies between the last record and the seal has taken the word that nothing follows with it. */
    @Override
    public void finish(final Runnable lastWords) {
        final long deadlineNs = System.nanoTime() + STOP_WITHIN_NS;
        await(session::isEmpty, deadlineNs);
        lastWords.run();
        Process told = null;
        while (!session.status().isSealed() && !isDiskFull() && System.nanoTime() < deadlineNs) {
            if (told != process && session.end()) {
                told = process;
            }
            await(() -> session.status().isSealed() || !isAlive(), deadlineNs);
        }
        isFinished = true;
        if (!session.status().isSealed() && !isDiskFull()) {
            throw new JournalException(
                    context.directory()
                            + ": not ended in order, its process does not come to it; the next start takes the rest from the tap");
        }
    }

    @Override
    public boolean isDiskFull() {
        return session.status().isDiskFull();
    }

    @Override
    public long records() {
        return session.status().records();
    }

    @Override
    public long bytes() {
        return session.status().bytes();
    }

    @Override
    public String nextReport() {
        return reports.poll();
    }

    /** A writer that is still there hears that nobody is, writes what is left, and ends. */
    @Override
    public synchronized void close() {
        isFinished = true;
        if (opening != null) {
            opening.close();
        }
        if (process != null) {
            try {
                process.getOutputStream().close();
            } catch (final IOException e) {
                // It has ended.
            }
        }
        session.close();
    }
}
