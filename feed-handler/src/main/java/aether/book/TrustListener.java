package aether.book;

/** Hears of each change of a book's trust, once it is made. */
@FunctionalInterface
interface TrustListener {
    /** {@code instrument}: its place in the builder's table. */
    void onChange(int instrument, BookState before);
}
