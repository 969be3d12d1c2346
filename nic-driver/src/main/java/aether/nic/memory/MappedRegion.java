package aether.nic.memory;

import aether.nic.TransportException;
import aether.nic.sys.Errno;
import aether.nic.sys.LibC;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Pages that the kernel has mapped for us: a ring that it shares, or memory of our own. Readers see a view that checks its bounds;
 * the address is for the kernel.
 */
public final class MappedRegion implements AutoCloseable {
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED = 1;
    private static final int MAP_PRIVATE = 2;
    private static final int MAP_ANONYMOUS = 0x20;
    private static final int MAP_POPULATE = 0x8000;
    private static final int MAP_HUGETLB = 0x40000;

    private final long address;
    private final UnsafeBuffer view;
    private final boolean isHuge;
    private boolean isClosed;

    private MappedRegion(final long address, final int length, final boolean isHuge) {
        this.address = address;
        this.isHuge = isHuge;
        // Safe: the kernel has just given these bytes to this object alone, and they stay mapped until close(), after
        // which
        // the view has no bytes.
        view = new UnsafeBuffer(address, length);
    }

    /**
     * Maps what a descriptor offers, shared with the kernel.
     *
     * @throws TransportException naming {@code what}
     */
    public static MappedRegion shared(final int fd, final long offset, final long length, final String what) {
        return require(map(length, MAP_SHARED | MAP_POPULATE, fd, offset, false), what, length);
    }

    /**
     * Memory of our own, all of it present; on huge pages where that is wanted and the machine has some left.
     *
     * @throws TransportException naming {@code what}
     */
    static MappedRegion anonymous(final long length, final boolean wantsHuge, final String what) {
        final int plain = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE;
        final MappedRegion huge = wantsHuge ? map(length, plain | MAP_HUGETLB, -1, 0, true) : null;
        return huge != null ? huge : require(map(length, plain, -1, 0, false), what, length);
    }

    private static MappedRegion map(
            final long length, final int flags, final int fd, final long offset, final boolean isHuge) {
        if (length <= 0 || length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("regions have 1 to 2^31 - 1 bytes, not " + length);
        }
        final long address = LibC.mmap(length, PROT_READ_WRITE, flags, fd, offset);
        return address < 0 && address > -4096 ? null : new MappedRegion(address, (int) length, isHuge);
    }

    private static MappedRegion require(final MappedRegion region, final String what, final long length) {
        if (region == null) {
            throw new TransportException(what + ": cannot map " + length + " bytes: " + Errno.text(Errno.ENOMEM)
                    + ", or the kernel does not offer them");
        }
        return region;
    }

    /** All bytes; bounds are checked. Has none after {@link #close}. */
    public UnsafeBuffer view() {
        return view;
    }

    /** For system calls. */
    public long address() {
        return address;
    }

    public int length() {
        return view.capacity();
    }

    /** Whether it lies on huge pages. */
    public boolean isHuge() {
        return isHuge;
    }

    @Override
    public void close() {
        if (!isClosed) {
            isClosed = true;
            final int length = view.capacity();
            view.wrap(0, 0);
            LibC.munmap(address, length);
        }
    }
}
