package aether.nic.chip;

import aether.nic.FrameHandler;
import aether.nic.FrameSource;
import aether.nic.NicCounter;

/** The receiving side of a port: silent while the card is brought back. */
final class PortSource implements FrameSource {
    private final NicPort port;

    PortSource(final NicPort port) {
        this.port = port;
    }

    @Override
    public int poll(final FrameHandler handler, final int limit) {
        if (port.state() != NicPort.State.RUNNING) {
            port.leave();
            return 0;
        }
        try {
            return port.chip().poll(handler, limit);
        } catch (final InternalError e) {
            // What the JVM makes of an access to a device that does not answer any more.
            port.onFault();
            return 0;
        }
    }

    @Override
    public long counter(final NicCounter counter) {
        return port.counter(counter);
    }

    @Override
    public String toString() {
        return port.toString();
    }

    /** The port closes the card. */
    @Override
    public void close() {
        port.close();
    }
}
