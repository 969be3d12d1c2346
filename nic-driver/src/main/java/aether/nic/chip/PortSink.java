package aether.nic.chip;

import aether.nic.FrameSink;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.DirectBuffer;

/** The sending side of a port. Never waits: while the card is brought back, offers find no room; a call under way is finished first. */
final class PortSink implements FrameSink {
    private final NicPort port;
    private final AtomicBoolean isClaimed = new AtomicBoolean();

    PortSink(final NicPort port) {
        this.port = port;
    }

    boolean tryClaim() {
        return isClaimed.compareAndSet(false, true);
    }

    void release() {
        isClaimed.setRelease(false);
    }

    @Override
    public boolean offer(final DirectBuffer frame, final int length) {
        if (!tryClaim()) {
            return false;
        }
        try {
            return port.state() == NicPort.State.RUNNING && port.chip().offer(frame, length);
        } catch (final InternalError e) {
            port.onFault();
            return false;
        } finally {
            release();
        }
    }

    @Override
    public void flush() {
        if (!tryClaim()) {
            return;
        }
        try {
            if (port.state() == NicPort.State.RUNNING) {
                port.chip().flush();
            }
        } catch (final InternalError e) {
            port.onFault();
        } finally {
            release();
        }
    }

    /** The port closes the card. */
    @Override
    public void close() {
        flush();
    }
}
