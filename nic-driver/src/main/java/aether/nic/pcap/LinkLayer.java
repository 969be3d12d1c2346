package aether.nic.pcap;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.MutableDirectBuffer;

/**
 * What precedes the IP packet in a capture. Ethernet records are passed on as they are; the few other types that IP
 * captures come in get an empty Ethernet header in place of their own, so that there is one kind of frame above the port.
 */
final class LinkLayer {
    static final int ETHERNET = 1;

    /** Bytes of the Ethernet header put in front. */
    static final int SYNTHETIC_LENGTH = 14;

    private static final int ETHERTYPE_OFFSET = 12;

    private LinkLayer() {}

    /** Bytes to cut from the front of the record, or -1 for a type that carries no IP that we know of. */
    static int headerLength(final int linkType) {
        return switch (linkType) {
            case ETHERNET, 12, 101, 228 -> 0; // Ethernet; three numbers for raw IP
            case 0, 108 -> 4; // BSD loopback
            case 113 -> 16; // Linux "cooked"
            case 276 -> 20; // Linux "cooked", second version
            default -> -1;
        };
    }

    static void writeSyntheticHeader(final MutableDirectBuffer frame) {
        frame.setMemory(0, SYNTHETIC_LENGTH, (byte) 0);
        frame.putShort(ETHERTYPE_OFFSET, (short) 0x0800, BIG_ENDIAN);
    }
}
