package aether.nic.simulated;

import java.util.Arrays;
import org.agrona.concurrent.AtomicBuffer;

/**
 * What Intel's controllers have in common, as far as a polled driver sees it: a file of registers, one ring in each direction, a table of
 * groups.
 */
abstract class SimulatedIntelCard extends SimulatedCard {
    /** From a ring's base address, low half. */
    static final int HIGH = 4;

    static final int LENGTH = 8;
    static final int HEAD = 16;
    static final int TAIL = 24;

    private static final int REGISTERS = 0x20000 / Integer.BYTES;
    private static final int DESCRIPTOR = 16;
    private static final long REPORT = 8L << 24;
    private static final int DONE_AT = 12;

    private final int[] registers = new int[REGISTERS];
    private final int receiveRing;
    private final int sendRing;
    private final int table;
    private final int ownAddress;

    /** Offsets of the rings' first registers, of the table of groups and of the card's own address. */
    SimulatedIntelCard(
            final byte[] address, final int receiveRing, final int sendRing, final int table, final int ownAddress) {
        super(address);
        this.receiveRing = receiveRing;
        this.sendRing = sendRing;
        this.table = table;
        this.ownAddress = ownAddress;
    }

    /** Registers that are not 0 after a reset. */
    abstract void preset();

    /** Whether frames are taken in, as far as its registers say. */
    abstract boolean isReceiving();

    abstract boolean isSending();

    abstract boolean takesBroadcasts();

    /** Whether its own switch for access to memory is on. */
    abstract boolean mayReachMemory();

    /** What is written back for a frame that came. */
    abstract long received(int length);

    /** A frame found no room. */
    abstract void missed();

    @Override
    final void powerOn() {
        Arrays.fill(registers, 0);
        final byte[] own = address();
        set(ownAddress, own[0] & 0xFF | (own[1] & 0xFF) << 8 | (own[2] & 0xFF) << 16 | (own[3] & 0xFF) << 24);
        set(ownAddress + HIGH, 1 << 31 | own[4] & 0xFF | (own[5] & 0xFF) << 8);
        preset();
    }

    final int register(final int offset) {
        return registers[offset / Integer.BYTES];
    }

    final void set(final int offset, final int value) {
        registers[offset / Integer.BYTES] = value;
    }

    final void count(final int offset) {
        registers[offset / Integer.BYTES]++;
    }

    static void require(final int offset, final int width) {
        if (width != Integer.BYTES || offset % Integer.BYTES != 0) {
            throw new IllegalArgumentException("registers have 32 bits: " + width * Byte.SIZE + " bits at " + offset);
        }
    }

    private boolean mayMove() {
        return reachesMemory() && mayReachMemory() && !isSilent();
    }

    private long base(final int ring) {
        return Integer.toUnsignedLong(register(ring)) | (long) register(ring + HIGH) << 32;
    }

    private void advance(final int ring) {
        final int count = Math.max(1, register(ring + LENGTH) / DESCRIPTOR);
        set(ring + HEAD, (register(ring + HEAD) + 1) % count);
    }

    /** Whether a frame's address passes its filters: of a group's, the last twelve bits as they come on the wire choose a bit. */
    private boolean accepts(final byte[] frame) {
        if ((frame[0] & 1) == 0) {
            return isForMe(frame);
        }
        if (isForAll(frame)) {
            return takesBroadcasts();
        }
        final int bit = (frame[5] & 0xFF) << 4 | (frame[4] & 0xFF) >> 4;
        return (register(table + (bit >> 5 & 127) * Integer.BYTES) >>> (bit & 31) & 1) != 0;
    }

    /** Counts it where it counts what it has received. */
    abstract void countReceived();

    abstract void countSent();

    @Override
    final boolean receive(final byte[] frame) {
        if (!isReceiving() || !accepts(frame)) {
            return false;
        }
        final int head = register(receiveRing + HEAD);
        if (!mayMove() || head == register(receiveRing + TAIL)) {
            missed();
            drop();
            return false;
        }
        countReceived();
        final long descriptor = base(receiveRing) + (long) head * DESCRIPTOR;
        final int at = iommu().reach(descriptor, DESCRIPTOR, false);
        if (at < 0) {
            return false;
        }
        final boolean isWritten = iommu().write(iommu().found().getLong(at), frame);
        writeBack(descriptor, frame.length);
        advance(receiveRing);
        return isWritten;
    }

    /** A descriptor is written back whether or not its buffer could be. */
    private void writeBack(final long descriptor, final int length) {
        final int at = iommu().reach(descriptor, DESCRIPTOR, true);
        if (at >= 0) {
            iommu().found().putLongRelease(at + 8, received(length));
        }
    }

    @Override
    public final void sendWaiting() {
        while (mayMove() && hasLink() && isSending() && register(sendRing + HEAD) != register(sendRing + TAIL)) {
            final long descriptor = base(sendRing) + (long) register(sendRing + HEAD) * DESCRIPTOR;
            final int at = iommu().reach(descriptor, DESCRIPTOR, false);
            if (at < 0) {
                return;
            }
            final AtomicBuffer ring = iommu().found();
            final long word = ring.getLong(at + 8);
            final byte[] frame = iommu().read(ring.getLong(at), (int) word & 0xFFFF);
            if (frame != null) {
                countSent();
                leave(frame);
            }
            if ((word & REPORT) != 0) {
                ring.putByteVolatile(at + DONE_AT, (byte) (ring.getByte(at + DONE_AT) | 1));
            }
            advance(sendRing);
        }
    }
}
