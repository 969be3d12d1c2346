package aether.nic;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;

/**
 * Times that switches and taps write into the frames that they pass on: in front of the IPv4 packet, or behind it.
 *
 * <pre>
 *   arista     see {@link EtherTypes}; version: 0x0010 counts TAI, 0x0110 UTC
 *   metamako   4 old check sum | 4 seconds | 4 nanoseconds | 1 flags | 2 device | 1 port [| 4 check sum]
 *   exablaze   4 old check sum | 1 device | 1 port | 4 seconds | 5 fraction, 2^-40 s each | 1 reserved [| 4 check sum]
 * </pre>
 *
 * Big-endian. A trailer is told by its place and length alone, so which one it is has to be said. Sources: the vendors' formats as Wireshark
 * and PF_RING read them.
 */
public enum HardwareTime {
    /** None: the capture's own time. */
    CAPTURE {
        @Override
        public long read(final DirectBuffer frame, final int length) {
            return NONE;
        }
    },
    /** Arista's header. */
    ARISTA {
        @Override
        public long read(final DirectBuffer frame, final int length) {
            final int at = EtherTypes.aristaOffset(frame, length);
            final int step = at < 0 ? at : EtherTypes.aristaLength(frame, at, length);
            if (step <= 0 || at + step > length) {
                return NONE;
            }
            final long seconds = step == LONG_HEADER ? u32(frame, at + 6) : NONE;
            final long nanos = u32(frame, at + (step == LONG_HEADER ? 10 : 8));
            // The short form has the lower 16 bits of the seconds only: the time of day, but not the day.
            return seconds == NONE ? NONE : time(seconds - (frame.getByte(at + 4) == TAI ? TAI_AHEAD : 0), nanos);
        }
    },
    /** Metamako's, now Arista MetaWatch's, trailer. */
    METAMAKO {
        @Override
        public long read(final DirectBuffer frame, final int length) {
            return trailer(frame, length);
        }

        @Override
        long at(final DirectBuffer frame, final int at) {
            return time(u32(frame, at + 4), u32(frame, at + 8));
        }
    },
    /** The trailer of Exablaze, now Cisco Nexus 3550. */
    EXABLAZE {
        @Override
        public long read(final DirectBuffer frame, final int length) {
            return trailer(frame, length);
        }

        @Override
        long at(final DirectBuffer frame, final int at) {
            final long fraction = u32(frame, at + 10) << Byte.SIZE | Byte.toUnsignedInt(frame.getByte(at + 14));
            return time(
                    u32(frame, at + 6),
                    Math.unsignedMultiplyHigh(fraction << Long.SIZE - FRACTION_BITS, NS_PER_SECOND));
        }
    };

    /** No such time in the frame. */
    public static final long NONE = Long.MIN_VALUE;

    private static final int LONG_HEADER = 14;
    private static final int TAI = 0;
    /** Seconds by which atomic time is ahead of UTC since 2017; no further leap second is announced. */
    private static final int TAI_AHEAD = 37;

    /** Before 2000 there was no such device: what says so is something else. */
    private static final long FIRST_SECOND = 946_684_800L;

    private static final int TRAILER_LENGTH = 16;
    private static final int CHECK_SUM_LENGTH = 4;
    private static final int FRACTION_BITS = 40;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    /**
     * The time in a frame.
     *
     * @return nanoseconds since the epoch (UTC), or {@link #NONE}
     */
    public abstract long read(DirectBuffer frame, int length);

    /** The time of a trailer that begins there. */
    long at(final DirectBuffer frame, final int at) {
        return NONE;
    }

    private static long u32(final DirectBuffer frame, final int at) {
        return Integer.toUnsignedLong(frame.getInt(at, BIG_ENDIAN));
    }

    private static long time(final long seconds, final long nanos) {
        return nanos < NS_PER_SECOND && seconds > FIRST_SECOND ? seconds * NS_PER_SECOND + nanos : NONE;
    }

    /** The last 16 bytes, or those in front of a check sum, all of them behind the IPv4 packet. */
    final long trailer(final DirectBuffer frame, final int length) {
        final int ip = EtherTypes.ipv4Offset(frame, length);
        if (ip < 0 || ip + 4 > length) {
            return NONE;
        }
        final int rest = length - ip - (Short.toUnsignedInt(frame.getShort(ip + 2, BIG_ENDIAN)));
        final boolean isSummed = rest % TRAILER_LENGTH == CHECK_SUM_LENGTH;
        final int likely = isSummed ? CHECK_SUM_LENGTH : 0;
        final long time = before(frame, length - likely, rest - likely);
        final int other = CHECK_SUM_LENGTH - likely;
        return time == NONE ? before(frame, length - other, rest - other) : time;
    }

    private long before(final DirectBuffer frame, final int end, final int room) {
        return room < TRAILER_LENGTH ? NONE : at(frame, end - TRAILER_LENGTH);
    }
}
