package aether.bench;

import aether.nic.FrameStatus;
import aether.nic.UdpFrame;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to read the headers of a frame, and to verify its checksums as well. The frame is in the cache, as one is that the decoder is about to
 * read. {@code bytewise} is the sum as RFC 1071 has it in C, 16 bits at a time, to compare with.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChecksumBenchmark {
    private static final int IP = 14;
    private static final int UDP = 34;

    /** A frame with right checksums. */
    @State(Scope.Thread)
    public static class Frame {
        /** Payload bytes. */
        @Param({"64", "200", "1400"})
        public int payload;

        private final UdpFrame udp = new UdpFrame();
        private UnsafeBuffer frame;

        /** Made byte by byte. */
        @Setup
        public void make() {
            frame = new UnsafeBuffer(ByteBuffer.allocateDirect(UDP + 8 + payload));
            final SplittableRandom random = new SplittableRandom(payload);
            for (int i = UDP + 8; i < frame.capacity(); i++) {
                frame.putByte(i, (byte) random.nextInt());
            }
            frame.putShort(12, (short) 0x0800, ByteOrder.BIG_ENDIAN);
            frame.putByte(IP, (byte) 0x45);
            frame.putShort(IP + 2, (short) (28 + payload), ByteOrder.BIG_ENDIAN);
            frame.putByte(IP + 9, (byte) 17);
            frame.putInt(IP + 12, 0x0A010203, ByteOrder.BIG_ENDIAN);
            frame.putInt(IP + 16, 0xE0001F0B, ByteOrder.BIG_ENDIAN);
            frame.putShort(UDP + 4, (short) (8 + payload), ByteOrder.BIG_ENDIAN);
            frame.putShort(IP + 10, (short) ~fold(sum(IP, UDP)), ByteOrder.BIG_ENDIAN);
            frame.putShort(UDP + 6, (short) ~fold(pseudoHeader() + sum(UDP, frame.capacity())), ByteOrder.BIG_ENDIAN);
            if (udp.wrap(frame, frame.capacity()) != FrameStatus.OK || !udp.hasRightChecksums(frame)) {
                throw new IllegalStateException("the frame is not what it should be");
            }
        }

        private long pseudoHeader() {
            return sum(IP + 12, UDP) + 17 + 8 + payload;
        }

        private long sum(final int from, final int end) {
            long sum = 0;
            for (int i = from; i < end; i += 2) {
                sum += Short.toUnsignedInt(frame.getShort(i, ByteOrder.BIG_ENDIAN));
            }
            return sum;
        }

        private static int fold(final long sum) {
            long folded = sum;
            while (folded >>> 16 != 0) {
                folded = (folded & 0xFFFF) + (folded >>> 16);
            }
            return (int) folded;
        }
    }

    /** The headers alone. */
    @Benchmark
    public FrameStatus headers(final Frame state) {
        return state.udp.wrap(state.frame, state.frame.capacity());
    }

    /** Headers and checksums. */
    @Benchmark
    public boolean checksums(final Frame state) {
        return state.udp.wrap(state.frame, state.frame.capacity()) == FrameStatus.OK
                && state.udp.hasRightChecksums(state.frame);
    }

    /** The UDP checksum as it is usually written. */
    @Benchmark
    public int bytewise(final Frame state) {
        return Frame.fold(state.pseudoHeader() + state.sum(UDP, state.frame.capacity()));
    }
}
