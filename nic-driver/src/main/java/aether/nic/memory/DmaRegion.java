package aether.nic.memory;

import aether.nic.TransportException;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory that frames lie in: present from the start, on huge pages where the machine has some, and never moved. A kernel or a
 * device writes it; readers see a view that checks its bounds.
 */
public final class DmaRegion implements AutoCloseable {
    private static final int HUGE_PAGE = 2 * 1024 * 1024;

    private final MappedRegion region;

    private DmaRegion(final MappedRegion region) {
        this.region = region;
    }

    /**
     * Allocates one.
     *
     * @param length bytes; rounded up to whole huge pages
     * @param wantsHuge whether to try huge pages first
     * @param what for messages
     * @throws TransportException when there is no memory
     */
    public static DmaRegion allocate(final long length, final boolean wantsHuge, final String what) {
        return new DmaRegion(MappedRegion.anonymous(BitUtil.align(length, HUGE_PAGE), wantsHuge, what));
    }

    /** All bytes; bounds are checked. */
    public UnsafeBuffer view() {
        return region.view();
    }

    /** For system calls and devices. */
    public long address() {
        return region.address();
    }

    public int length() {
        return region.length();
    }

    /** Whether it lies on huge pages. */
    public boolean isHuge() {
        return region.isHuge();
    }

    @Override
    public void close() {
        region.close();
    }
}
