package aether.journal;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.agrona.BitUtil;

/** Settings of one journal session. Call {@link #conclude()} once; afterwards nothing may be changed. */
public final class JournalContext {
    private Path directory;
    private int tapLength = 16 * 1024 * 1024;
    private TapPolicy tapPolicy = TapPolicy.DROP_AND_MARK;
    private TradeDates tradeDates = TradeDates.CHICAGO;
    private long lowWater = 1L << 30;
    private LongSupplier clock = System::currentTimeMillis;
    private String boot = SessionBoot.current();
    private long blockLength = 64L * 1024 * 1024;

    /** The session's own directory; it must not hold another session. */
    public JournalContext directory(final Path path) {
        directory = path;
        return this;
    }

    public Path directory() {
        return directory;
    }

    /** Bytes of the ring between the hot thread and the writer, a power of two. */
    public JournalContext tapLength(final int bytes) {
        tapLength = bytes;
        return this;
    }

    public int tapLength() {
        return tapLength;
    }

    public JournalContext tapPolicy(final TapPolicy policy) {
        tapPolicy = policy;
        return this;
    }

    public TapPolicy tapPolicy() {
        return tapPolicy;
    }

    /** When a new file begins: with each trade date of the venue. */
    public JournalContext tradeDates(final TradeDates dates) {
        tradeDates = dates;
        return this;
    }

    public TradeDates tradeDates() {
        return tradeDates;
    }

    /** What decides which trade date it is, milliseconds since the epoch; the system's clock when nothing is said. */
    public JournalContext clock(final LongSupplier epochMillis) {
        clock = epochMillis;
        return this;
    }

    LongSupplier clock() {
        return clock;
    }

    /** Bytes: less than this left on the disk is reported. */
    public JournalContext lowWater(final long bytes) {
        lowWater = bytes;
        return this;
    }

    public long lowWater() {
        return lowWater;
    }

    /** The machine's present boot; the kernel's word for it when nothing is said. Empty: not known, and power loss is not noticed. */
    public JournalContext boot(final String id) {
        boot = id;
        return this;
    }

    public String boot() {
        return boot;
    }

    /** Bytes by which a journal file grows; at least 64 KiB. */
    public JournalContext blockLength(final long bytes) {
        blockLength = bytes;
        return this;
    }

    public long blockLength() {
        return blockLength;
    }

    /** Checks ranges and relations. */
    public JournalContext conclude() {
        if (directory == null) {
            throw new IllegalArgumentException("a journal needs a directory");
        }
        if (!BitUtil.isPowerOfTwo(tapLength) || tapLength < 64 * 1024) {
            throw new IllegalArgumentException("tapLength must be a power of two, at least 65536, not " + tapLength);
        }
        if (blockLength < 64 * 1024) {
            throw new IllegalArgumentException("blockLength must be at least 65536");
        }
        return this;
    }
}
