package aether.nic.chip;

/**
 * A window on a device's registers, little-endian. Each call is one access of exactly that width: it is neither repeated, joined with
 * another nor left out; a write comes behind all earlier writes to memory. A device that is gone answers with all bits set, or the call throws
 * {@link InternalError}.
 */
public interface Registers {
    /** Reads 32 bits. */
    int read(int offset);

    /** Writes 32 bits. */
    void write(int offset, int value);

    /** Reads 16 bits, as an unsigned number. */
    int readShort(int offset);

    /** Writes the low 16 bits. */
    void writeShort(int offset, int value);

    /** Reads 8 bits, as an unsigned number. */
    int readByte(int offset);

    /** Writes the low 8 bits. */
    void writeByte(int offset, int value);

    /** A part of this window, with offsets of its own. */
    default Registers window(final int base) {
        return base == 0 ? this : new RegisterWindow(this, base);
    }
}
