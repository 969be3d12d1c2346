package aether.nic;

import static java.nio.ByteOrder.BIG_ENDIAN;

import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Frames for tests, written byte by byte and not by the code under test. */
public final class Frames {
    public static final int GROUP = 0xE0001F0B;
    public static final int PORT = 14_320;
    public static final int SOURCE = 0x0A010203;

    private Frames() {}

    /** A UDP frame with the given number of VLAN tags and four-byte IPv4 options. */
    public static UnsafeBuffer udp(final byte[] payload, final int vlanTags, final int ipOptions) {
        final int ip = 14 + 4 * vlanTags;
        final int ipHeader = 20 + 4 * ipOptions;
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[ip + ipHeader + 8 + payload.length]);
        for (int tag = 0; tag < vlanTags; tag++) {
            frame.putShort(12 + 4 * tag, (short) (tag == 0 && vlanTags == 2 ? 0x88A8 : 0x8100), BIG_ENDIAN);
            frame.putShort(14 + 4 * tag, (short) 42, BIG_ENDIAN);
        }
        frame.putShort(ip - 2, (short) 0x0800, BIG_ENDIAN);
        frame.putByte(ip, (byte) (0x40 | ipHeader / 4));
        frame.putShort(ip + 2, (short) (ipHeader + 8 + payload.length), BIG_ENDIAN);
        frame.putByte(ip + 9, (byte) 17);
        frame.putInt(ip + 12, SOURCE, BIG_ENDIAN);
        frame.putInt(ip + 16, GROUP, BIG_ENDIAN);
        final int udp = ip + ipHeader;
        frame.putShort(udp, (short) 50_000, BIG_ENDIAN);
        frame.putShort(udp + 2, (short) PORT, BIG_ENDIAN);
        frame.putShort(udp + 4, (short) (8 + payload.length), BIG_ENDIAN);
        frame.putBytes(udp + 8, payload);
        return frame;
    }

    public static UnsafeBuffer udp(final String payload) {
        return udp(payload.getBytes(StandardCharsets.US_ASCII), 0, 0);
    }
}
