package aether.nic.chip;

/** A part of a larger window. */
record RegisterWindow(Registers whole, int base) implements Registers {
    @Override
    public int read(final int offset) {
        return whole.read(base + offset);
    }

    @Override
    public void write(final int offset, final int value) {
        whole.write(base + offset, value);
    }

    @Override
    public int readShort(final int offset) {
        return whole.readShort(base + offset);
    }

    @Override
    public void writeShort(final int offset, final int value) {
        whole.writeShort(base + offset, value);
    }

    @Override
    public int readByte(final int offset) {
        return whole.readByte(base + offset);
    }

    @Override
    public void writeByte(final int offset, final int value) {
        whole.writeByte(base + offset, value);
    }
}
