package aether.nic.pcap;

import java.io.IOException;
import java.util.List;

/**
 * Classic pcap.
 *
 * <pre>
 *  file:    0 magic  4 major.minor  8 zone  12 accuracy  16 snap length  20 link type (low 16 bits)
 *  record:  0 seconds  4 micro- or nanoseconds  8 captured length  12 original length  16 bytes
 * </pre>
 *
 * Some tools write nanoseconds into a file that says microseconds. A part of a second of more than a million microseconds gives them away;
 * such a record is looked for at the beginning, so that the times of the records before it are right as well. A million exactly is a second
 * that somebody rounded up.
 */
final class ClassicFormat implements CaptureFormat {
    private static final int FILE_HEADER_LENGTH = 24;
    private static final int RECORD_HEADER_LENGTH = 16;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int NS_PER_MICRO = 1_000;
    private static final int MAJOR_VERSION = 2;
    private static final int MINOR_VERSION = 4;

    private final CaptureInput input;
    private final String name;
    private final int linkType;
    private int nanosPerTick;
    private boolean isCorrected;

    private ClassicFormat(final CaptureInput input, final String name, final int nanosPerTick) throws IOException {
        this.input = input;
        this.name = name;
        this.nanosPerTick = nanosPerTick;
        if (!input.ensure(FILE_HEADER_LENGTH)) {
            throw new CaptureException(name + ": the file ends inside its own header");
        }
        linkType = input.buffer().getInt(input.position() + 20) & 0xFFFF;
        input.skip(FILE_HEADER_LENGTH);
    }

    /** Behind a file's header; {@code magic} as read in the file's own byte order. */
    static ClassicFormat open(final CaptureInput input, final String name, final int magic) throws IOException {
        if (magic == PCAP_NANOSECONDS) {
            return new ClassicFormat(input, name, 1);
        }
        final ClassicFormat format = new ClassicFormat(input, name, NS_PER_MICRO);
        format.lookForNanoseconds();
        return format;
    }

    /** Looks at the records in the window. */
    private void lookForNanoseconds() throws IOException {
        input.fill();
        int at = input.position();
        while (!isCorrected && at + RECORD_HEADER_LENGTH <= input.limit()) {
            correct(input.buffer().getInt(at + 4) & 0xFFFFFFFFL);
            final int captured = input.buffer().getInt(at + 8);
            if (captured < 0 || captured > CaptureInput.MAX_BLOCK_LENGTH) {
                return;
            }
            at += RECORD_HEADER_LENGTH + captured;
        }
    }

    private void correct(final long ticks) {
        if (nanosPerTick == NS_PER_MICRO && ticks > MICROS_PER_SECOND && ticks < NS_PER_SECOND) {
            nanosPerTick = 1;
            isCorrected = true;
        }
    }

    @Override
    public Step next(final CaptureRecord record) throws IOException {
        if (!input.ensure(RECORD_HEADER_LENGTH)) {
            return Step.END;
        }
        final int header = input.position();
        if (isFileHeader(header)) {
            return Step.ANOTHER_CAPTURE;
        }
        final long seconds = input.buffer().getInt(header) & 0xFFFFFFFFL;
        final long ticks = input.buffer().getInt(header + 4) & 0xFFFFFFFFL;
        final int capturedLength = input.buffer().getInt(header + 8);
        if (capturedLength < 0 || capturedLength > CaptureInput.MAX_BLOCK_LENGTH) {
            throw new CaptureException(
                    name + ": damaged: a record claims " + (capturedLength & 0xFFFFFFFFL) + " bytes");
        }
        correct(ticks);
        if (ticks * nanosPerTick > NS_PER_SECOND) {
            throw new CaptureException(name + ": damaged: a record's time has " + ticks + " parts of a second");
        }
        record.originalLength = input.buffer().getInt(header + 12);
        if (!input.ensure(RECORD_HEADER_LENGTH + capturedLength)) {
            return Step.END;
        }
        record.timeNs = seconds * NS_PER_SECOND + ticks * nanosPerTick;
        record.hasTime = true;
        record.linkType = linkType;
        record.start = input.offset();
        record.offset = input.position() + RECORD_HEADER_LENGTH;
        record.capturedLength = capturedLength;
        input.skip(RECORD_HEADER_LENGTH + capturedLength);
        return Step.RECORD;
    }

    /** In any byte order; as a record it would be of a time in which its length is a version. */
    private boolean isFileHeader(final int at) {
        final int magic = input.buffer().getInt(at);
        if (magic == PCAPNG_SECTION) {
            return true;
        }
        final boolean isSwapped = CaptureFormat.isClassic(Integer.reverseBytes(magic));
        final short major = input.buffer().getShort(at + 4);
        final short minor = input.buffer().getShort(at + 6);
        return (isSwapped || CaptureFormat.isClassic(magic))
                && (isSwapped ? Short.reverseBytes(major) : major) == MAJOR_VERSION
                && (isSwapped ? Short.reverseBytes(minor) : minor) == MINOR_VERSION;
    }

    @Override
    public long[] memory() {
        return new long[] {nanosPerTick, isCorrected ? 1 : 0};
    }

    @Override
    public void remember(final long[] memory) {
        nanosPerTick = (int) memory[0];
        isCorrected = memory[1] != 0;
    }

    @Override
    public List<String> remarks() {
        return isCorrected
                ? List.of(name + ": its times are nanoseconds, though its header says microseconds: put right")
                : List.of();
    }
}
