package aether.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;

/** An Arrow IPC file (also called Feather, version 2), not compressed. */
final class ArrowFile implements TableFile {
    private final OutputStream out;
    private final ArrowColumns columns;

    ArrowFile(final OutputStream out, final ArrowColumns columns) {
        this.out = out;
        this.columns = columns;
    }

    @Override
    public void write(final BatchSource rows) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root = VectorSchemaRoot.create(columns.schema(), allocator);
                ArrowFileWriter writer = new ArrowFileWriter(root, null, Channels.newChannel(out))) {
            writer.start();
            for (TableBatch batch = rows.next(); batch != null; batch = rows.next()) {
                columns.fill(root, batch);
                writer.writeBatch();
            }
            writer.end();
        }
    }
}
