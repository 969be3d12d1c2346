package aether.nic.sys;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.ByteOrder.BIG_ENDIAN;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Datagrams that one call of sendmmsg(2) sends, each to its own IPv4 address; the structures are drawn at {@link DatagramBatch}. Safe for the
 * same reasons: all pointers lead into this object's own arena, and the kernel reads no more than the lengths beside them.
 */
public final class OutgoingBatch {
    private static final int HEADER_LENGTH = 64;
    private static final int VECTOR_LENGTH = 16;
    private static final int NAME_LENGTH = 16;
    private static final int ALIGNMENT = 64;
    private static final short AF_INET = 2;

    private final int slotLength;
    private final long address;
    private final UnsafeBuffer names;
    private final UnsafeBuffer vectors;
    private final UnsafeBuffer slots;
    private final int count;
    private int first;
    private int end;

    /** Room for {@code count} datagrams of at most {@code slotLength} bytes. */
    public OutgoingBatch(final int count, final int slotLength) {
        this.count = count;
        this.slotLength = slotLength;
        final Arena arena = Arena.ofAuto();
        final MemorySegment headers = arena.allocate((long) HEADER_LENGTH * count, ALIGNMENT);
        final MemorySegment nameBytes = arena.allocate((long) NAME_LENGTH * count, ALIGNMENT);
        final MemorySegment vectorBytes = arena.allocate((long) VECTOR_LENGTH * count, ALIGNMENT);
        final MemorySegment bytes = arena.allocate((long) slotLength * count, ALIGNMENT);
        address = headers.address();
        // The buffers keep the arena alive, and with it the headers.
        names = new UnsafeBuffer(nameBytes.asByteBuffer());
        vectors = new UnsafeBuffer(vectorBytes.asByteBuffer());
        slots = new UnsafeBuffer(bytes.asByteBuffer());
        for (int i = 0; i < count; i++) {
            final long header = (long) i * HEADER_LENGTH;
            headers.set(JAVA_LONG, header, nameBytes.address() + (long) i * NAME_LENGTH);
            headers.set(JAVA_INT, header + 8, NAME_LENGTH);
            headers.set(JAVA_LONG, header + 16, vectorBytes.address() + (long) i * VECTOR_LENGTH);
            headers.set(JAVA_LONG, header + 24, 1);
            vectors.putLong(i * VECTOR_LENGTH, bytes.address() + (long) i * slotLength);
            names.putShort(i * NAME_LENGTH, AF_INET);
        }
    }

    /** Whether there is room for one more. */
    public boolean hasRoom() {
        return end < count;
    }

    /** Datagrams that wait. */
    public int waiting() {
        return end - first;
    }

    /** Adds one. */
    public void add(final int group, final int port, final DirectBuffer buffer, final int offset, final int length) {
        names.putShort(end * NAME_LENGTH + 2, (short) port, BIG_ENDIAN);
        names.putInt(end * NAME_LENGTH + 4, group, BIG_ENDIAN);
        vectors.putLong(end * VECTOR_LENGTH + 8, length);
        slots.putBytes(end * slotLength, buffer, offset, length);
        end++;
    }

    /** Sends what waits, as far as the kernel takes it; returns 0, or the negated error number when it took nothing. */
    public int send(final Socket socket) {
        final int sent =
                LibC.sendmmsg(socket.fd(), address + (long) first * HEADER_LENGTH, end - first, Socket.MSG_DONTWAIT);
        if (sent < 0) {
            return sent;
        }
        first += sent;
        if (first == end) {
            first = 0;
            end = 0;
        }
        return 0;
    }
}
