package aether.appliance.recorded;

import java.util.List;

/** What was recorded of a channel, packet by packet, on its way into the arbiter that takes what is live behind it. */
public interface Recording extends AutoCloseable {
    /** There is no more, or not yet. */
    long NO_TIME = Long.MAX_VALUE;

    /** Nanoseconds since the epoch: when the next packet was received; {@link #NO_TIME} while there is none. */
    long nextTimeNs();

    /** Plays the next packet, when there is one. */
    void playNext();

    /** Whether somebody is recording still, so that more may come. */
    boolean isGrowing();

    /** What a reader should know of it: damage, and losses. */
    List<String> remarks();

    @Override
    void close();
}
