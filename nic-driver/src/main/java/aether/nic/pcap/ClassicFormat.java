package aether.nic.pcap;

import java.io.IOException;

/**
 * Classic pcap.
 *
 * <pre>
 *  file:    0 magic  4 major.minor  8 zone  12 accuracy  16 snap length  20 link type (low 16 bits)
 *  record:  0 seconds  4 micro- or nanoseconds  8 captured length  12 original length  16 bytes
 * </pre>
 */
final class ClassicFormat implements CaptureFormat {
    private static final int FILE_HEADER_LENGTH = 24;
    private static final int RECORD_HEADER_LENGTH = 16;
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final CaptureInput input;
    private final String name;
    private final int nanosPerTick;
    private final int linkType;

    ClassicFormat(final CaptureInput input, final String name, final boolean nanoseconds) throws IOException {
        this.input = input;
        this.name = name;
        nanosPerTick = nanoseconds ? 1 : 1000;
        if (!input.ensure(FILE_HEADER_LENGTH)) {
            throw new CaptureException(name + ": the file ends inside its own header");
        }
        linkType = input.buffer().getInt(input.position() + 20) & 0xFFFF;
        input.skip(FILE_HEADER_LENGTH);
    }

    @Override
    public boolean next(final CaptureRecord record) throws IOException {
        if (!input.ensure(RECORD_HEADER_LENGTH)) {
            return false;
        }
        final int header = input.position();
        final long seconds = input.buffer().getInt(header) & 0xFFFFFFFFL;
        final long ticks = input.buffer().getInt(header + 4) & 0xFFFFFFFFL;
        final int capturedLength = input.buffer().getInt(header + 8);
        if (capturedLength < 0 || capturedLength > CaptureInput.MAX_BLOCK_LENGTH) {
            throw new CaptureException(
                    name + ": damaged: a record claims " + (capturedLength & 0xFFFFFFFFL) + " bytes");
        }
        if (!input.ensure(RECORD_HEADER_LENGTH + capturedLength)) {
            return false;
        }
        record.timeNs = seconds * NS_PER_SECOND + ticks * nanosPerTick;
        record.linkType = linkType;
        record.offset = input.position() + RECORD_HEADER_LENGTH;
        record.capturedLength = capturedLength;
        input.skip(RECORD_HEADER_LENGTH + capturedLength);
        return true;
    }
}
