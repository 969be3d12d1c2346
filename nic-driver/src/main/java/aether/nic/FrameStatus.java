package aether.nic;

/** What {@link UdpFrame#wrap} found. Everything but {@link #OK} is counted by reason and the frame is left alone. */
public enum FrameStatus {
    /** A whole UDP datagram over IPv4. */
    OK("whole UDP datagram"),
    /** The frame holds fewer bytes than its own headers announce (cut by a capture's snap length, or damaged). */
    TRUNCATED("truncated frame"),
    /** No IPv4 packet, with or without tags in front of it ({@link EtherTypes}). */
    NOT_IPV4("not IPv4"),
    /** The IPv4 header contradicts itself. */
    BAD_IP_HEADER("bad IPv4 header"),
    /** A fragment: market data is never fragmented, and half a datagram is of no use. */
    FRAGMENT("IPv4 fragment"),
    /** IPv4, but another protocol than UDP. */
    NOT_UDP("not UDP"),
    /** The UDP length field is below 8 or runs past the IPv4 payload. */
    BAD_UDP_LENGTH("bad UDP length");

    private final String text;

    FrameStatus(final String text) {
        this.text = text;
    }

    /** The reason in a few plain words. */
    public String text() {
        return text;
    }
}
