package aether.nic.pcap;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/** One of the two capture formats, positioned behind the file's first block. */
interface CaptureFormat {
    int PCAP_MICROSECONDS = 0xA1B2C3D4;
    int PCAP_NANOSECONDS = 0xA1B23C4D;
    int PCAPNG_SECTION = 0x0A0D0D0A;

    /** What the next bytes are. */
    enum Step {
        /** A frame. */
        RECORD,
        /** The beginning of another capture, as when files are put one behind the other. */
        ANOTHER_CAPTURE,
        /** Nothing, or less than a whole record. */
        END
    }

    /**
     * Reads the next record.
     *
     * @throws CaptureException when the structure is damaged so that no further record can be found
     */
    Step next(CaptureRecord record) throws IOException;

    /** What it keeps from record to record. */
    long[] memory();

    /** It goes on where another one stood, with what that one kept. */
    void remember(long[] memory);

    /** What a user should know of this capture. */
    default List<String> remarks() {
        return List.of();
    }

    /** Whether these four bytes, read in little-endian order, begin a capture of the classic kind. */
    static boolean isClassic(final int magic) {
        return magic == PCAP_MICROSECONDS || magic == PCAP_NANOSECONDS;
    }

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
        if (isClassic(magic)) {
            return ClassicFormat.open(input, name, magic);
        }
        final int swapped = Integer.reverseBytes(magic);
        if (isClassic(swapped)) {
            input.order(ByteOrder.BIG_ENDIAN);
            return ClassicFormat.open(input, name, swapped);
        }
        throw new CaptureException(
                name + ": no capture file: it starts with neither a pcap nor a pcapng signature; give a file written by"
                        + " tcpdump, dumpcap or the like, or one of these compressed as .gz, .zst or .lz4");
    }
}
