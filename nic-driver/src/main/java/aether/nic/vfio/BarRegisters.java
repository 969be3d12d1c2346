package aether.nic.vfio;

import aether.nic.chip.Registers;
import aether.nic.memory.MappedRegion;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A device's registers in this process's memory. Safe because the view checks its bounds, and because an access that the kernel refuses,
 * as after the device was pulled, comes back as an {@link InternalError} and does no harm.
 *
 * <p>Volatile reads are neither folded nor left out by the compiler; release stores come behind all stores before them, and x86-64 and aarch64
 * do not reorder what goes to a device.
 */
final class BarRegisters implements Registers, AutoCloseable {
    private final MappedRegion region;
    private final UnsafeBuffer view;

    BarRegisters(final MappedRegion region) {
        this.region = region;
        view = region.view();
    }

    @Override
    public int read(final int offset) {
        return view.getIntVolatile(offset);
    }

    @Override
    public void write(final int offset, final int value) {
        view.putIntRelease(offset, value);
    }

    @Override
    public int readShort(final int offset) {
        return view.getShortVolatile(offset) & 0xFFFF;
    }

    @Override
    public void writeShort(final int offset, final int value) {
        view.putShortVolatile(offset, (short) value);
    }

    @Override
    public int readByte(final int offset) {
        return view.getByteVolatile(offset) & 0xFF;
    }

    @Override
    public void writeByte(final int offset, final int value) {
        view.putByteVolatile(offset, (byte) value);
    }

    @Override
    public void close() {
        region.close();
    }
}
