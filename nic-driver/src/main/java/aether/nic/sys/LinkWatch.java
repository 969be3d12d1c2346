package aether.nic.sys;

/** Counts how often an interface was found to have gone down, by those who look. */
public final class LinkWatch {
    private final NetworkDevice device;
    private boolean wasRunning = true;
    private long downs;

    public LinkWatch(final NetworkDevice device) {
        this.device = device;
    }

    /** Looks; returns how many times it has gone down between two looks. Any thread. */
    public synchronized long downs() {
        final boolean isRunning = device.isRunning();
        if (wasRunning && !isRunning) {
            downs++;
        }
        wasRunning = isRunning;
        return downs;
    }
}
