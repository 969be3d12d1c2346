package aether.book;

import static aether.reader.BookFile.INT;
import static aether.reader.BookFile.LONG;

import aether.feed.MarketMessage;
import aether.reader.BookFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The books in shared memory: the top rows of every book, its state, event and last trade, for readers in any thread or
 * process ({@link aether.reader.BookReader}). One writer, the feed's thread, which never waits: each slot has a sequence that
 * is odd while the slot is being written, and readers try again. A reader that stops, or is killed, changes nothing.
 *
 * <p>Only rows that changed are written: a book may be published in one place only.
 *
 * <p>Does not allocate after construction, but for symbols. Books beyond the room of the file are left out.
 */
public final class BookPublication implements BookListener, AutoCloseable {
    private final Arena arena;
    private final MemorySegment file;
    private final Path path;
    private final int slots;
    private final int depth;
    private final long slotLength;
    private final long[] sequences;
    private final long[] tradePrices;
    private final long[] tradeSizes;
    private final int[] tradeSides;
    private final byte[] states;
    private int used;

    private BookPublication(
            final Path path, final Arena arena, final MemorySegment file, final int slots, final int depth) {
        this.path = path;
        this.arena = arena;
        this.file = file;
        this.slots = slots;
        this.depth = depth;
        slotLength = BookFile.slotLength(depth);
        sequences = new long[slots];
        tradePrices = new long[slots];
        tradeSizes = new long[slots];
        tradeSides = new int[slots];
        states = new byte[slots];
        file.set(INT, BookFile.SLOTS_OFFSET, slots);
        file.set(INT, BookFile.DEPTH_OFFSET, depth);
        file.set(LONG, BookFile.VERSION_OFFSET, BookFile.VERSION);
        // Last: a file with the magic number is whole.
        BookFile.ORDERED.setRelease(file, 0L, BookFile.MAGIC);
    }

    /**
     * Makes a file of published books; one that is there is replaced, and its readers keep the old one.
     *
     * @param slots instruments that there is room for
     * @param depth rows of each side, 1 to {@link BookFile#MAX_DEPTH}
     * @throws UncheckedIOException when the file cannot be made
     */
    public static BookPublication create(final Path path, final int slots, final int depth) {
        final Arena arena = Arena.ofShared();
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.deleteIfExists(path);
            try (FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                final MemorySegment file =
                        channel.map(FileChannel.MapMode.READ_WRITE, 0, BookFile.length(slots, depth), arena);
                return new BookPublication(path, arena, file, slots, depth);
            }
        } catch (final IOException e) {
            arena.close();
            throw new UncheckedIOException(path + ": books cannot be published there", e);
        }
    }

    /** As {@link #create}, in memory of this process; {@code memory} must hold {@link BookFile#length} bytes, all zero. */
    static BookPublication in(final MemorySegment memory, final int slots, final int depth) {
        return new BookPublication(null, null, memory, slots, depth);
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        final int slot = instrument.index();
        if (slot >= slots) {
            return;
        }
        final long at = begin(slot);
        final MarketMessage message = event.message();
        final PriceBook book = instrument.book();
        states[slot] = (byte) instrument.state().ordinal();
        head(slot, at, instrument);
        file.set(LONG, at + BookFile.EVENT_ID, event.eventId());
        file.set(LONG, at + BookFile.RPT_SEQ, instrument.rptSeq());
        file.set(LONG, at + BookFile.PACKET, message.packetSequence());
        file.set(LONG, at + BookFile.TRANSACT_TIME, message.transactTimeNs());
        file.set(LONG, at + BookFile.RX_TIME, message.rxTimeNs());
        file.set(LONG, at + BookFile.EXPONENT, pair(instrument.priceExponent(), tradeSides[slot]));
        if ((event.flags() & BookEvent.TRADE) != 0) {
            file.set(LONG, at + BookFile.TRADE_PRICE, tradePrices[slot]);
            file.set(LONG, at + BookFile.TRADE_SIZE, tradeSizes[slot]);
        }
        if ((event.flags() & (BookEvent.BOOK | BookEvent.RECOVERED | BookEvent.INCOMPLETE)) != 0) {
            final int bids = book.bid().copyChanges(file, at + BookFile.ROWS, depth);
            final int offers =
                    book.offer().copyChanges(file, at + BookFile.ROWS + depth * (long) BookSide.ROW_LENGTH, depth);
            file.set(LONG, at + BookFile.BID_ROWS, pair(bids, offers));
        }
        end(slot, at);
    }

    /** Two neighbours in one write. */
    private static long pair(final int first, final int second) {
        return (long) second << 32 | first & 0xFFFFFFFFL;
    }

    private static long at(final int slot, final long slotLength) {
        return BookFile.HEADER_LENGTH + slot * slotLength;
    }

    private long begin(final int slot) {
        if (slot >= used) {
            used = slot + 1;
            BookFile.ORDERED.setRelease(file, (long) BookFile.USED_OFFSET, (long) used);
        }
        final long at = at(slot, slotLength);
        BookFile.ORDERED.setOpaque(file, at, sequences[slot] + 1);
        VarHandle.storeStoreFence();
        return at;
    }

    private void end(final int slot, final long at) {
        sequences[slot] += 2;
        BookFile.ORDERED.setRelease(file, at, sequences[slot]);
    }

    /** SecurityID, both states and the trading status, in one write. */
    private void head(final int slot, final long at, final InstrumentBook instrument) {
        final int what = states[slot] & 0xFF
                | instrument.orderState().ordinal() << 8
                | (instrument.tradingStatus() & 0xFFFF) << 16;
        file.set(LONG, at + BookFile.SECURITY_ID, pair(instrument.securityId(), what));
    }

    /**
     * A book that is not to be believed any more says so at once; one that is to be believed again says so together with its
     * rows, at the end of the event.
     */
    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        if (instrument.index() < slots
                && (before.isPublished() || !instrument.state().isPublished())) {
            states[instrument.index()] = (byte) instrument.state().ordinal();
            publishStates(instrument);
        }
    }

    @Override
    public void onOrderState(final InstrumentBook instrument, final BookState before) {
        publishStates(instrument);
    }

    @Override
    public void onStatus(final InstrumentBook instrument) {
        publishStates(instrument);
    }

    private void publishStates(final InstrumentBook instrument) {
        final int slot = instrument.index();
        if (slot < slots) {
            final long at = begin(slot);
            head(slot, at, instrument);
            end(slot, at);
        }
    }

    @Override
    public void onDefinition(final InstrumentBook instrument, final int changes) {
        final int slot = instrument.index();
        if (slot >= slots) {
            return;
        }
        final long at = begin(slot);
        head(slot, at, instrument);
        final byte[] symbol = instrument.symbol().getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < BookFile.SYMBOL_LENGTH; i++) {
            file.set(ValueLayout.JAVA_BYTE, at + BookFile.SYMBOL + i, i < symbol.length ? symbol[i] : 0);
        }
        end(slot, at);
    }

    @Override
    public void onTrade(
            final InstrumentBook instrument,
            final long price,
            final long size,
            final int aggressorSide,
            final int action) {
        final int slot = instrument.index();
        if (slot < slots && action == UpdateAction.NEW) {
            tradePrices[slot] = price;
            tradeSizes[slot] = size;
            tradeSides[slot] = aggressorSide;
        }
    }

    /** The appliance is alive: what has not changed since is as it was. From any one thread. */
    public void alive(final long nowNs) {
        BookFile.ORDERED.setRelease(file, (long) BookFile.ALIVE_OFFSET, nowNs);
    }

    /** Where the books are published. */
    public Path path() {
        return path;
    }

    /** Ends the publication; the file stays until the next one replaces it. */
    @Override
    public void close() {
        if (arena != null) {
            arena.close();
        }
    }
}
