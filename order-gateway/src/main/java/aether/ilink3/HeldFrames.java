package aether.ilink3;

import aether.state.StateFields;
import org.agrona.concurrent.UnsafeBuffer;

/** Live frames that wait while older ones are being retransmitted. Fixed room. */
final class HeldFrames {
    private final UnsafeBuffer buffer;
    private int length;
    private int count;

    HeldFrames(final int bytes) {
        buffer = new UnsafeBuffer(new byte[bytes]);
    }

    /** False when there is no room. */
    boolean add(final org.agrona.DirectBuffer source, final int offset, final int frameLength) {
        if (length + frameLength > buffer.capacity()) {
            return false;
        }
        buffer.putBytes(length, source, offset, frameLength);
        length += frameLength;
        count++;
        return true;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        length = 0;
        count = 0;
    }

    void state(final StateFields fields) {
        count = fields.count(count, buffer.capacity());
        length = fields.count(length, buffer.capacity());
        for (int at = 0; at < length; at += Long.BYTES) {
            final int bytes = Math.min(Long.BYTES, length - at);
            put(at, bytes, fields.number(get(at, bytes)));
        }
    }

    private long get(final int at, final int bytes) {
        long word = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            word = word << Byte.SIZE | buffer.getByte(at + i) & 0xFF;
        }
        return word;
    }

    private void put(final int at, final int bytes, final long word) {
        for (int i = 0; i < bytes; i++) {
            buffer.putByte(at + i, (byte) (word >>> i * Byte.SIZE));
        }
    }

    /** Hands out all frames in order, and forgets them. */
    void drain(final FrameAssembler.FrameHandler handler) {
        final int end = length;
        clear();
        int at = 0;
        while (at < end) {
            final int size = Sofh.size(buffer, at);
            handler.onFrame(buffer, at, size);
            at += size;
        }
    }
}
