package aether.session.dbn;

import aether.book.BookContext;
import aether.dbn.DbnFiles;
import aether.session.JournalReplay;
import aether.session.RecordedSession;
import java.nio.file.Path;
import java.util.List;

/**
 * A session in Databento's files, played through the books of the live feed: a channel for each publisher.
 *
 * @param start what is known of a book before its first clear or snapshot
 */
public record DbnSession(List<Path> files, BookContext.Start start) implements RecordedSession {
    /** Whether files are meant as such a session; of several, the first says so. */
    public static boolean isMeant(final List<Path> files) {
        return DbnFiles.areMeant(files);
    }

    @Override
    public String unit() {
        return "records";
    }

    @Override
    public String options() {
        return "dbn " + start;
    }

    @Override
    public Path index() {
        return RecordedSession.indexBeside(files, start);
    }

    @Override
    public DbnPlayhead open(final JournalReplay.Hearers hearers) {
        return new DbnPlayhead(files, start, hearers);
    }
}
