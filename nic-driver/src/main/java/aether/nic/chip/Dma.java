package aether.nic.chip;

import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory that a device reaches.
 *
 * @param memory as this process sees it; bounds are checked
 * @param iova its first byte as the device sees it
 */
public record Dma(AtomicBuffer memory, long iova) {
    /** A part of it, with offsets of its own. */
    public Dma part(final int offset, final int length) {
        return new Dma(new UnsafeBuffer(memory, offset, length), address(offset));
    }

    /** Where the device finds the byte at {@code offset}. */
    public long address(final int offset) {
        return iova + offset;
    }
}
