package aether.state;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.DirectBuffer;

/** Reads what a {@link StateWriter} wrote. Nothing of it is believed before its section's checksum is right. */
public final class StateReader implements StateFields {
    private final DirectBuffer buffer;
    private final int end;
    private int at;
    private int sectionEnd;
    private int section = SectionLayout.NONE;

    /** Over sections that begin at {@code offset}. */
    public StateReader(final DirectBuffer buffer, final int offset, final int length) {
        this.buffer = buffer;
        at = offset;
        sectionEnd = offset;
        end = offset + length;
    }

    @Override
    public boolean isRead() {
        return true;
    }

    @Override
    public void section(final int number) {
        requireEnd();
        if (end - at < SectionLayout.HEADER_LENGTH) {
            throw new StateException("section " + number + " is missing");
        }
        section = buffer.getInt(at + SectionLayout.NUMBER, LITTLE_ENDIAN);
        final int length = buffer.getInt(at + SectionLayout.LENGTH, LITTLE_ENDIAN);
        final int crc = buffer.getInt(at + SectionLayout.CRC, LITTLE_ENDIAN);
        at += SectionLayout.HEADER_LENGTH;
        if (section != number) {
            throw new StateException("section " + section + " stands where " + number + " is due");
        }
        if (length < 0 || length > end - at || SectionLayout.crc(buffer, at, length) != crc) {
            throw new StateException("section " + number + " is damaged");
        }
        sectionEnd = at + length;
    }

    /** There is nothing behind the last field. */
    public void finish() {
        requireEnd();
        if (at != end) {
            throw new StateException((end - at) + " bytes behind the last section");
        }
    }

    private void requireEnd() {
        if (at != sectionEnd) {
            throw new StateException("section " + section + " has " + (sectionEnd - at) / Long.BYTES
                    + " more fields than this build knows");
        }
    }

    @Override
    public long number(final long value) {
        if (sectionEnd - at < Long.BYTES) {
            throw new StateException("section " + section + " has fewer fields than this build knows");
        }
        final long read = buffer.getLong(at, LITTLE_ENDIAN);
        at += Long.BYTES;
        return read;
    }

    @Override
    public int whole(final int value) {
        final long read = number(value);
        if (read != (int) read) {
            throw new StateException("section " + section + " has " + read + " where 32 bits are due");
        }
        return (int) read;
    }

    @Override
    public boolean flag(final boolean value) {
        final long read = number(0);
        if (read != 0 && read != 1) {
            throw new StateException("section " + section + " has " + read + " where yes or no is due");
        }
        return read == 1;
    }

    @Override
    public int count(final int value, final int most) {
        final int read = whole(value);
        if (read < 0 || read > most) {
            throw new StateException("section " + section + " has " + read + " of what there is room for " + most);
        }
        return read;
    }
}
