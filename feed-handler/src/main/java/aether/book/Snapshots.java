package aether.book;

import aether.feed.BookSnapshot;

/** Applies snapshots of books by price: one for each way in which venues tell such books. */
interface Snapshots {
    void start(InstrumentBook candidate, BookSnapshot snapshot);

    void level(byte entryType, int level, long price, long size, int orders);

    void statistic(byte entryType, long price, long size, int flags);

    /** The snapshot was told; returns the instrument when its book is right, or suspect, again, else null. */
    InstrumentBook end(BookSnapshot snapshot);

    /** A whole pass had no snapshot of the instrument; true when it waited to hear so. */
    boolean absent(InstrumentBook candidate, long lowestSequence);

    /** What was told of a snapshot is not needed any more. */
    void forget();

    /** True while a snapshot is being taken over, or compared. */
    boolean isOpen();
}
