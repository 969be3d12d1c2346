package aether.nic.sys;

/** What a NIC or its driver does to frames on the way, and can be told to leave (linux/ethtool.h). */
public enum Offload {
    /** Generic receive offload: frames wait to be merged. */
    GRO("generic receive offload", 0x2b, 0x2c, 1),
    /** Large receive offload: the NIC merges. */
    LRO("large receive offload", 0x25, 0x26, 1 << 15),
    /** VLAN tags are taken out of the frame before anybody sees it. */
    RX_VLAN("VLAN tag stripping", 0x25, 0x26, 1 << 8);

    private final String text;
    private final int get;
    private final int set;
    private final int mask;

    Offload(final String text, final int get, final int set, final int mask) {
        this.text = text;
        this.get = get;
        this.set = set;
        this.mask = mask;
    }

    /** For people. */
    public String text() {
        return text;
    }

    int get() {
        return get;
    }

    int set() {
        return set;
    }

    int mask() {
        return mask;
    }
}
