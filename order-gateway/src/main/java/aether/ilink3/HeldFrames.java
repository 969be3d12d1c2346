package aether.ilink3;

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
