package aether.book;

/** What a new or changed level with a size of zero, or none, means at a venue. */
public enum SizeZero {
    /** The entry is wrong: a book fault. */
    FAULT,
    /** The level is gone; for a new level, nothing happens. */
    DELETE
}
