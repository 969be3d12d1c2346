package aether.nic.pcap;

import java.io.IOException;
import java.nio.ByteOrder;

/** One of the two capture formats, positioned behind the file's first block. */
interface CaptureFormat {
    int PCAP_MICROSECONDS = 0xA1B2C3D4;
    int PCAP_NANOSECONDS = 0xA1B23C4D;
    int PCAPNG_SECTION = 0x0A0D0D0A;

    /**
     * Reads the next record.
     *
     * @return false at the end of the file
     * @throws CaptureException when the structure is damaged so that no further record can be found
     */
    boolean next(CaptureRecord record) throws IOException;

    /** Looks at the first four bytes and picks the format. */
    static CaptureFormat detect(final CaptureInput input, final String name) throws IOException {
        if (!input.ensure(4)) {
            throw new CaptureException(name + ": no capture file: it holds less than 4 bytes");
        }
        input.order(ByteOrder.LITTLE_ENDIAN);
        final int magic = input.buffer().getInt(input.position());
        if (magic == PCAPNG_SECTION) {
            return new PcapngFormat(input, name);
        }
        if (magic == PCAP_MICROSECONDS || magic == PCAP_NANOSECONDS) {
            return new ClassicFormat(input, name, magic == PCAP_NANOSECONDS);
        }
        final int swapped = Integer.reverseBytes(magic);
        if (swapped == PCAP_MICROSECONDS || swapped == PCAP_NANOSECONDS) {
            input.order(ByteOrder.BIG_ENDIAN);
            return new ClassicFormat(input, name, swapped == PCAP_NANOSECONDS);
        }
        throw new CaptureException(
                name + ": no capture file: it starts with neither a pcap nor a pcapng signature; give a file written by"
                        + " tcpdump, dumpcap or the like");
    }
}
