package aether.dbn;

import java.util.Arrays;

/** The records of one instrument's event so far, copied: they are told when the last one has come. */
final class DbnEvent {
    private static final int FIRST_ROOM = 512;

    private byte[] bytes = new byte[FIRST_ROOM];
    private int[] starts = new int[FIRST_ROOM / DbnRecord.HEADER];
    private int used;
    private int records;

    void add(final DbnRecord record) {
        if (bytes.length - used < record.length()) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + record.length()));
        }
        if (records == starts.length) {
            starts = Arrays.copyOf(starts, 2 * records);
        }
        starts[records++] = used;
        used = record.copyTo(bytes, used);
    }

    int size() {
        return records;
    }

    /** Bytes of its records. */
    int length() {
        return used;
    }

    boolean isEmpty() {
        return records == 0;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Where a record begins. */
    int start(final int record) {
        return starts[record];
    }

    void clear() {
        used = 0;
        records = 0;
    }
}
