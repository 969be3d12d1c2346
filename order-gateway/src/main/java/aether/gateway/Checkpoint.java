package aether.gateway;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.state.StateException;
import aether.state.StateReader;
import aether.state.StateWriter;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The whole state of an {@link OrderCore} in bytes, little-endian: what it did before is not needed to go on. Two cores that will do the same have
 * the same bytes.
 *
 * <pre>
 *   0        8        12         16       24         32            40
 *  +--------+--------+----------+--------+----------+-------------+- - - - - - - - - - - - - - - -+
 *  | magic  | format | 0        | inputs | time, ns | state hash  | sections, as StateWriter has  |
 *  |        |        |          |        |          |             | them, each with its CRC32C    |
 *  +--------+--------+----------+--------+----------+-------------+- - - - - - - - - - - - - - - -+
 * </pre>
 *
 * The state hash is over all fields. Who reads it writes what was read once more, and refuses a state whose hash is another: a field that is left out, or
 * does not come back as it was, shows here and not in an order.
 */
public final class Checkpoint {
    private static final long MAGIC = 0x314B_4843_5245_4841L;

    /** Of the fields' order. A change of fields is a change of format. */
    private static final int FORMAT = 1;

    private static final int FORMAT_OFFSET = 8;
    private static final int ZERO_OFFSET = 12;
    private static final int INPUTS_OFFSET = 16;
    private static final int TIME_OFFSET = 24;
    private static final int HASH_OFFSET = 32;
    private static final int HEADER_LENGTH = 40;

    private final MutableDirectBuffer buffer;
    private final int length;
    private final long hash;

    private Checkpoint(final OrderCore core, final long timeNs) {
        final StateWriter writer = written(core);
        length = writer.finish();
        hash = writer.hash();
        buffer = writer.buffer();
        buffer.putLong(0, MAGIC, LITTLE_ENDIAN);
        buffer.putInt(FORMAT_OFFSET, FORMAT, LITTLE_ENDIAN);
        buffer.putInt(ZERO_OFFSET, 0, LITTLE_ENDIAN);
        buffer.putLong(INPUTS_OFFSET, core.inputs(), LITTLE_ENDIAN);
        buffer.putLong(TIME_OFFSET, timeNs, LITTLE_ENDIAN);
        buffer.putLong(HASH_OFFSET, hash, LITTLE_ENDIAN);
    }

    private static StateWriter written(final OrderCore core) {
        final StateWriter writer = new StateWriter(HEADER_LENGTH);
        core.state(writer);
        return writer;
    }

    /** Of a core as it is; allocates. */
    public static Checkpoint of(final OrderCore core, final long timeNs) {
        return new Checkpoint(core, timeNs);
    }

    /**
     * Puts a core where another stood.
     *
     * @param core new, with the same settings as the other
     * @throws StateException when that is not possible, with the reason; the core is of no use then
     */
    public static void load(final OrderCore core, final DirectBuffer bytes, final int offset, final int length) {
        if (length < HEADER_LENGTH || bytes.getLong(offset, LITTLE_ENDIAN) != MAGIC) {
            throw new StateException("no checkpoint");
        }
        final int format = bytes.getInt(offset + FORMAT_OFFSET, LITTLE_ENDIAN);
        if (format != FORMAT) {
            throw new StateException("a checkpoint of format " + format + "; this build reads " + FORMAT);
        }
        final StateReader reader = new StateReader(bytes, offset + HEADER_LENGTH, length - HEADER_LENGTH);
        core.state(reader);
        reader.finish();
        if (written(core).hash() != bytes.getLong(offset + HASH_OFFSET, LITTLE_ENDIAN)
                || core.inputs() != bytes.getLong(offset + INPUTS_OFFSET, LITTLE_ENDIAN)) {
            throw new StateException("a checkpoint that does not come back as it was written");
        }
    }

    /** Inputs that were before it, by its header; 0 for what is none. */
    public static long inputs(final DirectBuffer bytes, final int offset) {
        return bytes.capacity() - offset < HEADER_LENGTH || bytes.getLong(offset, LITTLE_ENDIAN) != MAGIC
                ? 0
                : bytes.getLong(offset + INPUTS_OFFSET, LITTLE_ENDIAN);
    }

    /** Whether a checkpoint is of exactly the state that a core is in. */
    public static boolean isOf(final OrderCore core, final DirectBuffer bytes, final int offset, final int length) {
        return length >= HEADER_LENGTH
                && bytes.getLong(offset + HASH_OFFSET, LITTLE_ENDIAN)
                        == written(core).hash();
    }

    /** Its bytes, from 0. */
    public DirectBuffer bytes() {
        return buffer;
    }

    public int length() {
        return length;
    }

    /** Over all of the state. */
    public long hash() {
        return hash;
    }
}
