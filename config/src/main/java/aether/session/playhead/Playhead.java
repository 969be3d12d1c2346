package aether.session.playhead;

import aether.replay.Digest;
import aether.state.StateFields;
import java.util.List;

/**
 * A recorded session as it is played, a packet at a time. It can write down where it stands, with all that was made of the session up to there, and
 * another one of the same session can read that and go on: both play the same from there on.
 */
public interface Playhead extends AutoCloseable {
    /** There is nothing more to play. */
    long NO_TIME = Long.MAX_VALUE;

    /** When that was received which would be played next, nanoseconds since the epoch, or {@link #NO_TIME}. */
    long nextTimeNs();

    /** Plays the next packet, frame or record, when {@link #nextTimeNs} says that there is one. */
    void playNext();

    /** Packets, frames or records up to here, from the start of the session. */
    long played();

    /** True where {@link #state} is all there is: not in the middle of an event, nor while something lacks that may still come. */
    boolean isAtRest();

    /**
     * Where it stands, at rest, and all that was made of the session; on reading, it goes there.
     *
     * @param fields read into one of the same session, wherever that stands
     * @throws aether.state.StateException when what is read is of another session, or damaged; this one is of no use then
     */
    void state(StateFields fields);

    /** Channels that have appeared, in that order. */
    List<PlayedBooks> channels();

    /** No more will be played: what waits is given up. */
    void finish();

    /** What a reader should know of what was played, such as losses. */
    List<String> remarks();

    /** True when nothing of it was damaged. */
    boolean isWhole();

    /** One for each channel. */
    default List<Digest> digests() {
        return channels().stream().map(channel -> channel.hash().digest()).toList();
    }

    @Override
    void close();
}
