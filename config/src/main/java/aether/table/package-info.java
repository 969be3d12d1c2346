/** Tables of typed columns, and the files that they become: CSV, Apache Arrow and Parquet. Knows nothing of markets. */
package aether.table;
