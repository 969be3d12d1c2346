package aether.nic;

/**
 * Where a line's datagrams are sent to.
 *
 * @param address IPv4, 32 bits, first octet highest; mostly of a group, but a capture may have any
 * @param port UDP port
 */
public record MulticastGroup(int address, int port) {
    /** Both in one number: the address above, the port in the lower sixteen bits. */
    public long key() {
        return key(address, port);
    }

    /** As {@link #key()}, of a datagram at hand. */
    public static long key(final int address, final int port) {
        return Integer.toUnsignedLong(address) << Short.SIZE | port;
    }

    @Override
    public String toString() {
        return Ipv4.format(address) + ":" + port;
    }
}
