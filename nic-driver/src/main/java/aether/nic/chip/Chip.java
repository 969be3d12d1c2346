package aether.nic.chip;

import aether.nic.FrameHandler;
import aether.nic.NicCounter;
import aether.nic.TransportException;
import org.agrona.DirectBuffer;

/**
 * The driver of one card. One thread receives ({@link #poll}), one sends ({@link #offer}, {@link #flush}), one looks after it; the last one
 * alone calls everything else, and {@link #stop}, {@link #reset} and {@link #start} only while the other two stay away.
 */
public interface Chip {
    /** For people, such as {@code Intel 82574L}. */
    String name();

    /** Leaves a mark in a register that a reset wipes; while the card is stopped. */
    void mark();

    /** Whether the mark is still there: what was called a reset was none. */
    boolean isMarked();

    /**
     * Resets the card by its own means, and verifies in its registers that it is still. Whether it was reset, {@link #isMarked} says.
     *
     * @throws TransportException when it does not come out of it
     */
    void reset();

    /**
     * Sets everything up after a reset, and starts to receive.
     *
     * @throws TransportException when it refuses
     */
    void start();

    /** Makes it stop to reach memory, as far as it still listens. */
    void stop();

    /**
     * Delivers the frames that are there, at most {@code limit}, in place: a buffer goes back to the card only after its handler has
     * returned.
     */
    int poll(FrameHandler handler, int limit);

    /** Takes a frame of 1 to {@link #mostLength()} bytes to send with the next {@link #flush}; false when there is no room now. */
    boolean offer(DirectBuffer frame, int length);

    /** Tells the card about what was offered. */
    void flush();

    /** Longest frame, bytes. */
    int mostLength();

    boolean isLinkUp();

    /** Its address, 48 bits, the first octet highest. */
    long hardwareAddress();

    /** Looks for what is wrong; {@code nowNs} by any clock that goes on. */
    Trouble inspect(long nowNs);

    /** What the driver has counted; any thread. */
    long counter(NicCounter counter);

    /** What the card has counted; kept over resets. */
    long counter(ChipCounter counter);
}
