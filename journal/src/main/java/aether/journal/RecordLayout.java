package aether.journal;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * A journal record, little-endian.
 *
 * <pre>
 *   0        4      6        8                16               24       28       32               40
 *  +--------+------+--------+----------------+----------------+--------+--------+----------------+---------
 *  | length | type | source | input sequence |  time (ns UTC) | CRC32C | format |   hash chain   | payload
 *  +--------+------+--------+----------------+----------------+--------+--------+----------------+---------
 *    u32      u16    u16      u64              i64              u32      u32      u64
 * </pre>
 *
 * <ul>
 *   <li>length counts the whole record, header included;
 *   <li>source is the writer's business: for packets, the line in the low byte and the kind in the high byte;
 *   <li>input sequence is contiguous from 1 within a session;
 *   <li>CRC32C covers bytes 0 to 23, the format and the payload;
 *   <li>the hash chain folds the record's CRC and input sequence into the chain of the record before, so that a record can be
 *       neither changed, nor left out, nor moved without notice.
 * </ul>
 */
public final class RecordLayout {
    public static final int HEADER_LENGTH = 40;

    /** Version of this layout. */
    public static final int FORMAT = 1;

    /** Chain value before the first record. */
    public static final long CHAIN_START = 0x4145_5448_4552_0001L;

    static final int LENGTH = 0;
    static final int TYPE = 4;
    static final int SOURCE = 6;
    static final int INPUT_SEQUENCE = 8;
    static final int TIME = 16;
    static final int CRC = 24;
    static final int FORMAT_OFFSET = 28;
    static final int CHAIN = 32;

    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xC2B2AE3D27D4EB4FL;

    private RecordLayout() {}

    /** The chain value after a record. */
    static long chain(final long before, final int crc, final long inputSequence) {
        final long mixed = (before ^ (crc & 0xFFFFFFFFL | inputSequence << 32)) * FIRST;
        return Long.rotateLeft(mixed, 31) * SECOND;
    }

    /** Completes the header of a record whose payload is in place; returns the new chain value. */
    static long seal(
            final MutableDirectBuffer record,
            final int length,
            final int type,
            final int source,
            final long inputSequence,
            final long timeNs,
            final long chainBefore,
            final CRC32C crc) {
        record.putInt(LENGTH, length, LITTLE_ENDIAN);
        record.putShort(TYPE, (short) type, LITTLE_ENDIAN);
        record.putShort(SOURCE, (short) source, LITTLE_ENDIAN);
        record.putLong(INPUT_SEQUENCE, inputSequence, LITTLE_ENDIAN);
        record.putLong(TIME, timeNs, LITTLE_ENDIAN);
        record.putInt(FORMAT_OFFSET, FORMAT, LITTLE_ENDIAN);
        final int sum = checksum(record, length, crc);
        record.putInt(CRC, sum, LITTLE_ENDIAN);
        final long chain = chain(chainBefore, sum, inputSequence);
        record.putLong(CHAIN, chain, LITTLE_ENDIAN);
        return chain;
    }

    /** CRC32C of a record of {@code length} bytes at index 0. */
    static int checksum(final DirectBuffer record, final int length, final CRC32C crc) {
        crc.reset();
        update(crc, record, 0, CRC);
        update(crc, record, FORMAT_OFFSET, CHAIN);
        update(crc, record, HEADER_LENGTH, length);
        return (int) crc.getValue();
    }

    private static void update(final CRC32C crc, final DirectBuffer record, final int from, final int to) {
        final ByteBuffer bytes = record.byteBuffer();
        bytes.limit(to).position(from);
        crc.update(bytes);
        bytes.clear();
    }
}
