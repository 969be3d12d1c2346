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
 * <p>Only rows that changed are written: a book may be published in one place only. What is needed of each slot to write it
 * lies in a cache line of the writer's own, since reading back what others look at would wait for them. In words of 8 bytes:
 *
 * <pre>
 *  0          1              2                  3         4         5        6        7
 * +----------+--------------+------------------+---------+---------+--------+--------+- - - -+
 * | sequence | SecurityID,  | price exponent,  | price   | size    | side   | state  |       |
 * |          | states, as   | aggressor, as    | of the latest trade        | that is|       |
 * |          | they are     | they are shown   |         |         |        | shown  |       |
 * +----------+--------------+------------------+---------+---------+--------+--------+- - - -+
 * </pre>
 *
 * <p>Does not allocate after construction, but for symbols. Books beyond the room of the file are left out.
 */
public final class BookPublication implements BookListener, AutoCloseable {
    private static final int SHIFT = 3;
    private static final int HEAD = 1;
    private static final int AMOUNTS = 2;
    private static final int TRADE_PRICE = 3;
    private static final int TRADE_SIZE = 4;
    private static final int TRADE_SIDE = 5;
    private static final int SHOWN_STATE = 6;
    private static final long STATE_BITS = 0xFFL << Integer.SIZE;

    private final SharedWords file;
    private final Path path;
    private final int slots;
    private final int depth;
    private final int slotWords;
    private final long[] own;
    private int used;

    private BookPublication(final Path path, final SharedWords file, final int slots, final int depth) {
        this.path = path;
        this.file = file;
        this.slots = slots;
        this.depth = depth;
        slotWords = (int) BookFile.slotLength(depth) / Long.BYTES;
        own = new long[slots << SHIFT];
        file.put(word(BookFile.SLOTS_OFFSET), pair(slots, depth));
        file.put(word(BookFile.VERSION_OFFSET), BookFile.VERSION);
        // Last: a file with the magic number is whole.
        file.putRelease(0, BookFile.MAGIC);
    }

    /**
     * Makes a file of published books; one that is there is replaced, and its readers keep the old one.
     *
     * @param slots instruments that there is room for, below 2^28
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
        final int mine = slot << SHIFT;
        final int at = begin(slot);
        final MarketMessage message = event.message();
        final long head = own[mine + HEAD];
        own[mine + SHOWN_STATE] = head & STATE_BITS;
        file.put(at + word(BookFile.SECURITY_ID), head);
        file.put(at + word(BookFile.EVENT_ID), event.eventId());
        file.put(at + word(BookFile.RPT_SEQ), instrument.rptSeq());
        file.put(at + word(BookFile.PACKET), message.packetSequence());
        file.put(at + word(BookFile.TRANSACT_TIME), message.transactTimeNs());
        file.put(at + word(BookFile.RX_TIME), message.rxTimeNs());
        if ((event.flags() & (BookEvent.BOOK | BookEvent.RECOVERED | BookEvent.INCOMPLETE)) != 0) {
            file.put(
                    at + word(BookFile.BID_ROWS), instrument.book().copyChanges(file, at + word(BookFile.ROWS), depth));
        }
        if ((event.flags() & BookEvent.TRADE) != 0) {
            file.put(at + word(BookFile.TRADE_PRICE), own[mine + TRADE_PRICE]);
            file.put(at + word(BookFile.TRADE_SIZE), own[mine + TRADE_SIZE]);
        }
        final long amounts = pair(instrument.priceExponent(), (int) own[mine + TRADE_SIDE]);
        if (amounts != own[mine + AMOUNTS]) {
            own[mine + AMOUNTS] = amounts;
            file.put(at + word(BookFile.EXPONENT), amounts);
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
        file.putOpaque(at, own[slot << SHIFT] + 1);
        VarHandle.storeStoreFence();
        return at;
    }

    private void end(final int slot, final int at) {
        file.putRelease(at, own[slot << SHIFT] += 2);
    }

    /** SecurityID, both states and the trading status, as {@link BookFile} has them in one word. */
    private static long head(final InstrumentBook instrument) {
        final int what = instrument.state().ordinal()
                | instrument.orderState().ordinal() << Byte.SIZE
                | (instrument.tradingStatus() & 0xFFFF) << Short.SIZE;
        return pair(instrument.securityId(), what);
    }

    /**
     * A book that is not to be believed any more says so at once; one that is to be believed again says so together with its
     * rows, at the end of the event.
     */
    @Override
    public void onState(final InstrumentBook instrument, final BookState before) {
        final int slot = instrument.index();
        if (slot >= slots) {
            return;
        }
        if (before.isPublished() || !instrument.state().isPublished()) {
            own[(slot << SHIFT) + SHOWN_STATE] = head(instrument) & STATE_BITS;
            publishStates(instrument);
        } else {
            own[(slot << SHIFT) + HEAD] = head(instrument);
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
            putShown(slot, at, instrument);
            end(slot, at);
        }
    }

    /** All but the state of the book by price is shown as it is now. */
    private void putShown(final int slot, final int at, final InstrumentBook instrument) {
        final int mine = slot << SHIFT;
        final long head = head(instrument);
        own[mine + HEAD] = head;
        file.put(at + word(BookFile.SECURITY_ID), head & ~STATE_BITS | own[mine + SHOWN_STATE]);
    }

    @Override
    public void onDefinition(final InstrumentBook instrument, final int changes) {
        final int slot = instrument.index();
        if (slot >= slots) {
            return;
        }
        final int at = begin(slot);
        putShown(slot, at, instrument);
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
            final int mine = slot << SHIFT;
            own[mine + TRADE_PRICE] = price;
            own[mine + TRADE_SIZE] = size;
            own[mine + TRADE_SIDE] = aggressorSide;
        }
    }

    /** What comes from here on is live; whatever was published before was recorded. From any one thread. */
    public void live(final long nowNs) {
        file.putRelease(word(BookFile.LIVE_SINCE_OFFSET), nowNs);
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
