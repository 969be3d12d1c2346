package aether.venue;

import aether.venue.MatchingEngine.Level;
import aether.venue.PublishedSide.Entry;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows without orders behind them, such as implied ones, as they were published last; and the entries that lead to other
 * rows: the rows that differ are changed in place, further ones are added or deleted at the end.
 */
final class PublishedRows {
    private final List<Level> rows = new ArrayList<>();

    List<Entry> update(final List<Level> target) {
        final List<Entry> entries = new ArrayList<>();
        for (int row = rows.size() - 1; row >= target.size(); row--) {
            entries.add(new Entry(PublishedSide.DELETE, row, rows.remove(row)));
        }
        for (int row = 0; row < target.size(); row++) {
            if (row == rows.size()) {
                rows.add(target.get(row));
                entries.add(new Entry(PublishedSide.NEW, row, target.get(row)));
            } else if (!rows.get(row).equals(target.get(row))) {
                rows.set(row, target.get(row));
                entries.add(new Entry(PublishedSide.CHANGE, row, target.get(row)));
            }
        }
        return entries;
    }

    List<Level> rows() {
        return List.copyOf(rows);
    }

    void clear() {
        rows.clear();
    }
}
