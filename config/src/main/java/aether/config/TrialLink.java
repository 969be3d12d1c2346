package aether.config;

/** For trials: what a machine's link to the other members is like. Its place is the first byte of the file that says so. */
public enum TrialLink {
    WHOLE,
    /** Nothing goes in or out. */
    CUT,
    /** Nothing comes in. */
    DEAF,
    /** Nothing goes out. */
    MUTE;

    private static final TrialLink[] VALUES = values();

    /** Of the byte; whole where it says nothing. */
    static TrialLink of(final byte first) {
        return first >= 0 && first < VALUES.length ? VALUES[first] : WHOLE;
    }

    /** The byte. */
    public byte[] bytes() {
        return new byte[] {(byte) ordinal()};
    }

    boolean isMute() {
        return this == CUT || this == MUTE;
    }

    boolean isDeaf() {
        return this == CUT || this == DEAF;
    }
}
