package aether.appliance;

import aether.host.CoreRunner;
import aether.journal.JournalContext;
import aether.journal.JournalException;
import aether.journal.JournalTap;
import aether.journal.JournalWriter;
import java.util.function.Function;
import org.agrona.CloseHelper;
import org.agrona.concurrent.Agent;

/** A thread of this process writes. */
final class InsideJournal implements JournalKeeper {
    private final JournalWriter writer;
    private final CoreRunner thread;

    /** {@code threads} makes the thread, which is not started yet. */
    InsideJournal(final JournalContext context, final Function<Agent, CoreRunner> threads) {
        writer = JournalWriter.create(context);
        thread = threads.apply(writer);
    }

    @Override
    public JournalTap tap() {
        return writer.tap();
    }

    @Override
    public void drain() {
        writer.drain();
        if (writer.isDiskFull()) {
            throw new JournalException("the disk of the journal is full");
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void finish(final Runnable lastWords) {
        thread.close();
        writer.drain();
        lastWords.run();
        writer.drain();
        if (!writer.isDiskFull()) {
            writer.seal();
        }
    }

    @Override
    public boolean isDiskFull() {
        return writer.isDiskFull();
    }

    @Override
    public long records() {
        return writer.recordsWritten();
    }

    @Override
    public long bytes() {
        return writer.bytesWritten();
    }

    @Override
    public String nextReport() {
        return writer.nextReport();
    }

    @Override
    public void close() {
        CloseHelper.quietClose(thread);
        writer.close();
    }
}
