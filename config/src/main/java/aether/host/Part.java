package aether.host;

import java.util.List;

/**
 * One part of a live process. A process is a list of them: opened by their constructors, started, stopped and closed one after the other. What a
 * site has no use for is not in the list.
 */
public interface Part extends AutoCloseable {
    /** Begins to work; before the hot threads do. */
    default void start() {}

    /** Ends in order; when the hot threads have ended, and only if {@link #start} was called. */
    default void stop() {}

    /** What it is, has got and lacks; lines for people. */
    default List<String> describe() {
        return List.of();
    }

    /** The oldest thing that somebody should hear of and has not, as a line for people; null when there is none. Any thread. */
    default String nextNews() {
        return null;
    }

    /** Gives back what it holds; when it was opened, whatever happened since. */
    @Override
    void close();
}
