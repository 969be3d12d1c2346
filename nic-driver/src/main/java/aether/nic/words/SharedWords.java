package aether.nic.words;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.agrona.BufferUtil;
import org.agrona.UnsafeApi;

/**
 * A file in words of 8 bytes, little-endian, that one thread writes and others read in memory. Each access is checked against the
 * bounds and costs what one to an array does; through a buffer or a segment it costs several times as much, since neither can
 * tell the compiler that the bytes are no object of the heap.
 */
public final class SharedWords {
    /** Keeps the bytes mapped. */
    private final ByteBuffer bytes;

    private final long address;
    private final int length;

    private SharedWords(final ByteBuffer bytes) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new UnsupportedOperationException("shared files are little-endian, this machine is not");
        }
        this.bytes = bytes;
        // Safe: the buffer is direct, and not unmapped before this object can be reached no more. Whoever calls,
        // reaches it.
        address = BufferUtil.address(bytes);
        length = bytes.capacity() / Long.BYTES;
    }

    /**
     * Makes a file that is not there yet, all zero.
     *
     * @param bytes its length, a multiple of 8 below 2 GB
     * @throws IOException when it cannot be made
     */
    public static SharedWords create(final Path path, final long bytes) throws IOException {
        if (bytes > Integer.MAX_VALUE) {
            throw new IOException(path + ": " + bytes + " bytes are more than a shared file may have");
        }
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new SharedWords(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes));
        }
    }

    /** Over a direct buffer of this process, all of it. */
    public static SharedWords of(final ByteBuffer direct) {
        return new SharedWords(direct);
    }

    /** Writes a word. */
    public void put(final int word, final long value) {
        UnsafeApi.putLong(addressOf(word), value);
        Reference.reachabilityFence(this);
    }

    /** Writes so many words of an array, in order. */
    public void put(final int word, final long[] source, final int from, final int count) {
        Objects.checkFromIndexSize(from, count, source.length);
        Objects.checkFromIndexSize(word, count, length);
        // Safe: all words are below the length, as has just been checked.
        final long at = address + ((long) word << 3);
        for (int i = 0; i < count; i++) {
            UnsafeApi.putLong(at + ((long) i << 3), source[from + i]);
        }
        Reference.reachabilityFence(this);
    }

    /** Writes a word, all 8 bytes at once. */
    public void putOpaque(final int word, final long value) {
        UnsafeApi.putLongOpaque(null, addressOf(word), value);
        Reference.reachabilityFence(this);
    }

    /** Writes a word; who sees it, sees everything that was written before. */
    public void putRelease(final int word, final long value) {
        UnsafeApi.putLongRelease(null, addressOf(word), value);
        Reference.reachabilityFence(this);
    }

    private long addressOf(final int word) {
        // Safe: a word below the length lies in the buffer, whole.
        return address + ((long) Objects.checkIndex(word, length) << 3);
    }

    @Override
    public String toString() {
        return length + " words of " + bytes;
    }
}
