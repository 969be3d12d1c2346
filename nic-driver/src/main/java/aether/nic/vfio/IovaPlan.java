package aether.nic.vfio;

import aether.nic.TransportException;
import java.util.List;

/**
 * Where a card sees its memory. Areas lie one behind the other from 4 GiB up, each on pages of its own and with room before the next that is
 * never mapped: an overrun meets nothing. The first 4 GiB, with their windows for interrupts, are left alone.
 */
final class IovaPlan {
    /** First and last address of a range that the IOMMU can translate. */
    record Range(long first, long last) {}

    private static final long BASE = 1L << 32;
    private static final long ALIGNMENT = 2L << 20;
    private static final long GUARD = 2L << 20;

    private final List<Range> valid;
    private long next = BASE;

    IovaPlan(final List<Range> valid) {
        this.valid = List.copyOf(valid);
    }

    /**
     * A place for {@code length} bytes.
     *
     * @throws TransportException when the IOMMU has none
     */
    long place(final long length) {
        final long bytes = (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        for (final Range range : valid) {
            final long first = Math.max(next, (range.first() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
            if (first <= range.last() && range.last() - first >= bytes + GUARD) {
                next = first + bytes + GUARD;
                return first;
            }
        }
        throw new TransportException(
                "the IOMMU has no room for " + length + " bytes above 4 GiB; it translates " + valid);
    }
}
