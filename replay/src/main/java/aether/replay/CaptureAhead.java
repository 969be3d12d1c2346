package aether.replay;

import aether.nic.pcap.PcapSource;

/** Captures read one frame ahead, so that it is known when the next one is due. */
public final class CaptureAhead {
    /** There are no more frames. */
    public static final long NO_TIME = Long.MAX_VALUE;

    private final CaptureReader reader;
    private boolean isAhead;
    private boolean isEnded;

    /** Of the newest frame that has one: a frame without a time follows at once. */
    private long timeNs;

    /** From where a reader stands, behind a frame of {@code timeNs}, nanoseconds since the epoch; 0 at the start. */
    public CaptureAhead(final CaptureReader reader, final long timeNs) {
        this.reader = reader;
        this.timeNs = timeNs;
    }

    /** When the next frame is due, nanoseconds since the epoch; {@link #NO_TIME} when there is none. */
    public long nextTimeNs() {
        if (!isAhead && !isEnded) {
            isAhead = reader.next();
            isEnded = !isAhead;
        }
        if (isEnded) {
            return NO_TIME;
        }
        return reader.source().hasTime() ? reader.source().timeNs() : timeNs;
    }

    /** Takes the next frame, when there is one: the capture stands at it until the one after is asked for. */
    public PcapSource take() {
        timeNs = nextTimeNs();
        isAhead = false;
        return reader.source();
    }

    /** When the frame that was taken last was due. */
    public long timeNs() {
        return timeNs;
    }
}
