package aether.nic.sys;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Room for some datagrams that one call of recvmmsg(2) fills: their bytes, senders and receive times.
 *
 * <pre>
 *  struct mmsghdr, 64 bytes: 0 name* | 8 name length u32 | 16 iovec* | 24 iovecs u64 | 32 control* | 40 control length u64 | 48 flags
 *                            56 length received u32
 *  struct iovec, 16 bytes:   0 base* | 8 length u64
 *  struct sockaddr_in, 16:   0 family u16 | 2 port u16, network order | 4 address u32, network order
 *  control message:          0 length u64 | 8 level u32 | 12 type u32 | 16 timespec: seconds i64, nanoseconds i64 (three of them for
 *                            SO_TIMESTAMPING: software, unused, hardware)
 * </pre>
 *
 * Safe because all pointers lead into segments of this object's own arena, which the collector frees only together with it, and the
 * kernel writes at most the lengths that stand beside them.
 */
public final class DatagramBatch {
    private static final int SOL_SOCKET = 1;

    private static final int HEADER_LENGTH = 64;
    private static final int VECTOR_LENGTH = 16;
    private static final int NAME_LENGTH = 16;
    private static final int CONTROL_LENGTH = 128;
    private static final int STAMP_OFFSET = 16;
    private static final long CLOCKS_AGREE_NS = 1_000_000;
    private static final int HARDWARE_STAMP_OFFSET = 48;
    private static final int ALIGNMENT = 64;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final int count;
    private final int slotLength;
    private final int payloadOffset;
    private final boolean hasControl;
    private final long address;
    private final UnsafeBuffer headers;
    private final UnsafeBuffer names;
    private final UnsafeBuffer control;
    private final UnsafeBuffer slots;
    private boolean isHardwareStamp;
    private long strayStamps;

    /**
     * Makes room.
     *
     * @param count datagrams
     * @param slotLength bytes for each
     * @param payloadOffset where in its slot a datagram begins
     * @param hasControl whether receive times are expected
     */
    public DatagramBatch(final int count, final int slotLength, final int payloadOffset, final boolean hasControl) {
        this.count = count;
        this.slotLength = slotLength;
        this.payloadOffset = payloadOffset;
        this.hasControl = hasControl;
        final Arena arena = Arena.ofAuto();
        final MemorySegment headerBytes = arena.allocate((long) HEADER_LENGTH * count, ALIGNMENT);
        final MemorySegment nameBytes = arena.allocate((long) NAME_LENGTH * count, ALIGNMENT);
        final MemorySegment controlBytes = arena.allocate((long) CONTROL_LENGTH * count, ALIGNMENT);
        final MemorySegment vectors = arena.allocate((long) VECTOR_LENGTH * count, ALIGNMENT);
        final MemorySegment bytes = arena.allocate((long) slotLength * count, ALIGNMENT);
        address = headerBytes.address();
        // The buffers keep the arena alive, and with it the vectors.
        headers = new UnsafeBuffer(headerBytes.asByteBuffer());
        names = new UnsafeBuffer(nameBytes.asByteBuffer());
        control = new UnsafeBuffer(controlBytes.asByteBuffer());
        slots = new UnsafeBuffer(bytes.asByteBuffer());
        for (int i = 0; i < count; i++) {
            final int header = i * HEADER_LENGTH;
            final long vector = (long) i * VECTOR_LENGTH;
            vectors.set(JAVA_LONG, vector, bytes.address() + (long) i * slotLength + payloadOffset);
            vectors.set(JAVA_LONG, vector + 8, slotLength - payloadOffset);
            headers.putLong(header, nameBytes.address() + (long) i * NAME_LENGTH);
            headers.putLong(header + 16, vectors.address() + vector);
            headers.putLong(header + 24, 1);
            headers.putLong(header + 32, hasControl ? controlBytes.address() + (long) i * CONTROL_LENGTH : 0);
            arm(header);
        }
    }

    /** The kernel overwrites lengths with what it used. */
    private void arm(final int header) {
        headers.putInt(header + 8, NAME_LENGTH);
        headers.putLong(header + 40, hasControl ? CONTROL_LENGTH : 0);
    }

    /** Takes what is there, at most {@code limit}; returns how many, 0 when there is nothing, or the negated error number. */
    public int receive(final Socket socket, final int limit) {
        final int received =
                LibC.recvmmsg(socket.fd(), address, Math.min(limit, count), Socket.MSG_DONTWAIT | Socket.MSG_TRUNC);
        return received == -Errno.EAGAIN || received == -Errno.EINTR ? 0 : received;
    }

    /** All slots, one behind the other. */
    public UnsafeBuffer slots() {
        return slots;
    }

    /** Where slot {@code index} begins. */
    public int slot(final int index) {
        return index * slotLength;
    }

    /** Bytes of the datagram that came for slot {@code index}: when they are more than {@link #mostLength}, the slot holds its beginning only. */
    public int length(final int index) {
        return headers.getInt(index * HEADER_LENGTH + 56);
    }

    /** Bytes that a slot holds of a datagram. */
    public int mostLength() {
        return slotLength - payloadOffset;
    }

    /** IPv4 address of the sender, first octet highest. */
    public int senderAddress(final int index) {
        return names.getInt(index * NAME_LENGTH + 4, BIG_ENDIAN);
    }

    public int senderPort(final int index) {
        return Short.toUnsignedInt(names.getShort(index * NAME_LENGTH + 2, BIG_ENDIAN));
    }

    /**
     * Receive time in nanoseconds since the epoch, by the NIC's clock where it gave one, else by the kernel's; 0 without either. Makes the
     * slot ready for the next call: ask once.
     */
    public long stampNs(final int index) {
        final int header = index * HEADER_LENGTH;
        final long length = Math.min(headers.getLong(header + 40), CONTROL_LENGTH);
        arm(header);
        final int message = index * CONTROL_LENGTH;
        if (length < STAMP_OFFSET + 16 || control.getInt(message + 8) != SOL_SOCKET) {
            return 0;
        }
        final int type = control.getInt(message + 12);
        if (type == Socket.SO_TIMESTAMPING && length >= HARDWARE_STAMP_OFFSET + 16) {
            final long kernel = time(message + STAMP_OFFSET);
            final long hardware = time(message + HARDWARE_STAMP_OFFSET);
            isHardwareStamp = isOfKernelsTime(hardware, kernel);
            strayStamps += hardware == 0 || isHardwareStamp ? 0 : 1;
            return isHardwareStamp ? hardware : kernel;
        }
        return type == Socket.SO_TIMESTAMPNS || type == Socket.SO_TIMESTAMPING ? time(message + STAMP_OFFSET) : 0;
    }

    /**
     * A card's clock that nobody keeps to the system's (it may run in TAI, or since it was switched on) would upset every timeout that is
     * reckoned from a receive time: then the kernel's stamp of the same datagram serves.
     */
    static boolean isOfKernelsTime(final long hardwareNs, final long kernelNs) {
        return hardwareNs != 0 && (kernelNs == 0 || Math.abs(kernelNs - hardwareNs) < CLOCKS_AGREE_NS);
    }

    /** Stamps of the NIC that were left alone, since its clock is not the system's. */
    public long strayStamps() {
        return strayStamps;
    }

    private long time(final int offset) {
        return control.getLong(offset) * NS_PER_SECOND + control.getLong(offset + 8);
    }

    /** Whether the last stamp was the NIC's. */
    public boolean isHardwareStamp() {
        return isHardwareStamp;
    }
}
