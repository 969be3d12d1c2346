package aether.reader;

import static aether.reader.BookFile.INT;
import static aether.reader.BookFile.LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads books that a running appliance publishes, from any thread and any process; the appliance does not notice. Each thread
 * uses views of its own.
 *
 * <pre>
 *  try (BookReader books = BookReader.open(Path.of("/dev/shm/aether/310.books"))) {
 *      BookView view = books.newView();
 *      int slot = books.find("ESZ6");
 *      if (slot &gt;= 0 &amp;&amp; books.read(slot, view) &amp;&amp; view.isLive()) {
 *          … view.bidPrice(0) …
 * </pre>
 */
public final class BookReader implements AutoCloseable {
    /**
     * Attempts of one {@link #read}. One fails when the writer publishes that very book while it is being copied; all of them
     * fail only when the writer's thread is halted in the middle of it, as on a machine that is short of cores: some tens of
     * microseconds.
     */
    public static final int MAX_ATTEMPTS = 1000;

    /** No such instrument. */
    public static final int NOT_FOUND = -1;

    private final Arena arena;
    private final MemorySegment file;
    private final int slots;
    private final int depth;
    private final long slotLength;

    private BookReader(final Arena arena, final MemorySegment file) {
        this.arena = arena;
        this.file = file;
        slots = file.get(INT, BookFile.SLOTS_OFFSET);
        depth = file.get(INT, BookFile.DEPTH_OFFSET);
        slotLength = BookFile.slotLength(depth);
    }

    /**
     * Opens a file of published books.
     *
     * @throws IOException when it cannot be read, or is no such file
     */
    public static BookReader open(final Path path) throws IOException {
        final Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            final MemorySegment file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            requireBooks(path, file);
            return new BookReader(arena, file);
        } catch (final IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    /** Books in memory of this process; closing the reader leaves the memory alone. */
    public static BookReader of(final MemorySegment books) {
        return new BookReader(null, books);
    }

    private static void requireBooks(final Path path, final MemorySegment file) throws IOException {
        if (file.byteSize() < BookFile.HEADER_LENGTH
                || file.get(LONG, 0) != BookFile.MAGIC
                || file.get(LONG, BookFile.VERSION_OFFSET) != BookFile.VERSION) {
            throw new IOException(path + ": no published books of version " + BookFile.VERSION);
        }
        final int depth = file.get(INT, BookFile.DEPTH_OFFSET);
        final int slots = file.get(INT, BookFile.SLOTS_OFFSET);
        if (depth < 1 || depth > BookFile.MAX_DEPTH || slots < 1 || BookFile.length(slots, depth) > file.byteSize()) {
            throw new IOException(path + ": published books with a damaged header");
        }
    }

    /** Instruments so far; their slots are 0 to one less. */
    public int size() {
        return (int) Math.min(slots, (long) BookFile.ORDERED.getAcquire(file, (long) BookFile.USED_OFFSET));
    }

    /** When the appliance said last that it is alive, nanoseconds since the epoch; it does so several times a second. */
    public long lastAliveNs() {
        return (long) BookFile.ORDERED.getAcquire(file, (long) BookFile.ALIVE_OFFSET);
    }

    /** Since when what is published is the market as it is, nanoseconds since the epoch; 0 while it is what was recorded once ({@code aether run --from}). */
    public long liveSinceNs() {
        return (long) BookFile.ORDERED.getAcquire(file, (long) BookFile.LIVE_SINCE_OFFSET);
    }

    /** A view for {@link #read}. */
    public BookView newView() {
        return new BookView(depth);
    }

    /** The slot of an instrument by SecurityID, or {@link #NOT_FOUND}. It never changes while the appliance runs. */
    public int find(final int securityId) {
        for (int slot = 0; slot < size(); slot++) {
            if (file.get(INT, at(slot) + BookFile.SECURITY_ID) == securityId) {
                return slot;
            }
        }
        return NOT_FOUND;
    }

    /** The slot of an instrument by symbol, or {@link #NOT_FOUND}. */
    public int find(final String symbol) {
        final BookView view = newView();
        for (int slot = 0; slot < size(); slot++) {
            if (read(slot, view) && view.symbol().equals(symbol)) {
                return slot;
            }
        }
        return NOT_FOUND;
    }

    /**
     * Copies a book.
     *
     * @return false when {@link #MAX_ATTEMPTS} did not suffice: try again later
     */
    public boolean read(final int slot, final BookView view) {
        final long at = at(slot);
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            final long before = (long) BookFile.ORDERED.getAcquire(file, at);
            if ((before & 1) == 0) {
                MemorySegment.copy(file, at, view.copy, 0, slotLength);
                VarHandle.loadLoadFence();
                if ((long) BookFile.ORDERED.getOpaque(file, at) == before) {
                    return true;
                }
            }
            Thread.onSpinWait();
        }
        return false;
    }

    private long at(final int slot) {
        if (slot < 0 || slot >= slots) {
            throw new IndexOutOfBoundsException("slot " + slot + " of " + slots);
        }
        return BookFile.HEADER_LENGTH + slot * slotLength;
    }

    @Override
    public void close() {
        if (arena != null) {
            arena.close();
        }
    }
}
