package aether.nic;

/** The live transports, best first. */
public enum Tier {
    /** A card that this process drives itself, behind an IOMMU. */
    VFIO(1, "VFIO", "a microsecond or two on a core of its own: no kernel on the path"),
    /** AF_XDP: frames in shared memory, in front of the kernel's network stack. */
    XDP(2, "AF_XDP", "a few microseconds on a core of its own; less with zero-copy"),
    /** AF_PACKET: a ring that the kernel copies frames into. */
    PACKET(3, "AF_PACKET ring", "a few microseconds more than AF_XDP, and the kernel's work for every frame"),
    /** A kernel socket, many datagrams at each call, with the kernel's or the NIC's receive times. */
    BATCHED(4, "kernel socket in batches", "tens of microseconds: the whole network stack is on the path"),
    /** A kernel socket, one datagram at each call. */
    SOCKET(4, "kernel socket", "tens of microseconds: the whole network stack is on the path");

    private final int number;
    private final String text;
    private final String expectation;

    Tier(final int number, final String text, final String expectation) {
        this.number = number;
        this.text = text;
        this.expectation = expectation;
    }

    /** Number of the tier, 1 the best. */
    public int number() {
        return number;
    }

    /** For people. */
    public String text() {
        return text;
    }

    /** What is to be expected of it on a machine that is set up for it. */
    public String expectation() {
        return expectation;
    }

    /** Whether it goes past the kernel's sockets. */
    public boolean isBypass() {
        return this == VFIO || this == XDP || this == PACKET;
    }
}
