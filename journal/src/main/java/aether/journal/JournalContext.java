package aether.journal;

import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import org.agrona.BitUtil;

/** Settings of one journal session. Call {@link #conclude()} once; afterwards nothing may be changed. */
public final class JournalContext {
    private Path directory;
    private int tapLength = 16 * 1024 * 1024;
    private TapPolicy tapPolicy = TapPolicy.DROP_AND_MARK;
    private LocalTime rollTime = LocalTime.of(16, 30);
    private ZoneId rollZone = ZoneId.of("America/Chicago");
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

    /** When a new file begins: inside the venue's maintenance break, never at midnight UTC in mid-session. */
    public JournalContext rollAt(final LocalTime time, final ZoneId zone) {
        rollTime = time;
        rollZone = zone;
        return this;
    }

    public LocalTime rollTime() {
        return rollTime;
    }

    public ZoneId rollZone() {
        return rollZone;
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
