package aether.nic.pcap;

/** The time stamps of pcapng, whose unit each interface declares for itself. */
final class PcapngTime {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int NANO_DIGITS = 9;

    private PcapngTime() {}

    /**
     * Nanoseconds since the epoch.
     *
     * @param ticks the 64-bit stamp
     * @param resolution {@code if_tsresol}: a negative power of ten, or of two when the top bit is set
     * @param offsetSeconds {@code if_tsoffset}
     */
    static long toNanos(final long ticks, final int resolution, final long offsetSeconds) {
        final long nanos = (resolution & 0x80) == 0 ? ofDecimal(ticks, resolution) : ofBinary(ticks, resolution & 0x3F);
        return nanos + offsetSeconds * NS_PER_SECOND;
    }

    private static long ofDecimal(final long ticks, final int digits) {
        long result = ticks;
        for (int i = digits; i < NANO_DIGITS; i++) {
            result *= 10;
        }
        for (int i = NANO_DIGITS; i < digits; i++) {
            result = Long.divideUnsigned(result, 10);
        }
        return result;
    }

    private static long ofBinary(final long ticks, final int bits) {
        if (bits == 0) {
            return ticks * NS_PER_SECOND;
        }
        final long fraction = ticks << 64 - bits;
        return (ticks >>> bits) * NS_PER_SECOND + Math.unsignedMultiplyHigh(fraction, NS_PER_SECOND);
    }
}
