package aether.console;

/** Amounts of data as people read them. */
public final class Sizes {
    private static final long FIRST_IN_KILOBYTES = 10_000;
    private static final long FIRST_IN_MEGABYTES = 1_000_000;
    private static final double BYTES_PER_KILOBYTE = 1e3;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    private Sizes() {}

    /** Bytes, or kilobytes (10^3) or megabytes (10^6) with one decimal. */
    public static String bytes(final long bytes) {
        if (bytes < FIRST_IN_KILOBYTES) {
            return bytes + " B";
        }
        return bytes < FIRST_IN_MEGABYTES
                ? String.format("%.1f kB", bytes / BYTES_PER_KILOBYTE)
                : String.format("%.1f MB", bytes / BYTES_PER_MEGABYTE);
    }
}
