package aether.nic;

import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames of a few feeds with headers that are right, or wrong in one or two places. */
public final class RandomFrames {
    /** Groups and ports that frames are for: the first two are wanted. */
    public static final int[] GROUPS = {0xEFFF0101, 0xEFFF0102, 0xEFFF0103};

    public static final int[] PORTS = {5_001, 5_002, 5_003};

    private static final int[] HEADER_BYTES = {12, 13, 14, 15, 16, 17, 20, 21, 23, 30, 33, 36, 37, 38, 39};
    /** VLAN tags of all types, and Arista's header with a long, a short and an unknown form of time. */
    private static final byte[][] TAGS = {
        hex("81000064"),
        hex("88a80064"),
        hex("91000064"),
        hex("92000064"),
        hex("93000064"),
        hex("d28b00010010" + "6553f10000000000"),
        hex("d28b00010120" + "f10000000000"),
        hex("d28b00010030" + "f10000000000"),
        hex("d28b00020010" + "6553f10000000000"),
    };

    private static byte[] hex(final String digits) {
        return java.util.HexFormat.of().parseHex(digits);
    }

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
        for (int tags = mayBeTagged ? random.nextInt(4) : 0; tags > 0; tags--) {
            tag(TAGS[random.nextInt(TAGS.length)]);
        }
        if (random.nextInt(10) == 0) {
            length = random.nextInt(length + 1);
        }
        return frame;
    }

    /** Puts a tag in front of what follows the addresses. */
    private void tag(final byte[] tag) {
        final byte[] behind = new byte[length - 12];
        frame.getBytes(12, behind);
        frame.putBytes(12, tag);
        frame.putBytes(12 + tag.length, behind);
        length += tag.length;
    }

    public int length() {
        return length;
    }

    /** By the rules, slowly: a whole, plain UDP frame for one of two feeds, behind any number of tags. Without them it is as long as that. */
    public static boolean isWanted(final UnsafeBuffer frame, final int length, final int leastLength) {
        int type = 12;
        int next = type;
        while (next > 0 && type + 2 <= length) {
            type = next;
            next = type + 2 <= length ? nextType(frame, type, length) : 0;
        }
        final int ip = type + 2;
        if (ip - 14 + leastLength > length) {
            return false;
        }
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

    /** Where the type behind a tag is; 0 when there is no tag. */
    private static int nextType(final UnsafeBuffer frame, final int type, final int length) {
        final String name = Integer.toHexString(u16(frame, type));
        if (java.util.Set.of("8100", "88a8", "9100", "9200", "9300").contains(name)) {
            return type + 4;
        }
        if (!"d28b".equals(name) || type + 6 > length || u16(frame, type + 2) != 1) {
            return 0;
        }
        final int form = u16(frame, type + 4) / 16 % 16;
        return form == 1 ? type + 14 : form == 2 ? type + 12 : 0;
    }

    private static int u16(final UnsafeBuffer frame, final int index) {
        return frame.getShort(index, java.nio.ByteOrder.BIG_ENDIAN) & 0xFFFF;
    }
}
