package aether.nic.pcap;

/**
 * A place in a capture, at one of its records: reading can begin there again.
 *
 * @param header where the capture begins that the record is of: several may be behind each other in one file
 * @param record where the record begins, bytes from the start, or {@link #END}
 * @param number of the record, from 1
 * @param memory what its format keeps from what was before, such as the interfaces; means something to the format alone
 */
public record CapturePlace(long header, long record, long number, long[] memory) {
    /** Behind the last record. */
    public static final long END = -1;

    /** Numbers that a format keeps at most. */
    public static final int MOST_MEMORY = 1 << 18;
}
