package aether.state;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.ExpandableArrayBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Writes state as sections, each with its length and checksum, and hashes all of its fields. Little-endian:
 *
 * <pre>
 *  section   0        4        8        12       16
 *           +--------+--------+--------+--------+- - - - - - - - - - -+
 *           | number | length | CRC32C | 0      | fields, 8 bytes each |
 *           +--------+--------+--------+--------+- - - - - - - - - - -+
 * </pre>
 */
public final class StateWriter implements StateFields {
    private static final int INITIAL_CAPACITY = 1 << 16;

    private final MutableDirectBuffer buffer = new ExpandableArrayBuffer(INITIAL_CAPACITY);
    private final int room;
    private int length;
    private int sectionAt = SectionLayout.NONE;
    private long hash;

    /** Leaves room in front of the first section, for what its owner writes there. */
    public StateWriter(final int room) {
        this.room = room;
        length = room;
    }

    /** Begins anew, in the memory that it has. */
    public void clear() {
        length = room;
        sectionAt = SectionLayout.NONE;
        hash = 0;
    }

    @Override
    public boolean isRead() {
        return false;
    }

    @Override
    public void section(final int number) {
        endSection();
        sectionAt = length;
        buffer.putInt(sectionAt + SectionLayout.NUMBER, number, LITTLE_ENDIAN);
        length += SectionLayout.HEADER_LENGTH;
        hash = OrderHash.mix(hash, number);
    }

    private void endSection() {
        if (sectionAt == SectionLayout.NONE) {
            return;
        }
        final int from = sectionAt + SectionLayout.HEADER_LENGTH;
        buffer.putInt(sectionAt + SectionLayout.LENGTH, length - from, LITTLE_ENDIAN);
        buffer.putInt(sectionAt + SectionLayout.CRC, SectionLayout.crc(buffer, from, length - from), LITTLE_ENDIAN);
        buffer.putInt(sectionAt + SectionLayout.ZERO, 0, LITTLE_ENDIAN);
        sectionAt = SectionLayout.NONE;
    }

    /** Ends the last section; returns the length of all, the room in front included. */
    public int finish() {
        endSection();
        return length;
    }

    @Override
    public long number(final long value) {
        buffer.putLong(length, value, LITTLE_ENDIAN);
        length += Long.BYTES;
        hash = OrderHash.mix(hash, value);
        return value;
    }

    @Override
    public int whole(final int value) {
        return (int) number(value);
    }

    @Override
    public boolean flag(final boolean value) {
        number(Boolean.compare(value, false));
        return value;
    }

    @Override
    public int count(final int value, final int most) {
        return whole(value);
    }

    /** What was written, from 0; valid until more is. */
    public MutableDirectBuffer buffer() {
        return buffer;
    }

    /** Over all fields, and the sections that they are in. */
    public long hash() {
        return hash;
    }
}
