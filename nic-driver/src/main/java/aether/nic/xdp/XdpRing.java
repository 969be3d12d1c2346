package aether.nic.xdp;

import aether.nic.memory.MappedRegion;
import aether.nic.sys.Socket;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One of the four rings that a socket shares with the kernel: one side writes entries and the producer index, the other reads them
 * and writes the consumer index. Indices count up through all 32 bits. Source: the kernel's Documentation/networking/af_xdp.rst and
 * linux/if_xdp.h.
 *
 * <pre>
 *  struct xdp_ring_offset: 0 producer u64 | 8 consumer u64 | 16 entries u64 | 24 flags u64      (one for rx, tx, fill, completion)
 *  entry of fill and completion: address u64
 *  entry of rx and tx:           address u64 | length u32 | options u32
 * </pre>
 *
 * Safe because the view checks its bounds and an entry's index is masked to the ring's size.
 */
final class XdpRing implements AutoCloseable {
    /** Which ring, in the order of the structure that tells where their words are. */
    enum Kind {
        RX(0, 0L, 16, 2),
        TX(32, 0x80000000L, 16, 3),
        FILL(64, 0x100000000L, 8, 5),
        COMPLETION(96, 0x180000000L, 8, 6);

        private final int offsets;
        private final long page;
        private final int entryLength;
        private final int option;

        Kind(final int offsets, final long page, final int entryLength, final int option) {
            this.offsets = offsets;
            this.page = page;
            this.entryLength = entryLength;
            this.option = option;
        }

        /** The socket option that sets its size. */
        int option() {
            return option;
        }
    }

    private static final int NEED_WAKEUP = 1;
    private static final int LENGTH_OFFSET = 8;

    private final MappedRegion region;
    private final UnsafeBuffer words;
    private final int mask;
    private final int producer;
    private final int consumer;
    private final int entries;
    private final int flags;
    private final int entryShift;

    /** {@code offsets} is the answer of XDP_MMAP_OFFSETS; {@code size} a power of two. */
    XdpRing(final Kind kind, final Socket socket, final MemorySegment offsets, final int size) {
        producer = word(offsets, kind.offsets);
        consumer = word(offsets, kind.offsets + 8);
        entries = word(offsets, kind.offsets + 16);
        flags = word(offsets, kind.offsets + 24);
        mask = size - 1;
        entryShift = Integer.numberOfTrailingZeros(kind.entryLength);
        region = MappedRegion.shared(
                socket.fd(), kind.page, entries + ((long) size << entryShift), socket + ": " + kind + " ring");
        words = region.view();
    }

    private static int word(final MemorySegment offsets, final int at) {
        return (int) offsets.get(ValueLayout.JAVA_LONG, at);
    }

    /** What the other side has produced. */
    int produced() {
        return words.getIntAcquire(producer);
    }

    /** Gives all entries before {@code index} to the other side. */
    void produce(final int index) {
        words.putIntRelease(producer, index);
    }

    /** What the other side has consumed. */
    int consumed() {
        return words.getIntAcquire(consumer);
    }

    /** Gives the room of all entries before {@code index} back. */
    void consume(final int index) {
        words.putIntRelease(consumer, index);
    }

    /** Whether the kernel sleeps until it is called. */
    boolean needsWakeup() {
        return (words.getIntOpaque(flags) & NEED_WAKEUP) != 0;
    }

    long address(final int index) {
        return words.getLong(entries + ((index & mask) << entryShift));
    }

    int length(final int index) {
        return words.getInt(entries + ((index & mask) << entryShift) + LENGTH_OFFSET);
    }

    void address(final int index, final long address) {
        words.putLong(entries + ((index & mask) << entryShift), address);
    }

    void frame(final int index, final long address, final int length) {
        final int at = entries + ((index & mask) << entryShift);
        words.putLong(at, address);
        words.putLong(at + LENGTH_OFFSET, length);
    }

    @Override
    public void close() {
        region.close();
    }
}
