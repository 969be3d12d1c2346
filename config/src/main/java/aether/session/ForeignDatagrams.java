package aether.session;

import aether.feed.PacketVerdict;
import aether.nic.Ipv4;
import aether.nic.UdpFrame;
import java.util.Set;
import org.agrona.collections.LongHashSet;

/**
 * Tells damaged packets of a feed from datagrams that have nothing to do with it: clocks, names, management. Once a whole packet was
 * seen at an address it is a feed's; before that, a single host or a well-known port is somebody else's.
 */
final class ForeignDatagrams {
    /** DNS, DHCP, NTP, NetBIOS, SNMP, PTP, syslog, SSDP, sFlow, mDNS, LLMNR. Source: IANA's registry of ports. */
    private static final Set<Integer> WELL_KNOWN =
            Set.of(53, 67, 68, 123, 137, 138, 161, 162, 319, 320, 514, 1900, 5353, 5355, 6343);

    private static final int MOST_KNOWN = 65_536;

    private final LongHashSet known = new LongHashSet();

    /** A datagram that went to an address of a feed, if its packet is whole. */
    void known(final UdpFrame udp, final PacketVerdict verdict) {
        if (verdict == PacketVerdict.WHOLE && known.size() < MOST_KNOWN) {
            known.add(key(udp));
        }
    }

    /** Whether a datagram that is no whole packet is none of a feed's. */
    boolean isForeign(final UdpFrame udp) {
        return !known.contains(key(udp))
                && (!Ipv4.isMulticast(udp.destinationAddress()) || WELL_KNOWN.contains(udp.destinationPort()));
    }

    private static long key(final UdpFrame udp) {
        return (udp.destinationAddress() & 0xFFFF_FFFFL) << Short.SIZE | udp.destinationPort();
    }
}
