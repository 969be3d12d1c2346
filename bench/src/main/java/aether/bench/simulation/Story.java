package aether.bench.simulation;

import java.util.function.Consumer;

/** What happened, in words and in order, for whoever wants to know how something came about. */
final class Story {
    private static final double NS_PER_SECOND = 1e9;

    private final VirtualTime time;
    private final Consumer<String> reader;

    /** {@code reader} is null where nobody wants to know. */
    Story(final VirtualTime time, final Consumer<String> reader) {
        this.time = time;
        this.reader = reader;
    }

    boolean isHeard() {
        return reader != null;
    }

    void tell(final int machine, final String what) {
        if (reader != null) {
            reader.accept(String.format("%9.4f s  machine %d  %s", time.nowNs() / NS_PER_SECOND, machine, what));
        }
    }
}
