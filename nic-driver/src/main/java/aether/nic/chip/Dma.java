package aether.nic.chip;

import org.agrona.concurrent.AtomicBuffer;

/**
 * Memory that a device reaches.
 *
 * @param memory as this process sees it; bounds are checked
 * @param iova its first byte as the device sees it
 */
public record Dma(AtomicBuffer memory, long iova) {
    /** Where the device finds the byte at {@code offset}. */
    public long address(final int offset) {
        return iova + offset;
    }
}
