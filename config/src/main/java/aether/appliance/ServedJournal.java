package aether.appliance;

import aether.journal.JournalContext;
import aether.journal.JournalException;
import aether.journal.JournalTap;
import aether.journal.TapSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A process of its own writes: its native code, its pauses and its end are not this one's. Whichever of the two is killed, what was offered is in the
 * tap's file. Another takes the place of one that ended, as often as need be.
 */
final class ServedJournal implements JournalKeeper {
    private static final long LONGEST_WAIT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final long BETWEEN_STARTS_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_MS = 1;

    private final TapSession session;
    private final Function<Path, List<String>> command;
    private final ConcurrentLinkedQueue<String> reports = new ConcurrentLinkedQueue<>();
    private Process process;
    private long startedNs;
    private boolean isFinished;

    /**
     * Makes the session and starts its writer.
     *
     * @param command what starts a writer of the session in a directory
     */
    ServedJournal(final JournalContext context, final Function<Path, List<String>> command) {
        this.command = command;
        session = TapSession.create(context);
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
            throw new JournalException("the journal's process cannot be started: " + e.getMessage(), e);
        }
    }

    /** Now and then, by one thread: a writer that has ended is replaced. */
    synchronized void watch() {
        if (!isFinished && !process.isAlive() && System.nanoTime() - startedNs > BETWEEN_STARTS_NS) {
            reports.add("the journal's process ended with " + process.exitValue()
                    + "; another takes its place, and nothing is lost meanwhile");
            startWriter();
        }
    }

    @Override
    public JournalTap tap() {
        return session.tap();
    }

    @Override
    public void drain() {
        if (!await(session::isEmpty)) {
            throw new JournalException("the journal's process does not write; " + session.directory());
        }
    }

    private interface Condition {
        boolean holds();
    }

    private boolean await(final Condition condition) {
        final long deadlineNs = System.nanoTime() + LONGEST_WAIT_NS;
        while (!condition.holds() && !isDiskFull() && System.nanoTime() < deadlineNs) {
            watch();
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return condition.holds();
    }

    @Override
    public void start() {
        // It writes since it is there.
    }

    /** A writer that dies between the last record and the seal has taken the word that nothing follows with it. */
    @Override
    public void finish(final Runnable lastWords) {
        await(session::isEmpty);
        lastWords.run();
        Process told = null;
        final long deadlineNs = System.nanoTime() + LONGEST_WAIT_NS;
        while (!session.status().isSealed() && !isDiskFull() && System.nanoTime() < deadlineNs) {
            if (told != process && session.end()) {
                told = process;
            }
            await(() -> session.status().isSealed() || !process.isAlive());
            watch();
        }
        if (!session.status().isSealed()) {
            throw new JournalException(session.directory() + ": not ended in order: "
                    + (isDiskFull() ? "the disk is full" : "its process does not end"));
        }
        isFinished = true;
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

    /** A writer that is still there has nobody to write for any more; what it had not come to is found in the tap. */
    @Override
    public synchronized void close() {
        isFinished = true;
        process.destroy();
        session.close();
    }
}
