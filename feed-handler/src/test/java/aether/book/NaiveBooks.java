package aether.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Books by price, slow and obvious: a list of rows for each side, written from the rules and not from the fast code. Knows
 * books that start empty and settings in which every entry either applies or is a fault.
 */
public final class NaiveBooks {
    /** A row. */
    public record Row(long price, long size, int orders) {}

    private final int depth;
    private final int impliedDepth;
    private final RangeDelete rangeDelete;
    private final Map<String, List<Row>> sides = new TreeMap<>();

    public NaiveBooks(final int depth, final int impliedDepth, final RangeDelete rangeDelete) {
        this.depth = depth;
        this.impliedDepth = impliedDepth;
        this.rangeDelete = rangeDelete;
    }

    /** The rows of a side, best first. */
    public List<Row> side(final int securityId, final char type) {
        return sides.computeIfAbsent(securityId + "/" + type, key -> new ArrayList<>());
    }

    private int depth(final char type) {
        return type == 'E' || type == 'F' ? impliedDepth : depth;
    }

    /** Applies one entry; false when it is a fault, and then nothing is changed. */
    public boolean apply(final int securityId, final char type, final int action, final int level, final Row row) {
        final List<Row> rows = side(securityId, type);
        if (level < 1 || level > depth(type)) {
            return false;
        }
        return switch (action) {
            case 0 -> insert(rows, level, row, depth(type));
            case 1 -> change(rows, level, row);
            case 2 -> delete(rows, level);
            case 3 -> thru(rows, level);
            case 4 -> from(rows, level);
            case 5 -> overlay(rows, level, row);
            default -> false;
        };
    }

    private static boolean insert(final List<Row> rows, final int level, final Row row, final int depth) {
        if (level > rows.size() + 1) {
            return false;
        }
        rows.add(level - 1, row);
        while (rows.size() > depth) {
            rows.remove(rows.size() - 1);
        }
        return true;
    }

    private static boolean change(final List<Row> rows, final int level, final Row row) {
        if (level > rows.size()) {
            return false;
        }
        rows.set(level - 1, row);
        return true;
    }

    private static boolean delete(final List<Row> rows, final int level) {
        if (level > rows.size()) {
            return false;
        }
        rows.remove(level - 1);
        return true;
    }

    private static boolean overlay(final List<Row> rows, final int level, final Row row) {
        if (level > rows.size() + 1) {
            return false;
        }
        if (level == rows.size() + 1) {
            rows.add(row);
        } else {
            rows.set(level - 1, row);
        }
        return true;
    }

    private boolean thru(final List<Row> rows, final int level) {
        switch (rangeDelete) {
            case FROM_WORSE_THRU_BEST -> removeBest(rows, level);
            case FROM_BEST_THRU_SIDE -> rows.clear();
            case THRU_WORSE_FROM_BEST -> removeWorse(rows, level);
        }
        return true;
    }

    private boolean from(final List<Row> rows, final int level) {
        switch (rangeDelete) {
            case FROM_WORSE_THRU_BEST -> removeWorse(rows, level);
            case FROM_BEST_THRU_SIDE, THRU_WORSE_FROM_BEST -> removeBest(rows, level);
        }
        return true;
    }

    private static void removeBest(final List<Row> rows, final int level) {
        for (int i = 0; i < level && !rows.isEmpty(); i++) {
            rows.remove(0);
        }
    }

    private static void removeWorse(final List<Row> rows, final int level) {
        while (rows.size() >= level) {
            rows.remove(rows.size() - 1);
        }
    }

    /** Empties the instrument. */
    public void clear(final int securityId) {
        for (final char type : new char[] {'0', '1', 'E', 'F'}) {
            side(securityId, type).clear();
        }
    }

    /** The rows of a fast side, to be compared. */
    public static List<Row> rowsOf(final BookSide side) {
        final List<Row> rows = new ArrayList<>();
        for (int row = 0; row < side.rows(); row++) {
            rows.add(side.isSet(row) ? new Row(side.price(row), side.size(row), side.orders(row)) : null);
        }
        return rows;
    }
}
