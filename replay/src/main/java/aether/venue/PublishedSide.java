package aether.venue;

import aether.venue.MatchingEngine.Level;
import java.util.ArrayList;
import java.util.List;

/**
 * One side as it was published last, and the entries that lead from there to the engine's present: deletes for levels that
 * are gone, news for levels that came (or came back) into view, changes for the rest. A level that is only pushed out of view
 * is not deleted: clients drop it themselves, as at CME.
 */
final class PublishedSide {
    static final int NEW = 0;
    static final int CHANGE = 1;
    static final int DELETE = 2;

    /** One book entry to be published; {@code row} counts from 0. */
    record Entry(int action, int row, Level level) {}

    private final Side side;
    private final int depth;
    private final List<Level> rows = new ArrayList<>();

    PublishedSide(final Side side, final int depth) {
        this.side = side;
        this.depth = depth;
    }

    /** Brings the published rows up to date; the entries are to be applied in order. */
    List<Entry> update(final MatchingEngine engine) {
        final List<Entry> entries = new ArrayList<>();
        final List<Level> target = engine.levels(side, depth);
        for (int row = rows.size() - 1; row >= 0; row--) {
            if (!engine.hasLevel(side, rows.get(row).price())) {
                entries.add(new Entry(DELETE, row, rows.remove(row)));
            }
        }
        for (int row = 0; row < target.size(); row++) {
            final Level level = target.get(row);
            if (row < rows.size() && rows.get(row).price() == level.price()) {
                if (!rows.get(row).equals(level)) {
                    rows.set(row, level);
                    entries.add(new Entry(CHANGE, row, level));
                }
            } else {
                rows.add(row, level);
                entries.add(new Entry(NEW, row, level));
                if (rows.size() > depth) {
                    rows.removeLast();
                }
            }
        }
        return entries;
    }

    /** Visible rows as published. */
    List<Level> rows() {
        return List.copyOf(rows);
    }

    void clear() {
        rows.clear();
    }
}
