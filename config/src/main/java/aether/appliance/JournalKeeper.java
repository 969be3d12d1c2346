package aether.appliance;

import aether.journal.JournalTap;

/** Who writes what is offered to a session's tap: a thread of this process, or a process of its own. */
interface JournalKeeper extends AutoCloseable {
    JournalTap tap();

    /**
     * Returns when everything that was offered is written; nobody offers meanwhile.
     *
     * @throws aether.journal.JournalException when it cannot be
     */
    void drain();

    /** From now on the tap is emptied by itself; the process is who it will be, and what is started is its user's. */
    void start();

    /** Ends the session in order: writes what is left, then what {@code lastWords} offer, and forces all of it to the disk. */
    void finish(Runnable lastWords);

    boolean isDiskFull();

    /** Records written so far. Any thread. */
    long records();

    /** Bytes of those. Any thread. */
    long bytes();

    /** What has happened, oldest first; null when nothing has. Any thread. */
    String nextReport();

    @Override
    void close();
}
