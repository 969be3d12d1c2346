package aether.bench.simulation;

import java.util.ArrayList;
import java.util.List;

/** What a member keeps when its process ends: its log, what it has promised, and its snapshots. */
final class LogDisk {
    /**
     * A snapshot.
     *
     * @param index of the first entry behind it
     * @param head of the reader
     * @param state of the owner
     */
    record Snapshot(int index, byte[] head, byte[] state) {}

    private static final LogEntry NOTHING = new LogEntry(-1, -1, LogEntry.Kind.TERM, new byte[0], 0);

    private final List<LogEntry> entries = new ArrayList<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
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

    void keep(final Snapshot snapshot) {
        snapshots.add(snapshot);
    }

    /** The newest; null when there is none. */
    Snapshot snapshot() {
        return snapshots.isEmpty() ? null : snapshots.getLast();
    }

    /** Whether its log has everything that a log with that end has. */
    boolean isAhead(final LogEntry otherLast) {
        return last().term() > otherLast.term()
                || last().term() == otherLast.term() && last().position() > otherLast.position();
    }
}
