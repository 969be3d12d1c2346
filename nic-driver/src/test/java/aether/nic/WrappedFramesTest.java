package aether.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Datagrams behind tags, in front of trailers, and inside other frames; each written in bytes, from its format's description. */
class WrappedFramesTest {
    private static final String ADDRESSES = "01005e001f0b020000000001";
    /** 24 bytes of IPv4 and UDP headers and payload "data": 10.1.2.3:50000 to 224.0.31.11:14320. */
    private static final String PACKET = "4500002000000000001100000a010203e0001f0b" + "c35037f0000c0000" + "64617461";

    private static final String FRAME = ADDRESSES + "0800" + PACKET;

    private final UdpFrame udp = new UdpFrame();

    private static UnsafeBuffer bytes(final String hex) {
        return new UnsafeBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private String payload(final UnsafeBuffer frame) {
        assertEquals(FrameStatus.OK, udp.wrap(frame, frame.capacity()));
        return frame.getStringWithoutLengthAscii(udp.payloadOffset(), udp.payloadLength());
    }

    @ParameterizedTest
    @CsvSource({
        "81000064",
        "88a80064 81000065",
        "91000064 81000065",
        "81000001 81000002 81000003 88a80004 91000005",
        "d28b00010010 6553f10000000007",
        "81000064 d28b00010120 f10000000007",
        "d28b00010110 6553f10000000007 81000064",
    })
    void shouldFindADatagramBehindTagsInAnyNumberAndOrder(final String tags) {
        assertEquals("data", payload(bytes(ADDRESSES + tags + "0800" + PACKET)));
    }

    @ParameterizedTest
    @CsvSource({
        "d28b00020010 6553f10000000007", // another subtype
        "d28b00010030 6553f10000000007", // an unknown form of time
        "0806", // ARP
        "81000064 86dd", // IPv6 behind a tag
    })
    void shouldNotGuessWhatItDoesNotKnow(final String tags) {
        final UnsafeBuffer frame = bytes(ADDRESSES + tags + "0800" + PACKET);
        assertEquals(FrameStatus.NOT_IPV4, udp.wrap(frame, frame.capacity()));
    }

    @Test
    void shouldSayThatAFrameIsCutInsideItsTags() {
        final UnsafeBuffer frame = bytes(ADDRESSES + "81000064 d28b00010010 6553f10000000007 0800" + PACKET);
        for (int length = 0; length < frame.capacity(); length++) {
            assertEquals(FrameStatus.TRUNCATED, udp.wrap(frame, length), "at " + length);
        }
    }

    /** Left for a card to fill in: then the frame's own length counts. */
    @Test
    void shouldTakeTheFramesLengthWhereIpSaysNone() {
        final UnsafeBuffer frame = bytes(FRAME.replace("45000020", "45000000"));
        assertEquals("data", payload(frame));
        assertEquals(FrameStatus.BAD_UDP_LENGTH, udp.wrap(frame, frame.capacity() - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "ARISTA, d28b00010110 6553f10000000007, '', 1700000000000000007",
        "ARISTA, d28b00010010 6553f12500000007, '', 1700000000000000007", // atomic time, 37 s ahead
        "ARISTA, 81000064 d28b00010111 6553f1003b9ac9ff, '', 1700000000999999999",
        "ARISTA, d28b00010120 f10000000007, '', NONE", // no day in it
        "ARISTA, 81000064, '', NONE",
        "METAMAKO, '', deadbeef 6553f100 00000007 00 0007 03, 1700000000000000007",
        "METAMAKO, '', deadbeef 6553f100 00000007 00 0007 03 cafebabe, 1700000000000000007",
        "METAMAKO, '', 0102030405060708 00000000 deadbeef 6553f100 00000007 02 0007 03 cafebabe, 1700000000000000007",
        "METAMAKO, '', 01020304 05060708 00000000 00000000 deadbeef 6553f100 00000007 02 0007 03 cafebabe, 1700000000000000007",
        "METAMAKO, '', deadbeef 6553f100 3b9aca00 00 0007 03, NONE", // a billion nanoseconds
        "METAMAKO, '', 000000000000, NONE", // padding
        "EXABLAZE, '', deadbeef 01 02 6553f100 8000000000 00, 1700000000500000000",
        "EXABLAZE, '', deadbeef 01 02 6553f100 0000000226 00 cafebabe, 1700000000000000000",
        "EXABLAZE, '', '', NONE",
        "CAPTURE, '', deadbeef 6553f100 00000007 00 0007 03, NONE",
    })
    void shouldReadTimesOfSwitchesAndTaps(
            final HardwareTime kind, final String tags, final String trailer, final String time) {
        final UnsafeBuffer frame = bytes(ADDRESSES + tags + "0800" + PACKET + trailer);
        final long read = kind.read(frame, frame.capacity());
        assertEquals(time, read == HardwareTime.NONE ? "NONE" : Long.toString(read));
        assertEquals("data", payload(frame), "a time changes nothing in the packet");
    }

    private static String ipv4(final String protocol, final String body) {
        final int length = 20 + body.replace(" ", "").length() / 2;
        return ADDRESSES + "0800" + "4500%04x0000000000%s00000a0102030a020304".formatted(length, protocol) + body;
    }

    private static String vxlan(final String flags, final String port) {
        final String inner = flags + "000000" + "00123400" + FRAME;
        return ipv4("11", "c350" + port + "%04x0000".formatted(8 + inner.length() / 2) + inner);
    }

    @Test
    void shouldUnwrapVxlan() {
        assertUnwraps(vxlan("08", "12b5"), false);
        assertFalse(new Encapsulation()
                .wrap(bytes(vxlan("00", "12b5")), vxlan("00", "12b5").length() / 2));
        assertFalse(new Encapsulation()
                .wrap(bytes(vxlan("08", "12b6")), vxlan("08", "12b6").length() / 2));
    }

    @ParameterizedTest
    @CsvSource({
        "0000 0800, true",
        "2000 0800 00000001, true", // a key
        "b000 0800 00000000 00000001 00000002, true", // check sum, key, sequence
        "0000 6558, false",
        "0000 88be, false", // mirrored, first form
        "1000 88be 00000001 1000000100000000, false", // mirrored, second form
        "1000 22eb 00000001 100000010000000000000000, false", // mirrored, third form
    })
    void shouldUnwrapGre(final String header, final boolean isBareIpv4) {
        assertUnwraps(ipv4("2f", header + (isBareIpv4 ? PACKET : FRAME)), isBareIpv4);
    }

    @ParameterizedTest
    @CsvSource({"0001 880b", "0000 0806", "0001 0800"})
    void shouldLeaveOtherGreAlone(final String header) {
        final UnsafeBuffer frame = bytes(ipv4("2f", header + FRAME));
        assertFalse(new Encapsulation().wrap(frame, frame.capacity()));
    }

    private void assertUnwraps(final String hex, final boolean isBareIpv4) {
        final UnsafeBuffer frame = bytes(hex);
        final Encapsulation encapsulation = new Encapsulation();
        assertTrue(encapsulation.wrap(frame, frame.capacity()));
        assertEquals(isBareIpv4, encapsulation.isBareIpv4());
        final String inner = isBareIpv4 ? PACKET : FRAME;
        assertEquals(
                new UnsafeBuffer(bytes(inner.replace(" ", ""))),
                new UnsafeBuffer(frame, encapsulation.offset(), encapsulation.length()));
    }

    @Test
    void shouldStayInsideAnyBytes() {
        final long seed = 7;
        final SplittableRandom random = new SplittableRandom(seed);
        final String[] frames = {
            vxlan("08", "12b5"),
            ipv4("2f", "1000 88be 00000001 1000000100000000" + FRAME),
            ADDRESSES + "81000064 d28b00010010 6553f10000000007 0800" + PACKET + "deadbeef 6553f100 00000007 00 0007 03"
        };
        final Encapsulation encapsulation = new Encapsulation();
        int wrapped = 0;
        for (int i = 0; i < 100_000; i++) {
            final UnsafeBuffer whole = bytes(frames[i % frames.length]);
            final UnsafeBuffer frame = new UnsafeBuffer(whole, 0, random.nextInt(whole.capacity() + 1));
            for (int damage = random.nextInt(4); damage > 0 && frame.capacity() > 0; damage--) {
                frame.putByte(random.nextInt(frame.capacity()), (byte) random.nextInt());
            }
            for (final HardwareTime kind : HardwareTime.values()) {
                kind.read(frame, frame.capacity());
            }
            if (encapsulation.wrap(frame, frame.capacity())) {
                wrapped++;
                assertTrue(
                        encapsulation.length() > 0
                                && encapsulation.offset() + encapsulation.length() <= frame.capacity(),
                        "seed " + seed + ", frame " + i);
            }
        }
        assertTrue(wrapped > 300, "wrapped " + wrapped);
    }
}
