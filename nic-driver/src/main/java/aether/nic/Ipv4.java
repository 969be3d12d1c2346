package aether.nic;

/** IPv4 addresses as 32 bits, first octet highest. Cold path: configuration and display. */
public final class Ipv4 {
    private Ipv4() {}

    /**
     * Parses a dotted quad.
     *
     * @throws IllegalArgumentException naming the text when it is not one
     */
    public static int parse(final String text) {
        final String[] octets = text.split("\\.", -1);
        int address = 0;
        boolean valid = octets.length == 4;
        for (int i = 0; valid && i < 4; i++) {
            valid = octets[i].matches("\\d{1,3}") && Integer.parseInt(octets[i]) <= 255;
            address = valid ? address << 8 | Integer.parseInt(octets[i]) : 0;
        }
        if (!valid) {
            throw new IllegalArgumentException("'" + text + "' is not an IPv4 address such as 224.0.31.11");
        }
        return address;
    }

    /** The four octets, network order. */
    public static byte[] octets(final int address) {
        return new byte[] {(byte) (address >> 24), (byte) (address >> 16), (byte) (address >> 8), (byte) address};
    }

    /** The 32 bits of four octets in network order. */
    public static int of(final byte[] octets) {
        return (octets[0] & 0xFF) << 24 | (octets[1] & 0xFF) << 16 | (octets[2] & 0xFF) << 8 | octets[3] & 0xFF;
    }

    /** Dotted quad. */
    public static String format(final int address) {
        return (address >>> 24) + "." + (address >>> 16 & 0xFF) + "." + (address >>> 8 & 0xFF) + "." + (address & 0xFF);
    }

    /** True for 224.0.0.0 to 239.255.255.255. */
    public static boolean isMulticast(final int address) {
        return address >>> 28 == 0xE;
    }
}
