package aether.nic.chip;

/** What can be wrong with a card, such that only stopping it and starting it anew helps. */
public enum Trouble {
    /** All is well. */
    NONE("nothing"),
    /** The IOMMU refused an access of the card. */
    DMA_FAULT("its access to memory was refused"),
    /** The card itself, or its bus, says that it is broken. */
    DEVICE_FAULT("it reports an error"),
    /** Frames come, and none is handed over. */
    STUCK_RECEIVE("it does not hand over what it has received"),
    /** Frames do not leave. */
    STUCK_TRANSMIT("it does not send what it was given"),
    /** The card was reset by somebody else. */
    FORGOTTEN("it has lost its settings"),
    /** The card is gone. */
    REMOVED("it does not answer any more");

    private final String text;

    Trouble(final String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
