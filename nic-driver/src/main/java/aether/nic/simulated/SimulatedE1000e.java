package aether.nic.simulated;

import java.util.Arrays;
import java.util.Set;
import org.agrona.concurrent.AtomicBuffer;

/** An Intel 82574L, as far as a polled driver sees it. Source: Intel 82574 GbE Controller Family Datasheet, chapters 7 and 10. */
public final class SimulatedE1000e extends SimulatedCard {
    private static final int CTRL = 0x0000;
    private static final int STATUS = 0x0008;
    private static final int EECD = 0x0010;
    private static final int ICR = 0x00C0;
    private static final int IMS = 0x00D0;
    private static final int IMC = 0x00D8;
    private static final int RCTL = 0x0100;
    private static final int TCTL = 0x0400;
    private static final int RDBAL = 0x2800;
    private static final int TDBAL = 0x3800;
    /** From a ring's base address, low half. */
    private static final int HIGH = 4;

    private static final int LENGTH = 8;
    private static final int HEAD = 16;
    private static final int TAIL = 24;
    private static final int MPC = 0x4010;
    private static final int GPRC = 0x4074;
    private static final int GPTC = 0x4080;
    private static final int MTA = 0x5200;
    private static final int RAL0 = 0x5400;
    private static final int RAH0 = 0x5404;
    private static final Set<Integer> CLEARED_BY_READING = Set.of(ICR, 0x4000, 0x400C, MPC, GPRC, GPTC, 0x40A4, 0x40AC);
    private static final int RESET = 1 << 26;
    private static final int SET_LINK_UP = 1 << 6;
    private static final int MASTER_DISABLE = 1 << 2;
    private static final int MASTER_ENABLED = 1 << 19;
    private static final int DESCRIPTOR = 16;
    private static final byte DONE_AND_WHOLE = 3;
    private static final byte REPORT = 8;

    private final int[] registers = new int[0x20000 / 4];
    private long tailWrites;
    private long doorbells;

    /** A card with an address of its own, six bytes. */
    public SimulatedE1000e(final byte[] address) {
        super(address);
        powerOn();
    }

    @Override
    void powerOn() {
        Arrays.fill(registers, 0);
        registers[CTRL / 4] = 0x0014_0241 & ~SET_LINK_UP;
        registers[EECD / 4] = 1 << 9;
        final byte[] own = address();
        registers[RAL0 / 4] = own[0] & 0xFF | (own[1] & 0xFF) << 8 | (own[2] & 0xFF) << 16 | (own[3] & 0xFF) << 24;
        registers[RAH0 / 4] = 1 << 31 | own[4] & 0xFF | (own[5] & 0xFF) << 8;
    }

    @Override
    int get(final int offset, final int width) {
        require(offset, width);
        if (offset == STATUS) {
            final boolean isUp = hasLink() && (registers[CTRL / 4] & SET_LINK_UP) != 0;
            final boolean isMaster = (registers[CTRL / 4] & MASTER_DISABLE) == 0;
            return 0x80 | (isUp ? 2 : 0) | (isMaster ? MASTER_ENABLED : 0);
        }
        final int value = registers[offset / 4];
        if (CLEARED_BY_READING.contains(offset)) {
            registers[offset / 4] = 0;
        }
        return value;
    }

    private static void require(final int offset, final int width) {
        if (width != 4 || offset % 4 != 0) {
            throw new IllegalArgumentException("registers have 32 bits: " + width * 8 + " bits at " + offset);
        }
    }

    @Override
    void put(final int offset, final int width, final int value) {
        require(offset, width);
        switch (offset) {
            case CTRL -> {
                registers[CTRL / 4] = value;
                if ((value & RESET) != 0 && hasOwnReset()) {
                    powerOn();
                }
            }
            case IMC -> registers[IMS / 4] &= ~value;
            case IMS -> registers[IMS / 4] |= value;
            case RDBAL + TAIL -> {
                tailWrites++;
                registers[offset / 4] = value;
            }
            case TDBAL + TAIL -> {
                doorbells++;
                registers[offset / 4] = value;
                sendWaiting();
            }
            default -> registers[offset / 4] = value;
        }
    }

    private boolean mayMove() {
        return reachesMemory() && (registers[CTRL / 4] & MASTER_DISABLE) == 0 && !isSilent();
    }

    private long base(final int ring) {
        return Integer.toUnsignedLong(registers[ring / 4]) | (long) registers[(ring + HIGH) / 4] << 32;
    }

    private int advance(final int ring) {
        final int count = Math.max(1, registers[(ring + LENGTH) / 4] / DESCRIPTOR);
        registers[(ring + HEAD) / 4] = (registers[(ring + HEAD) / 4] + 1) % count;
        return registers[(ring + HEAD) / 4];
    }

    /** Whether a frame's address passes its filters. */
    private boolean accepts(final byte[] frame) {
        final int control = registers[RCTL / 4];
        if ((frame[0] & 1) == 0) {
            return isForMe(frame) || (control & 1 << 3) != 0;
        }
        if (isForAll(frame)) {
            return (control & 1 << 15) != 0;
        }
        final int bit = (frame[5] & 0xFF) << 4 | (frame[4] & 0xFF) >> 4;
        return (control & 1 << 4) != 0 || (registers[MTA / 4 + (bit >> 5 & 127)] >>> (bit & 31) & 1) != 0;
    }

    @Override
    boolean receive(final byte[] frame) {
        if ((registers[RCTL / 4] & 2) == 0 || !accepts(frame)) {
            return false;
        }
        final int head = registers[(RDBAL + HEAD) / 4];
        if (!mayMove() || head == registers[(RDBAL + TAIL) / 4]) {
            registers[MPC / 4]++;
            drop();
            return false;
        }
        registers[GPRC / 4]++;
        final long descriptor = base(RDBAL) + (long) head * DESCRIPTOR;
        final int at = iommu().reach(descriptor, DESCRIPTOR, false);
        if (at < 0) {
            return false;
        }
        final boolean isWritten = iommu().write(iommu().found().getLong(at), frame);
        writeBack(descriptor, frame.length);
        advance(RDBAL);
        return isWritten;
    }

    /** A descriptor is written back whether or not its buffer could be. */
    private void writeBack(final long descriptor, final int length) {
        final int at = iommu().reach(descriptor, DESCRIPTOR, true);
        if (at >= 0) {
            final AtomicBuffer ring = iommu().found();
            ring.putLongRelease(at + 8, length | (long) DONE_AND_WHOLE << 32);
        }
    }

    @Override
    public void sendWaiting() {
        while (mayMove()
                && hasLink()
                && (registers[TCTL / 4] & 2) != 0
                && registers[(TDBAL + HEAD) / 4] != registers[(TDBAL + TAIL) / 4]) {
            final long descriptor = base(TDBAL) + (long) registers[(TDBAL + HEAD) / 4] * DESCRIPTOR;
            final int at = iommu().reach(descriptor, DESCRIPTOR, false);
            if (at < 0) {
                return;
            }
            final AtomicBuffer ring = iommu().found();
            final byte[] frame = iommu().read(ring.getLong(at), ring.getShort(at + 8) & 0xFFFF);
            if (frame != null) {
                registers[GPTC / 4]++;
                leave(frame);
            }
            if ((ring.getByte(at + 11) & REPORT) != 0) {
                ring.putByteVolatile(at + 12, (byte) 1);
            }
            advance(TDBAL);
        }
    }

    /** How often the driver gave buffers back. */
    public long tailWrites() {
        return tailWrites;
    }

    /** How often the driver told it to send. */
    public long doorbells() {
        return doorbells;
    }
}
