package aether.host;

import java.util.BitSet;
import java.util.Set;

/**
 * What a site asks of its host.
 *
 * @param hotCores cores of hot threads; empty where none is pinned
 * @param networkInterface of the market data
 * @param ownCard address on the PCI bus of the card that the appliance drives itself, which then makes that interface; else empty
 * @param receiveBuffer bytes of a socket's buffer
 * @param hugePageBytes of memory on huge pages
 * @param allowed names of items whose failure is only a warning
 */
public record HostWishes(
        BitSet hotCores,
        String networkInterface,
        String ownCard,
        int receiveBuffer,
        long hugePageBytes,
        Set<String> allowed) {
    /** Where the card of the market data has its files. */
    String cardFiles() {
        return ownCard.isEmpty() ? "sys/class/net/" + networkInterface + "/device" : "sys/bus/pci/devices/" + ownCard;
    }
}
