package aether.nic;

/**
 * Where frames come from: a NIC queue, a socket, a capture file. Polled by one thread, never blocks on the live tiers,
 * and never throws for what a frame contains.
 */
public interface FrameSource extends AutoCloseable {
    /**
     * Delivers the frames that are there now, at most {@code limit} of them.
     *
     * @param handler called once for each frame, on the calling thread
     * @param limit upper bound of frames in this call, at least 1
     * @return the number of frames delivered; 0 when nothing is there
     */
    int poll(FrameHandler handler, int limit);

    /** True when no further frame will ever come: the end of a recorded source. Live sources never end. */
    default boolean isExhausted() {
        return false;
    }

    /**
     * What the transport has counted since it was opened. Any thread; may call the kernel, so not for the hot path.
     *
     * @return 0 where the transport cannot know
     */
    default long counter(final NicCounter counter) {
        return 0;
    }

    /** Where receive times come from. */
    default ReceiveClock receiveClock() {
        return ReceiveClock.POLL;
    }

    /** Bytes that the kernel holds for frames not taken yet, as granted; 0 where there is no such limit. */
    default int receiveBufferLength() {
        return 0;
    }

    @Override
    void close();
}
