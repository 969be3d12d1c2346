package aether.nic;

import org.agrona.DirectBuffer;

/** Receives frames from a {@link FrameSource}. */
@FunctionalInterface
public interface FrameHandler {
    /**
     * One Ethernet frame.
     *
     * @param frame the source's own reusable buffer, wrapped tightly on exactly this frame: index 0 is the first byte of
     *     the destination MAC address. Valid during the call only.
     * @param length of the frame in bytes; equal to {@code frame.capacity()}
     * @param rxTimeNs receive time, nanoseconds since the Unix epoch (UTC)
     */
    void onFrame(DirectBuffer frame, int length, long rxTimeNs);
}
