package aether.nic;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Checksums against the sum as RFC 1071 has it, 16 bits at a time. */
class ChecksumsTest {
    private static final int IP = 14;
    private static final int UDP = 34;
    private static final int ROUNDS = 20_000;
    private static final long SEED = 20_261_127;

    /** Where a frame may lie. */
    enum Memory {
        ARRAY {
            @Override
            UnsafeBuffer of(final byte[] bytes) {
                final byte[] longer = new byte[bytes.length + 3];
                System.arraycopy(bytes, 0, longer, 3, bytes.length);
                return new UnsafeBuffer(longer, 3, bytes.length);
            }
        },
        HEAP_BUFFER {
            @Override
            UnsafeBuffer of(final byte[] bytes) {
                final ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 5);
                buffer.put(5, bytes);
                return new UnsafeBuffer(buffer.position(5).slice());
            }
        },
        DIRECT_BUFFER {
            @Override
            UnsafeBuffer of(final byte[] bytes) {
                final ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length + 7);
                buffer.put(7, bytes);
                return new UnsafeBuffer(buffer, 7, bytes.length);
            }
        },
        LIMITED_BUFFER {
            @Override
            UnsafeBuffer of(final byte[] bytes) {
                final ByteBuffer buffer = ByteBuffer.allocateDirect(bytes.length);
                buffer.put(0, bytes);
                final UnsafeBuffer frame = new UnsafeBuffer(buffer);
                buffer.limit(1);
                return frame;
            }
        };

        abstract UnsafeBuffer of(byte[] bytes);
    }

    private final UdpFrame udp = new UdpFrame();

    private static int slowSum(final UnsafeBuffer frame, final int from, final int end, final long start) {
        long sum = start;
        for (int i = from; i < end; i++) {
            sum += (frame.getByte(i) & 0xFF) << ((i - from) % 2 == 0 ? 8 : 0);
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xFFFF) + (sum >>> 16);
        }
        return (int) sum;
    }

    private static int pseudoHeader(final UnsafeBuffer frame) {
        return slowSum(frame, IP + 12, UDP, 17 + (frame.capacity() - UDP));
    }

    /** A frame with right checksums of both headers. */
    private static UnsafeBuffer frame(final byte[] payload) {
        final UnsafeBuffer frame = Frames.udp(payload, 0, 0);
        frame.putShort(IP + 10, (short) ~slowSum(frame, IP, UDP, 0), BIG_ENDIAN);
        final int checksum = ~slowSum(frame, UDP, frame.capacity(), pseudoHeader(frame)) & 0xFFFF;
        frame.putShort(UDP + 6, (short) (checksum == 0 ? 0xFFFF : checksum), BIG_ENDIAN);
        return frame;
    }

    private boolean isRight(final UnsafeBuffer frame) {
        assertEquals(FrameStatus.OK, udp.wrap(frame, frame.capacity()));
        return udp.hasRightChecksums(frame);
    }

    @ParameterizedTest
    @EnumSource(Memory.class)
    void shouldTakeRightChecksumsAndRefuseAnyChangedBitWhereverTheFrameLies(final Memory memory) {
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            final byte[] payload = new byte[random.nextInt(300)];
            random.nextBytes(payload);
            final UnsafeBuffer whole = frame(payload);
            final byte[] bytes = new byte[whole.capacity()];
            whole.getBytes(0, bytes);
            final String what = "seed " + SEED + " round " + round;
            assertTrue(isRight(memory.of(bytes)), what);
            if (payload.length > 0) {
                final int bit = random.nextInt(payload.length * 8);
                bytes[UDP + 8 + bit / 8] ^= (byte) (1 << bit % 8);
                assertFalse(isRight(memory.of(bytes)), what + " bit " + bit);
            }
        }
    }

    @Test
    void shouldPassChecksumsThatSayNothing() {
        final UnsafeBuffer none = frame("market data".getBytes(StandardCharsets.US_ASCII));
        none.putShort(UDP + 6, (short) 0, BIG_ENDIAN);
        none.putShort(IP + 10, (short) 0, BIG_ENDIAN);
        assertTrue(isRight(none));
    }

    /** As a frame looks that never left its machine: the sum of addresses, protocol and length, not inverted. */
    @Test
    void shouldPassAPartialChecksum() {
        final UnsafeBuffer partial = frame("market data".getBytes(StandardCharsets.US_ASCII));
        partial.putShort(UDP + 6, (short) pseudoHeader(partial), BIG_ENDIAN);
        assertTrue(isRight(partial));
        partial.putByte(UDP + 8, (byte) '?');
        assertTrue(isRight(partial), "nothing is known of its payload");
    }

    @ParameterizedTest
    @CsvSource({"15", "18", "22", "26", "33"})
    void shouldRefuseADamagedIpv4Header(final int at) {
        final UnsafeBuffer frame = frame(new byte[16]);
        frame.putByte(at, (byte) (frame.getByte(at) ^ 0x10));
        if (udp.wrap(frame, frame.capacity()) == FrameStatus.OK) {
            assertFalse(udp.hasRightChecksums(frame));
        }
    }

    @Test
    void shouldLeavePaddingBehindTheDatagramOut() {
        final UnsafeBuffer whole = frame(new byte[] {1, 2, 3});
        final UnsafeBuffer padded = new UnsafeBuffer(new byte[64]);
        padded.setMemory(0, 64, (byte) 0xAA);
        padded.putBytes(0, whole, 0, whole.capacity());
        assertTrue(isRight(padded));
    }

    @Test
    void shouldWriteTheChecksumThatIsRight() {
        final SplittableRandom random = new SplittableRandom(3);
        for (int payload = 1; payload < 300; payload++) {
            final UnsafeBuffer frame = new UnsafeBuffer(new byte[UdpFrame.PLAIN_HEADER_LENGTH + payload]);
            UdpFrameWriter.writeHeader(frame, random.nextInt(), 1234, 0xEFFF0001, 30_001);
            for (int i = 0; i < payload; i++) {
                frame.putByte(UdpFrame.PLAIN_HEADER_LENGTH + i, (byte) random.nextInt());
            }
            UdpFrameWriter.writeLength(frame, payload);
            final UdpFrame udp = new UdpFrame();
            assertEquals(FrameStatus.OK, udp.wrap(frame, frame.capacity()));
            assertFalse(udp.hasUdpChecksum());
            UdpFrameWriter.writeUdpChecksum(frame, udp);
            assertEquals(FrameStatus.OK, udp.wrap(frame, frame.capacity()));
            assertTrue(udp.hasUdpChecksum());
            assertTrue(udp.hasRightChecksums(frame), "payload of " + payload);
            frame.putByte(UdpFrame.PLAIN_HEADER_LENGTH, (byte) (frame.getByte(UdpFrame.PLAIN_HEADER_LENGTH) ^ 4));
            assertFalse(udp.hasRightChecksums(frame), "payload of " + payload + ", damaged");
        }
    }
}
