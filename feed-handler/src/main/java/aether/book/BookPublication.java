package aether.book;

import aether.feed.MarketMessage;
import aether.nic.words.SharedWords;
import aether.reader.BookFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
    private final SharedWords file;
    private final Path path;
    private final int slots;
    private final int depth;
    private final int slotWords;
    private final long[] sequences;
    private final long[] tradePrices;
    private final long[] tradeSizes;
    private final int[] tradeSides;
    private final byte[] states;
    private int used;

    private BookPublication(final Path path, final SharedWords file, final int slots, final int depth) {
        this.path = path;
        this.file = file;
        this.slots = slots;
        this.depth = depth;
        slotWords = (int) BookFile.slotLength(depth) / Long.BYTES;
        sequences = new long[slots];
        tradePrices = new long[slots];
        tradeSizes = new long[slots];
        tradeSides = new int[slots];
        states = new byte[slots];
        file.put(word(BookFile.SLOTS_OFFSET), pair(slots, depth));
        file.put(word(BookFile.VERSION_OFFSET), BookFile.VERSION);
        // Last: a file with the magic number is whole.
        file.putRelease(0, BookFile.MAGIC);
    }

    /**
     * Makes a file of published books; one that is there is replaced, and its readers keep the old one.
     *
     * @param slots instruments that there is room for
     * @param depth rows of each side, 1 to {@link BookFile#MAX_DEPTH}
     * @throws UncheckedIOException when the file cannot be made
     */
    public static BookPublication create(final Path path, final int slots, final int depth) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.deleteIfExists(path);
            final SharedWords file = SharedWords.create(path, BookFile.length(slots, depth));
            return new BookPublication(path, file, slots, depth);
        } catch (final IOException e) {
            throw new UncheckedIOException(path + ": books cannot be published there", e);
        }
    }

    /** As {@link #create}, in memory of this process; {@code memory} must hold {@link BookFile#length} bytes, all zero. */
    static BookPublication in(final SharedWords memory, final int slots, final int depth) {
        return new BookPublication(null, memory, slots, depth);
    }

    @Override
    public void onBook(final InstrumentBook instrument, final BookEvent event) {
        final int slot = instrument.index();
        if (slot >= slots) {
            return;
        }
        final int at = begin(slot);
        final MarketMessage message = event.message();
        final PriceBook book = instrument.book();
        states[slot] = (byte) instrument.state().ordinal();
        head(slot, at, instrument);
        file.put(at + word(BookFile.EVENT_ID), event.eventId());
        file.put(at + word(BookFile.RPT_SEQ), instrument.rptSeq());
        file.put(at + word(BookFile.PACKET), message.packetSequence());
        file.put(at + word(BookFile.TRANSACT_TIME), message.transactTimeNs());
        file.put(at + word(BookFile.RX_TIME), message.rxTimeNs());
        file.put(at + word(BookFile.EXPONENT), pair(instrument.priceExponent(), tradeSides[slot]));
        if ((event.flags() & BookEvent.TRADE) != 0) {
            file.put(at + word(BookFile.TRADE_PRICE), tradePrices[slot]);
            file.put(at + word(BookFile.TRADE_SIZE), tradeSizes[slot]);
        }
        if ((event.flags() & (BookEvent.BOOK | BookEvent.RECOVERED | BookEvent.INCOMPLETE)) != 0) {
            final int bids = book.bid().copyChanges(file, at + word(BookFile.ROWS), depth);
            final int offers =
                    book.offer().copyChanges(file, at + word(BookFile.ROWS) + depth * BookFile.ROW_WORDS, depth);
            file.put(at + word(BookFile.BID_ROWS), pair(bids, offers));
        }
        end(slot, at);
    }

    private static int word(final int offset) {
        return offset / Long.BYTES;
    }

    /** Of a text, from there on; 0 behind its end. */
    private static long eightBytes(final byte[] text, final int from) {
        long word = 0;
        for (int i = Math.min(text.length, from + Long.BYTES) - 1; i >= from; i--) {
            word = word << Byte.SIZE | text[i] & 0xFF;
        }
        return word;
    }

    /** Two neighbours in one write. */
    private static long pair(final int first, final int second) {
        return (long) second << Integer.SIZE | first & 0xFFFFFFFFL;
    }

    private int begin(final int slot) {
        if (slot >= used) {
            used = slot + 1;
            file.putRelease(word(BookFile.USED_OFFSET), used);
        }
        final int at = word(BookFile.HEADER_LENGTH) + slot * slotWords;
        file.putOpaque(at, sequences[slot] + 1);
        VarHandle.storeStoreFence();
        return at;
    }

    private void end(final int slot, final int at) {
        sequences[slot] += 2;
        file.putRelease(at, sequences[slot]);
    }

    /** SecurityID, both states and the trading status, in one write. */
    private void head(final int slot, final int at, final InstrumentBook instrument) {
        final int what = states[slot] & 0xFF
                | instrument.orderState().ordinal() << 8
                | (instrument.tradingStatus() & 0xFFFF) << 16;
        file.put(at + word(BookFile.SECURITY_ID), pair(instrument.securityId(), what));
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
            final int at = begin(slot);
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
        final int at = begin(slot);
        head(slot, at, instrument);
        final byte[] symbol = instrument.symbol().getBytes(StandardCharsets.US_ASCII);
        for (int word = 0; word < word(BookFile.SYMBOL_LENGTH); word++) {
            file.put(at + word(BookFile.SYMBOL) + word, eightBytes(symbol, word * Long.BYTES));
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
        file.putRelease(word(BookFile.ALIVE_OFFSET), nowNs);
    }

    /** Where the books are published. */
    public Path path() {
        return path;
    }

    /** Ends the publication; the file stays until the next one replaces it. */
    @Override
    public void close() {
        // The mapping goes with the last who can reach it: nobody writes into memory that is not there any more.
    }
}
