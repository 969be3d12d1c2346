package aether.console;

/** Amounts of data as people read them. */
public final class Sizes {
    private static final long FIRST_IN_MEGABYTES = 10_000;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private Sizes() {}

    /** Bytes, or megabytes (10^6) with one decimal. */
    public static String bytes(final long bytes) {
        return bytes < FIRST_IN_MEGABYTES ? bytes + " B" : String.format("%.1f MB", bytes / BYTES_PER_MEGABYTE);
    }
}
