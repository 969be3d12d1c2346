package aether.appliance.recorded;

import aether.arbiter.FeedHandler;
import java.util.List;

/** What was recorded of a channel, packet by packet, on its way into the arbiter that takes what is live behind it. */
public interface Recording extends AutoCloseable {
    /** There is no more, or not yet. */
    long NO_TIME = Long.MAX_VALUE;

    /** Where it goes; before anything is played. {@code doubts} hears of books that were not believed any more. */
    void into(FeedHandler feed, Doubts doubts);

    /** Nanoseconds since the epoch: when the next packet was received; {@link #NO_TIME} while there is none. */
    long nextTimeNs();

    /** Plays the next packet, when there is one. */
    void playNext();

    /** Nothing more is played: what has waited for a packet in front of it waits no more. */
    void finish();

    /** Whether somebody is recording still, so that more may come. */
    boolean isGrowing();

    /** What a reader should know of it: damage, and losses. */
    List<String> remarks();

    @Override
    void close();
}
