package aether.nic;

import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of a few feeds with headers that are right, or wrong in one or two places. */
public final class RandomFrames {
    /** Groups and ports that frames are for: the first two are wanted. */
    public static final int[] GROUPS = {0xEFFF0101, 0xEFFF0102, 0xEFFF0103};

    public static final int[] PORTS = {5_001, 5_002, 5_003};

    private static final int[] HEADER_BYTES = {12, 13, 14, 15, 16, 17, 20, 21, 23, 30, 33, 36, 37, 38, 39};
    private static final int VLAN = 0x8100_0064;

    private final Random random;
    private final UnsafeBuffer frame = new UnsafeBuffer(new byte[256]);
    private int length;

    public RandomFrames(final long seed) {
        random = new Random(seed);
    }

    /** The next frame; valid until the one after. */
    public UnsafeBuffer next(final boolean mayBeTagged) {
        final int group = GROUPS[random.nextInt(GROUPS.length)];
        final int port = PORTS[random.nextInt(PORTS.length)];
        UdpFrameWriter.writeHeader(frame, 0x0A090001, 4_000, group, port);
        length =
                UdpFrameWriter.writeLength(frame, random.nextInt(8) == 0 ? random.nextInt(4) : 4 + random.nextInt(100));
        for (int damage = random.nextInt(3); damage > 0; damage--) {
            frame.putByte(HEADER_BYTES[random.nextInt(HEADER_BYTES.length)], (byte) random.nextInt());
        }
        if (mayBeTagged && random.nextInt(4) == 0) {
            final byte[] behind = new byte[length - 12];
            frame.getBytes(12, behind);
            frame.putInt(12, VLAN, java.nio.ByteOrder.BIG_ENDIAN);
            frame.putBytes(16, behind);
            length += 4;
        }
        if (random.nextInt(10) == 0) {
            length = random.nextInt(length + 1);
        }
        return frame;
    }

    public int length() {
        return length;
    }

    /** By the rules, slowly: an untagged or once tagged, whole, plain UDP frame for one of two feeds. */
    public static boolean isWanted(final UnsafeBuffer frame, final int length, final int leastLength) {
        if (length < leastLength) {
            return false;
        }
        final boolean isTagged = u16(frame, 12) == 0x8100;
        final int ip = isTagged ? 18 : 14;
        if (u16(frame, ip - 2) != 0x0800 || frame.getByte(ip) != 0x45 || frame.getByte(ip + 9) != 17) {
            return false;
        }
        if ((u16(frame, ip + 6) & 0x3FFF) != 0) {
            return false;
        }
        final int group = frame.getInt(ip + 16, java.nio.ByteOrder.BIG_ENDIAN);
        final int port = u16(frame, ip + 22);
        return group == GROUPS[0] && port == PORTS[0] || group == GROUPS[1] && port == PORTS[1];
    }

    private static int u16(final UnsafeBuffer frame, final int index) {
        return frame.getShort(index, java.nio.ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }
}
