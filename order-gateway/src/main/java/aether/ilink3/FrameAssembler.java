package aether.ilink3;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Cuts a TCP stream into frames: parts of a frame wait for the rest, and several frames in one read come one after the other.
 * A frame that cannot be one ends the stream: nothing behind it can be found again. One thread; does not allocate.
 */
public final class FrameAssembler {
    /** Receives whole frames. */
    @FunctionalInterface
    public interface FrameHandler {
        /** The frame lies at {@code offset}; not kept. */
        void onFrame(DirectBuffer buffer, int offset, int length);
    }

    /** What is wrong with the stream. */
    public enum Fault {
        NONE,
        /** Another encoding type than SBE. */
        ENCODING,
        /** A size smaller than the headers. */
        TOO_SHORT,
        /** A size larger than any frame. */
        TOO_LONG
    }

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[2 * Sofh.MAX_FRAME]);
    private int length;
    private Fault fault = Fault.NONE;

    /** The next bytes of the stream; returns what is wrong with it. */
    public Fault onBytes(final DirectBuffer bytes, final int offset, final int count, final FrameHandler handler) {
        int from = offset;
        int left = count;
        while (left > 0 && fault == Fault.NONE) {
            final int part = Math.min(left, buffer.capacity() - length);
            buffer.putBytes(length, bytes, from, part);
            length += part;
            from += part;
            left -= part;
            take(handler);
        }
        return fault;
    }

    private void take(final FrameHandler handler) {
        int at = 0;
        while (length - at >= Sofh.LENGTH && fault == Fault.NONE) {
            final int size = Sofh.size(buffer, at);
            fault = check(size, at);
            if (fault != Fault.NONE || size > length - at) {
                break;
            }
            handler.onFrame(buffer, at, size);
            at += size;
        }
        if (at > 0) {
            buffer.putBytes(0, buffer, at, length - at);
            length -= at;
        }
    }

    private Fault check(final int size, final int at) {
        if (Sofh.encodingType(buffer, at) != Sofh.ENCODING_TYPE) {
            return Fault.ENCODING;
        }
        return size < Sofh.BODY ? Fault.TOO_SHORT : size > Sofh.MAX_FRAME ? Fault.TOO_LONG : Fault.NONE;
    }

    /** A new stream begins. */
    public void reset() {
        length = 0;
        fault = Fault.NONE;
    }

    /** Bytes of a frame that is not whole yet. */
    public int pending() {
        return length;
    }
}
