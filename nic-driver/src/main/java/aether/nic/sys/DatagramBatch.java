package aether.nic.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
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
    /** Which time a datagram carries. */
    private static final int SOL_SOCKET = 1;

    private static final int HEADER_LENGTH = 64;
    private static final int VECTOR_LENGTH = 16;
    private static final int NAME_LENGTH = 16;
    private static final int CONTROL_LENGTH = 128;
    private static final int STAMP_OFFSET = 16;
    private static final int HARDWARE_STAMP_OFFSET = 48;
    private static final int ALIGNMENT = 64;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final int count;
    private final int slotLength;
    private final int payloadOffset;
    private final boolean hasControl;
    private final MemorySegment headers;
    private final MemorySegment names;
    private final MemorySegment control;
    private final UnsafeBuffer slots;
    private boolean isHardwareStamp;

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
        headers = arena.allocate((long) HEADER_LENGTH * count, ALIGNMENT);
        names = arena.allocate((long) NAME_LENGTH * count, ALIGNMENT);
        control = arena.allocate((long) CONTROL_LENGTH * count, ALIGNMENT);
        final MemorySegment vectors = arena.allocate((long) VECTOR_LENGTH * count, ALIGNMENT);
        final MemorySegment bytes = arena.allocate((long) slotLength * count, ALIGNMENT);
        slots = new UnsafeBuffer(bytes.asByteBuffer());
        for (int i = 0; i < count; i++) {
            final long header = (long) i * HEADER_LENGTH;
            final long vector = (long) i * VECTOR_LENGTH;
            vectors.set(JAVA_LONG, vector, bytes.address() + (long) i * slotLength + payloadOffset);
            vectors.set(JAVA_LONG, vector + 8, slotLength - payloadOffset);
            headers.set(JAVA_LONG, header, names.address() + (long) i * NAME_LENGTH);
            headers.set(JAVA_LONG, header + 16, vectors.address() + vector);
            headers.set(JAVA_LONG, header + 24, 1);
            headers.set(JAVA_LONG, header + 32, hasControl ? control.address() + (long) i * CONTROL_LENGTH : 0);
            arm(header);
        }
    }

    /** The kernel overwrites lengths with what it used. */
    private void arm(final long header) {
        headers.set(JAVA_INT, header + 8, NAME_LENGTH);
        headers.set(JAVA_LONG, header + 40, hasControl ? CONTROL_LENGTH : 0);
    }

    /** Takes what is there, at most {@code limit}; returns how many, 0 when there is nothing, or the negated error number. */
    public int receive(final Socket socket, final int limit) {
        final int received = LibC.recvmmsg(socket.fd(), headers.address(), Math.min(limit, count), Socket.MSG_DONTWAIT);
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

    /** Bytes of the datagram in slot {@code index}. */
    public int length(final int index) {
        return headers.get(JAVA_INT, (long) index * HEADER_LENGTH + 56);
    }

    /** Bytes that a slot holds of a datagram. */
    public int mostLength() {
        return slotLength - payloadOffset;
    }

    /** IPv4 address of the sender, first octet highest. */
    public int senderAddress(final int index) {
        return Integer.reverseBytes(names.get(JAVA_INT, (long) index * NAME_LENGTH + 4));
    }

    public int senderPort(final int index) {
        return names.get(JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), (long) index * NAME_LENGTH + 2) & 0xFFFF;
    }

    /**
     * Receive time in nanoseconds since the epoch, by the NIC's clock where it gave one, else by the kernel's; 0 without either. Makes the
     * slot ready for the next call: ask once.
     */
    public long stampNs(final int index) {
        final long header = (long) index * HEADER_LENGTH;
        final long length = Math.min(headers.get(JAVA_LONG, header + 40), CONTROL_LENGTH);
        arm(header);
        final long message = (long) index * CONTROL_LENGTH;
        if (length < STAMP_OFFSET + 16 || control.get(JAVA_INT, message + 8) != SOL_SOCKET) {
            return 0;
        }
        final int type = control.get(JAVA_INT, message + 12);
        if (type == Socket.SO_TIMESTAMPING && length >= HARDWARE_STAMP_OFFSET + 16) {
            final long hardware = time(message + HARDWARE_STAMP_OFFSET);
            isHardwareStamp = hardware != 0;
            return isHardwareStamp ? hardware : time(message + STAMP_OFFSET);
        }
        return type == Socket.SO_TIMESTAMPNS || type == Socket.SO_TIMESTAMPING ? time(message + STAMP_OFFSET) : 0;
    }

    private long time(final long offset) {
        return control.get(JAVA_LONG, offset) * NS_PER_SECOND + control.get(JAVA_LONG, offset + 8);
    }

    /** Whether the last stamp was the NIC's. */
    public boolean isHardwareStamp() {
        return isHardwareStamp;
    }
}
