package aether.nic.sys;

/**
 * Looks after an interface for those who receive from it: how often it was found to have gone down, and whether it is still the same one.
 * Belongs to the network namespace of the thread that made it; any thread may look.
 */
public final class LinkWatch implements AutoCloseable {
    private static final int AF_INET = 2;
    private static final int SOCK_DGRAM = 2;

    private final NetworkDevice device;
    private final Socket control;
    private boolean wasRunning = true;
    private long downs;

    /** Begins to look after {@code device}. */
    public LinkWatch(final NetworkDevice device) {
        this.device = device;
        control = Socket.open(AF_INET, SOCK_DGRAM, 0, "the socket that looks after " + device);
    }

    /** Looks; returns how many times it has gone down between two looks. */
    public synchronized long downs() {
        final boolean isRunning = device.isRunning(control);
        if (wasRunning && !isRunning) {
            downs++;
        }
        wasRunning = isRunning;
        return downs;
    }

    /**
     * Whether the interface was removed. One of the same name that was made since is another one: what was opened on the first stays silent
     * for ever.
     */
    public synchronized boolean isGone() {
        return !device.isPresent(control);
    }

    @Override
    public synchronized void close() {
        control.close();
    }
}
