package aether.nic.pcap;

/** One captured frame, as the reader found it. Reused for every record; bytes lie in the reader's own window. */
final class CaptureRecord {
    /** Nanoseconds since the Unix epoch; meaningless without a time. */
    long timeNs;

    /** Whether the file says when it was. */
    boolean hasTime;

    /** Where the record begins, bytes from the start of all that is read. */
    long start;

    /** Link-layer type of the record's interface, as registered by tcpdump.org (1 = Ethernet). */
    int linkType;

    /** Index of the first captured byte in {@link CaptureInput#buffer()}. */
    int offset;

    /** Bytes in the file. */
    int capturedLength;

    /** Bytes on the wire; more than captured when the capture cut the frame. */
    int originalLength;
}
