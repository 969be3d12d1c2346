package aether.nic;

/** What a transport counts besides frames; a transport that cannot know leaves 0. */
public enum NicCounter {
    /** Frames handed to the handler. */
    FRAMES("frames"),
    /** Calls into the kernel on the receive path. */
    SYSTEM_CALLS("system calls"),
    /** Frames lost because no buffer was free: the reader was too slow, or the memory too small. */
    NO_BUFFER("lost, no buffer"),
    /** Frames lost because the ring or the socket buffer was full. */
    RING_FULL("lost, ring full"),
    /** Frames or descriptors that the transport itself refused. */
    INVALID("refused by the transport"),
    /** Receive times of the card that were not used, since its clock is not kept to the system's. */
    STRAY_STAMPS("stamps of another clock"),
    /** Times that the interface was found down. */
    LINK_DOWN("interface down");

    private final String text;

    NicCounter(final String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
