package aether.table;

/** Where a file's writer gets its rows from. */
interface BatchSource {
    /**
     * Waits for it; the one before may be filled again.
     *
     * @return null when there are no more
     */
    TableBatch next();
}
