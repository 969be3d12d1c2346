package aether.nic;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UdpFrameTest {
    private static final int IP = 14;
    private static final int UDP = 34;

    private final UdpFrame udp = new UdpFrame();

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "2,0", "0,1", "0,10", "2,3"})
    void shouldFindThePayloadBehindTagsAndOptions(final int vlanTags, final int ipOptions) {
        final UnsafeBuffer frame = Frames.udp("market data".getBytes(StandardCharsets.US_ASCII), vlanTags, ipOptions);
        assertEquals(FrameStatus.OK, udp.wrap(frame, frame.capacity()));
        assertEquals("market data", frame.getStringWithoutLengthAscii(udp.payloadOffset(), udp.payloadLength()));
        assertEquals(Frames.GROUP, udp.destinationAddress());
        assertEquals(Frames.PORT, udp.destinationPort());
        assertEquals(Frames.SOURCE, udp.sourceAddress());
        assertEquals(50_000, udp.sourcePort());
    }

    @Test
    void shouldIgnoreEthernetPadding() {
        final UnsafeBuffer padded = new UnsafeBuffer(new byte[64]);
        padded.putBytes(0, Frames.udp("x"), 0, Frames.udp("x").capacity());
        assertEquals(FrameStatus.OK, udp.wrap(padded, 64));
        assertEquals(1, udp.payloadLength());
    }

    @Test
    void shouldSayTruncatedAtEveryShorterLength() {
        final UnsafeBuffer whole = Frames.udp("market data");
        for (int length = 0; length < whole.capacity(); length++) {
            assertEquals(
                    FrameStatus.TRUNCATED, udp.wrap(new UnsafeBuffer(whole, 0, length), length), "length " + length);
        }
    }

    @Test
    void shouldRecogniseFragments() {
        final UnsafeBuffer first = Frames.udp("x");
        first.putShort(IP + 6, (short) 0x2000, BIG_ENDIAN);
        assertEquals(FrameStatus.FRAGMENT, udp.wrap(first, first.capacity()));
        final UnsafeBuffer later = Frames.udp("x");
        later.putShort(IP + 6, (short) 100, BIG_ENDIAN);
        assertEquals(FrameStatus.FRAGMENT, udp.wrap(later, later.capacity()));
        final UnsafeBuffer whole = Frames.udp("x");
        whole.putShort(IP + 6, (short) 0x4000, BIG_ENDIAN);
        assertEquals(FrameStatus.OK, udp.wrap(whole, whole.capacity()));
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        final UnsafeBuffer version6 = Frames.udp("x");
        version6.putByte(IP, (byte) 0x65);
        assertEquals(FrameStatus.BAD_IP_HEADER, udp.wrap(version6, version6.capacity()));
        final UnsafeBuffer shortHeader = Frames.udp("x");
        shortHeader.putByte(IP, (byte) 0x44);
        assertEquals(FrameStatus.BAD_IP_HEADER, udp.wrap(shortHeader, shortHeader.capacity()));
        final UnsafeBuffer longUdp = Frames.udp("x");
        longUdp.putShort(UDP + 4, (short) 10, BIG_ENDIAN);
        assertEquals(FrameStatus.BAD_UDP_LENGTH, udp.wrap(longUdp, longUdp.capacity()));
        final UnsafeBuffer shortUdp = Frames.udp("x");
        shortUdp.putShort(UDP + 4, (short) 7, BIG_ENDIAN);
        assertEquals(FrameStatus.BAD_UDP_LENGTH, udp.wrap(shortUdp, shortUdp.capacity()));
    }

    @Test
    void shouldLeaveOtherProtocolsAlone() {
        final UnsafeBuffer arp = Frames.udp("x");
        arp.putShort(12, (short) 0x0806, BIG_ENDIAN);
        assertEquals(FrameStatus.NOT_IPV4, udp.wrap(arp, arp.capacity()));
        final UnsafeBuffer icmp = Frames.udp("x");
        icmp.putByte(IP + 9, (byte) 1);
        assertEquals(FrameStatus.NOT_UDP, udp.wrap(icmp, icmp.capacity()));
    }

    @Test
    void shouldStayInsideAnyBytes() {
        final long seed = 20_260_101L;
        final SplittableRandom random = new SplittableRandom(seed);
        final EnumSet<FrameStatus> seen = EnumSet.noneOf(FrameStatus.class);
        for (int i = 0; i < 300_000; i++) {
            final UnsafeBuffer frame =
                    Frames.udp("market data".getBytes(StandardCharsets.US_ASCII), random.nextInt(3), random.nextInt(3));
            for (int flips = random.nextInt(6); flips > 0; flips--) {
                frame.putByte(random.nextInt(frame.capacity()), (byte) random.nextInt());
            }
            final int length = random.nextInt(frame.capacity() + 1);
            final UnsafeBuffer tight = new UnsafeBuffer(frame, 0, length);
            final FrameStatus status = udp.wrap(tight, length);
            seen.add(status);
            if (status == FrameStatus.OK) {
                assertTrue(udp.payloadOffset() + udp.payloadLength() <= length, "seed " + seed + ", frame " + i);
            }
        }
        assertEquals(EnumSet.allOf(FrameStatus.class), seen);
    }

    @Test
    void shouldWriteHeadersThatItCanRead() {
        final UnsafeBuffer frame = new UnsafeBuffer(new byte[200]);
        UdpFrameWriter.writeHeader(frame, Frames.SOURCE, 50_000, Frames.GROUP, Frames.PORT);
        final int length = UdpFrameWriter.writeLength(frame, 5);
        assertEquals(FrameStatus.OK, udp.wrap(frame, length));
        assertEquals(5, udp.payloadLength());
        assertEquals(0x01005E00, frame.getInt(0, BIG_ENDIAN));
        assertEquals(0x1F0B, frame.getShort(4, BIG_ENDIAN));
        assertEquals(0, onesComplementSum(frame), "the IPv4 checksum must make the header sum to zero");
    }

    private static int onesComplementSum(final UnsafeBuffer frame) {
        int sum = 0;
        for (int i = IP; i < UDP; i += 2) {
            sum += frame.getShort(i, BIG_ENDIAN) & 0xFFFF;
        }
        return ~((sum & 0xFFFF) + (sum >>> 16)) & 0xFFFF;
    }

    @Test
    void shouldFindTheSegmentOfATcpFrame() {
        final UnsafeBuffer frame = Frames.udp("0123456789012345678901234567890");
        frame.putByte(IP + 9, (byte) 6);
        frame.putByte(UDP + 12, (byte) 0x50);
        final TcpFrame tcp = new TcpFrame();
        assertTrue(tcp.wrap(frame, frame.capacity()));
        assertEquals(UDP + 20, tcp.payloadOffset());
        assertEquals(frame.capacity() - UDP - 20, tcp.payloadLength());
        frame.putByte(UDP + 12, (byte) 0xF0);
        assertFalse(tcp.wrap(frame, frame.capacity()));
    }

    @Test
    void shouldParseAddresses() {
        assertEquals(Frames.GROUP, Ipv4.parse("224.0.31.11"));
        assertEquals("224.0.31.11", Ipv4.format(Frames.GROUP));
        assertEquals(Frames.GROUP, Ipv4.of(Ipv4.octets(Frames.GROUP)));
        for (final String wrong : new String[] {"", "1.2.3", "1.2.3.256", "a.b.c.d", "1.2.3.4.5", "1..2.3"}) {
            assertThrows(IllegalArgumentException.class, () -> Ipv4.parse(wrong), wrong);
        }
    }
}
