package aether.nic.pcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;

/**
 * A sliding window over a capture: memory stays bounded whatever the file's size. Positions handed out are indexes into the
 * window and stay valid until the next {@link #ensure}.
 */
final class CaptureInput implements AutoCloseable {
    /** The largest block or record that is believed; a larger length field is damage. */
    static final int MAX_BLOCK_LENGTH = 16 * 1024 * 1024;

    private static final int WINDOW_LENGTH = 1024 * 1024;

    private final ReadableByteChannel channel;
    private ByteBuffer window = ByteBuffer.allocateDirect(WINDOW_LENGTH);
    private int position;
    private int limit;

    /** Bytes that were before the window. */
    private long before;

    /** {@code channel} is closed with this. */
    CaptureInput(final ReadableByteChannel channel) {
        this.channel = channel;
    }

    /** The window; absolute access only. */
    ByteBuffer buffer() {
        return window;
    }

    void order(final ByteOrder order) {
        window.order(order);
    }

    /** Index of the next unread byte. */
    int position() {
        return position;
    }

    /** Bytes from the start to the next unread one. */
    long offset() {
        return before + position;
    }

    /** Goes on at another place, so many bytes from the start: a place that is behind is read up to where it cannot be gone to. */
    void moveTo(final long offset) throws IOException {
        if (channel instanceof SeekableByteChannel seekable) {
            seekable.position(offset);
            before = offset;
            position = 0;
            limit = 0;
            return;
        }
        while (before + limit < offset) {
            position = limit;
            if (!ensure(1)) {
                throw new CaptureException("ends before byte " + offset);
            }
        }
        position = (int) (offset - before);
    }

    /** Index behind the last byte in the window. */
    int limit() {
        return limit;
    }

    /** Makes as much available as the window holds. */
    void fill() throws IOException {
        ensure(window.capacity() - position);
    }

    void skip(final int bytes) {
        position += bytes;
    }

    /** Makes {@code bytes} from the position on available; false when the file ends before. */
    boolean ensure(final int bytes) throws IOException {
        if (limit - position >= bytes) {
            return true;
        }
        makeRoomFor(bytes);
        window.limit(window.capacity()).position(limit);
        while (limit - position < bytes) {
            if (channel.read(window) < 0) {
                return false;
            }
            limit = window.position();
        }
        return true;
    }

    /** True when bytes are left in the window that {@link #ensure} could not complete. */
    boolean hasRest() {
        return limit > position;
    }

    private void makeRoomFor(final int bytes) {
        final ByteBuffer source = window;
        if (bytes > source.capacity()) {
            window = ByteBuffer.allocateDirect(bytes + WINDOW_LENGTH).order(source.order());
        }
        final ByteBuffer rest = source.duplicate();
        rest.limit(limit).position(position);
        window.clear();
        window.put(rest);
        before += position;
        limit -= position;
        position = 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
