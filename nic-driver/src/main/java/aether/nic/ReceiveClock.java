package aether.nic;

/** Which clock the receive times of a source come from. */
public enum ReceiveClock {
    /** Ours, when the frame was taken. */
    POLL("clock of the process, at the poll"),
    /** The kernel's, when it first saw the frame. */
    KERNEL("kernel, at arrival"),
    /** The NIC's own; it has to be kept to UTC by somebody. */
    NIC("network card, at the wire");

    private final String text;

    ReceiveClock(final String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
