package aether.bench.simulation;

import aether.cluster.LogListener;
import aether.cluster.LogReader;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** What a member keeps when its process ends: its log, what it has promised, and its snapshots. */
final class LogDisk {
    /**
     * A snapshot.
     *
     * @param index of the first entry behind it
     * @param head of the reader
     * @param state of the owner
     */
    private record Snapshot(int index, byte[] head, byte[] state) {}

    private static final LogEntry NOTHING = new LogEntry(-1, -1, LogEntry.Kind.TERM, new byte[0], 0);

    private final List<LogEntry> entries = new ArrayList<>();
    private Snapshot newest;
    private long term;

    int size() {
        return entries.size();
    }

    LogEntry entry(final int index) {
        return index < 0 ? NOTHING : entries.get(index);
    }

    LogEntry last() {
        return entry(size() - 1);
    }

    void append(final LogEntry entry) {
        entries.add(entry);
    }

    /** What no majority ever had makes room for what one has. */
    void cutBehind(final int size) {
        while (entries.size() > size) {
            entries.removeLast();
        }
    }

    /** The highest term that it has heard of; in that, it votes once. */
    long term() {
        return term;
    }

    void promise(final long value) {
        term = value;
    }

    /** Keeps the owner's state at a place of the log; the next entry is {@code index}. */
    void snapshot(final LogReader reader, final int index, final long position, final IdleStrategy idle) {
        final LogListener.Checkpoint checkpoint = reader.state(position, idle);
        final byte[] state = new byte[checkpoint.length()];
        checkpoint.buffer().getBytes(0, state);
        newest = new Snapshot(index, reader.head(checkpoint).byteArray(), state);
    }

    /** Hands over the newest snapshot, if there is one; returns the first entry behind it. */
    int restore(final LogReader reader, final IdleStrategy idle) {
        if (newest == null) {
            return 0;
        }
        final UnsafeBuffer state = reader.onHead(new UnsafeBuffer(newest.head()), 0, newest.head().length);
        state.putBytes(0, newest.state());
        reader.onLoaded(state, idle);
        return newest.index();
    }

    /** Whether its log has everything that a log with that end has. */
    boolean isAhead(final LogEntry otherLast) {
        return last().term() > otherLast.term()
                || last().term() == otherLast.term() && last().position() > otherLast.position();
    }
}
