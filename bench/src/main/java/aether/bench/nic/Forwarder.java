package aether.bench.nic;

import aether.nic.FrameHandler;
import aether.nic.FrameSink;
import aether.nic.FrameSource;
import org.agrona.DirectBuffer;

/** Takes frames from a source and sends each to a sink, as it is: the rate of a driver without any processing of the frames. */
final class Forwarder implements FrameHandler {
    static final int BATCH = 64;

    private final FrameSource source;
    private final FrameSink sink;
    private long forwarded;
    private long refused;

    Forwarder(final FrameSource source, final FrameSink sink) {
        this.source = source;
        this.sink = sink;
    }

    @Override
    public void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        if (sink.offer(frame, length)) {
            forwarded++;
        } else {
            refused++;
        }
    }

    /** One batch; returns how many frames came. */
    int turn() {
        final int frames = source.poll(this, BATCH);
        if (frames > 0) {
            sink.flush();
        }
        return frames;
    }

    long forwarded() {
        return forwarded;
    }

    /** Frames that the sink had no room for. */
    long refused() {
        return refused;
    }
}
