package aether.table;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Rows on their way to a file, which a thread of its own writes. The one who fills them waits when all {@value #BATCHES} batches are under way: memory
 * does not grow with the table.
 */
public final class TableRows implements AutoCloseable {
    private static final int BATCHES = 4;
    private static final long LOOK_MS = 50;

    private final TableSchema schema;
    private final TextPool texts = new TextPool();
    private final String[] newestTexts;
    private final long[] newestNumbers;
    private final BlockingQueue<TableBatch> free = new ArrayBlockingQueue<>(BATCHES);
    private final BlockingQueue<TableBatch> full = new ArrayBlockingQueue<>(BATCHES);
    private final Thread writer;
    private volatile Throwable failure;
    private volatile boolean isEnded;
    private TableBatch batch;
    private long count;
    private long firstNs = Long.MAX_VALUE;
    private long lastNs = Long.MIN_VALUE;

    TableRows(final TableSchema schema, final TableFile file) {
        this.schema = schema;
        newestTexts = new String[schema.columns().size()];
        newestNumbers = new long[schema.columns().size()];
        for (int i = 0; i < BATCHES; i++) {
            free.add(new TableBatch(schema, texts));
        }
        batch = free.remove();
        writer = new Thread(() -> write(file), "table-" + schema.name());
        writer.setDaemon(true);
        writer.start();
    }

    private void write(final TableFile file) {
        final Handed handed = new Handed();
        try {
            file.write(handed);
        } catch (final IOException | RuntimeException | Error e) {
            failure = e;
        }
    }

    /** A cell of the row that is being filled; those that are not set have no value. */
    public TableRows set(final int column, final long cell) {
        batch.set(column, cell);
        return this;
    }

    /** As above; null and the empty text are no value. */
    public TableRows set(final int column, final String text) {
        if (text != null && !text.isEmpty()) {
            batch.set(column, number(column, text));
        }
        return this;
    }

    /** The same text often comes again, as the same object. */
    private long number(final int column, final String text) {
        if (newestTexts[column] != text) {
            newestTexts[column] = text;
            newestNumbers[column] = texts.number(text);
        }
        return newestNumbers[column];
    }

    /**
     * The row is complete.
     *
     * @param timeNs its first cell
     * @throws TableException when the file cannot be written
     */
    public void endRow(final long timeNs) {
        batch.set(0, timeNs);
        count++;
        firstNs = Math.min(firstNs, timeNs);
        lastNs = Math.max(lastNs, timeNs);
        if (batch.endRow()) {
            hand(batch);
            batch = take(free);
            batch.clear();
        }
    }

    private void hand(final TableBatch filled) {
        requireWriter();
        full.add(filled);
    }

    private TableBatch take(final BlockingQueue<TableBatch> from) {
        try {
            TableBatch taken = from.poll(LOOK_MS, TimeUnit.MILLISECONDS);
            while (taken == null) {
                requireWriter();
                taken = from.poll(LOOK_MS, TimeUnit.MILLISECONDS);
            }
            return taken;
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TableException(schema.name() + ": interrupted", e);
        }
    }

    private void requireWriter() {
        if (failure != null) {
            throw new TableException(schema.name() + ": cannot be written: " + failure.getMessage(), failure);
        }
    }

    public TableSchema schema() {
        return schema;
    }

    /** Rows so far. */
    public long count() {
        return count;
    }

    /** The least time of a row, nanoseconds since the epoch; of no meaning while there is none. */
    public long firstNs() {
        return firstNs;
    }

    /** The greatest time of a row. */
    public long lastNs() {
        return lastNs;
    }

    /**
     * All rows are there; returns when they are written.
     *
     * @throws TableException when they are not
     */
    public void finish() {
        if (batch.rows() > 0) {
            hand(batch);
        }
        isEnded = true;
        awaitWriter();
        requireWriter();
    }

    private void awaitWriter() {
        try {
            writer.join();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = e;
        }
    }

    /** Whatever is missing stays missing. */
    @Override
    public void close() {
        if (writer.isAlive()) {
            failure = failure == null ? new IOException("broken off") : failure;
            isEnded = true;
            awaitWriter();
        }
    }

    /** The writer's end. */
    private final class Handed implements BatchSource {
        private TableBatch before;

        @Override
        public TableBatch next() {
            if (before != null) {
                free.add(before);
                before = null;
            }
            try {
                while (before == null) {
                    // In this order: what was handed over before the end is seen.
                    final boolean isLast = isEnded;
                    before = isLast ? full.poll() : full.poll(LOOK_MS, TimeUnit.MILLISECONDS);
                    if (before == null && isLast) {
                        return null;
                    }
                }
                return before;
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }
}
