package aether.table;

import java.io.IOException;

/** One way to write a table. */
interface TableFile {
    /** Takes all rows; what it has written when it fails is of no use. */
    void write(BatchSource rows) throws IOException;
}
