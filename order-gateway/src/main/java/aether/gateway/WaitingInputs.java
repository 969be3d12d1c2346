package aether.gateway;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A strategy's intents while the core is at work, in order. Fixed room; what does not fit is counted, and the caller must refuse it. */
final class WaitingInputs {
    /** Takes one. */
    interface Handler {
        void onInput(OrderInput input, DirectBuffer buffer, int offset, int length);
    }

    private static final int BYTES = 64 * 1024;
    private static final int HEADER = 8;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BYTES]);
    private int end;
    private long refused;

    /** False when there is no room. */
    boolean add(final OrderInput input, final DirectBuffer source, final int length) {
        if (end + HEADER + length > BYTES) {
            refused++;
            return false;
        }
        buffer.putInt(end, input.number());
        buffer.putInt(end + 4, length);
        buffer.putBytes(end + HEADER, source, 0, length);
        end += HEADER + length;
        return true;
    }

    /** Hands all over, those included that come meanwhile. */
    void drain(final Handler handler) {
        int at = 0;
        while (at < end) {
            final int length = buffer.getInt(at + 4);
            handler.onInput(OrderInput.of(buffer.getInt(at)), buffer, at + HEADER, length);
            at += HEADER + length;
        }
        end = 0;
    }

    long refused() {
        return refused;
    }
}
