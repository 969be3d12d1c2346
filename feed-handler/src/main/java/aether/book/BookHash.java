package aether.book;

/** One step of the 64-bit hash over canonical state: the same on every machine, and sensitive to order. */
public final class BookHash {
    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xD6E8FEB86659FD93L;

    private BookHash() {}

    /** Folds one value in. */
    public static long mix(final long hash, final long value) {
        return Long.rotateLeft((hash ^ value * FIRST) * SECOND, 32);
    }
}
