package aether.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;

/** One table on its way to a file. The file, or directory of files, has its name when it is whole, and not before. */
public final class TableOutput implements AutoCloseable {
    private final Path target;
    private final Path unfinished;
    private final OutputStream out;
    private final TableRows rows;

    private TableOutput(final Path target, final Path unfinished, final OutputStream out, final TableRows rows) {
        this.target = target;
        this.unfinished = unfinished;
        this.out = out;
        this.rows = rows;
    }

    /**
     * Begins.
     *
     * @throws TableException when the directory cannot be written to
     */
    public static TableOutput in(final Path directory, final TableSchema schema, final TableForm form) {
        final Path target = target(directory, schema, form);
        final Path unfinished = directory.resolve("." + target.getFileName() + ".part");
        OutputStream out = null;
        try {
            Files.createDirectories(directory);
            IoUtil.delete(unfinished.toFile(), true);
            final TableFile file;
            if (form.format() == TableFormat.PARQUET) {
                file = new ParquetFile(unfinished, columns(schema, form), form.partedBy());
            } else {
                out = Files.newOutputStream(unfinished);
                file = form.format() == TableFormat.CSV
                        ? new CsvFile(out, schema, form.prices())
                        : new ArrowFile(out, columns(schema, form));
            }
            return new TableOutput(target, unfinished, out, new TableRows(schema, file));
        } catch (final IOException e) {
            CloseHelper.quietClose(out);
            throw new TableException(target + ": cannot be written: " + e, e);
        }
    }

    /** CSV that goes where {@code out} leads; it stays open. */
    public static TableOutput to(final OutputStream out, final TableSchema schema, final PriceForm prices) {
        return new TableOutput(null, null, null, new TableRows(schema, new CsvFile(out, schema, prices)));
    }

    /** The name of a table's file, or of the directory of its files. */
    public static Path target(final Path directory, final TableSchema schema, final TableForm form) {
        return directory.resolve(
                form.partedBy() == null ? schema.name() + form.format().suffix() : schema.name());
    }

    private static ArrowColumns columns(final TableSchema schema, final TableForm form) {
        return form.partedBy() == null
                ? ArrowColumns.of(schema, form.prices())
                : ArrowColumns.dated(schema, form.prices());
    }

    public TableRows rows() {
        return rows;
    }

    /** Where it is when it is finished; null for what was streamed. */
    public Path target() {
        return target;
    }

    /**
     * All rows are there: they are on their disk, and have no name yet.
     *
     * @throws TableException when they could not be written
     */
    public void complete() {
        rows.finish();
        if (target == null) {
            return;
        }
        try {
            CloseHelper.close(out);
            if (!Files.exists(unfinished)) {
                // Parted by something, and without a row.
                Files.createDirectories(unfinished);
            }
            force(unfinished);
        } catch (final IOException e) {
            throw new TableException(target + ": cannot be written: " + e, e);
        }
    }

    /** Gives it its name, when it is complete. */
    public void publish() {
        if (target == null) {
            return;
        }
        try {
            IoUtil.delete(target.toFile(), true);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new TableException(target + ": cannot be written: " + e, e);
        }
    }

    /** A name must not be there before its bytes. */
    private static void force(final Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }

    /** What is not published is gone. */
    @Override
    public void close() {
        rows.close();
        CloseHelper.quietClose(out);
        if (unfinished != null) {
            IoUtil.delete(unfinished.toFile(), true);
        }
    }
}
