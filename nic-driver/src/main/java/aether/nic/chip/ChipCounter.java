package aether.nic.chip;

/** What a card counts itself; one that cannot know leaves 0. */
public enum ChipCounter {
    /** Frames that were received without error. */
    RECEIVED("received"),
    /** Frames that were sent. */
    SENT("sent"),
    /** Frames lost for want of room. */
    MISSED("missed, no room"),
    /** Frames with a wrong check sum or a broken symbol. */
    BROKEN("broken on the wire"),
    /** Frames too short or too long. */
    WRONG_LENGTH("of a wrong length");

    private final String text;

    ChipCounter(final String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
