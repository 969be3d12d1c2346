package aether.trial;

import aether.replay.OrderDigest;
import aether.replay.ReplaySource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the machines have come to after the same numbers of inputs, by their journals. */
final class ComparedStates {
    private static final int BATCH = 4096;

    private record State(long hash, Set<Integer> machines) {}

    private final Map<Long, State> states = new HashMap<>();
    private final List<String> differences;
    private long count;

    /** Of nothing yet; what differs is added to {@code differences}. */
    ComparedStates(final List<String> differences) {
        this.differences = differences;
    }

    /** Reads a session of one machine. */
    void read(final int machine, final Path session) {
        final ReplaySource.Listener digests = new ReplaySource.Listener() {
            @Override
            public void onOrderDigest(final OrderDigest journaled) {
                add(machine, journaled.inputs(), journaled.stateHash());
            }
        };
        try (ReplaySource source = new ReplaySource(session, packet -> {}, digests)) {
            while (source.poll(BATCH) > 0) {
                // The listener does the work.
            }
        }
    }

    void add(final int machine, final long inputs, final long hash) {
        final State state = states.computeIfAbsent(inputs, any -> new State(hash, new HashSet<>()));
        if (state.hash() != hash) {
            differences.add("machine " + machine + ": another state than before after " + inputs + " inputs");
        }
        // What a machine reads again from its log after a restart is compared, but is no other machine.
        if (state.machines().add(machine) && state.machines().size() > 1) {
            count++;
        }
    }

    /** States that another machine had come to as well. */
    long count() {
        return count;
    }
}
