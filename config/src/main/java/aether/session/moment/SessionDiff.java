package aether.session.moment;

import aether.console.Terminal;
import aether.console.UsageException;
import aether.session.CapturePlayer;
import aether.session.JournalReplay;
import aether.session.RecordedSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds the first event at which the state of two sessions is not the same any more, channel by channel. */
public final class SessionDiff {
    private final RecordedSession first;
    private final RecordedSession second;
    private final int depth;
    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();
    private boolean areEqual = true;

    /** Two sessions; {@code depth} rows of each side are shown where they differ. */
    public SessionDiff(
            final RecordedSession first, final RecordedSession second, final int depth, final Terminal terminal) {
        this.first = first;
        this.second = second;
        this.depth = depth;
        this.terminal = terminal;
    }

    /** The channels of one play, each with a trail of its own. */
    private static final class Trails implements JournalReplay.Hearers {
        private final Map<String, EventTrail> byChannel = new LinkedHashMap<>();
        private final Function<String, EventTrail> open;

        Trails(final Function<String, EventTrail> open) {
            this.open = open;
        }

        @Override
        public CapturePlayer.Listener market(final String channel) {
            return byChannel.computeIfAbsent(channel, open);
        }

        /** Of a name; where there is one channel alone, that one: a journal and a capture call it by other names. */
        EventTrail of(final String channel) {
            return byChannel.size() == 1 ? byChannel.values().iterator().next() : byChannel.get(channel);
        }

        @Override
        public boolean isEnough() {
            return !byChannel.isEmpty() && byChannel.values().stream().allMatch(EventTrail::isOver);
        }
    }

    private Trails play(final RecordedSession session, final Function<String, EventTrail> open) {
        final Trails trails = new Trails(open);
        session.play(trails, terminal);
        terminal.status("");
        return trails;
    }

    /** Compares; true when all events of both are the same. */
    public boolean compare() {
        final Trails whole = play(first, channel -> EventTrail.whole());
        final Trails other = play(second, channel -> {
            final EventTrail expected = whole.of(channel);
            return expected == null ? EventTrail.whole() : EventTrail.against(expected, depth);
        });
        requireTheSameChannels(whole, other);
        final Map<String, Integer> wanted = new LinkedHashMap<>();
        other.byChannel.forEach((channel, trail) -> {
            final EventTrail expected = whole.of(channel);
            if (trail.differsAt() != EventTrail.NONE) {
                wanted.put(channel, trail.differsAt());
            } else if (trail.events() < expected.events()) {
                wanted.put(channel, trail.events());
            } else {
                lines.add(String.format("channel %s: all %,d events are equal", channel, trail.events()));
            }
        });
        areEqual = wanted.isEmpty();
        if (!areEqual) {
            tell(wanted, other);
        }
        return areEqual;
    }

    private static void requireTheSameChannels(final Trails whole, final Trails other) {
        final boolean areSingle = whole.byChannel.size() == 1 && other.byChannel.size() == 1;
        if (!areSingle && !whole.byChannel.keySet().equals(other.byChannel.keySet())) {
            throw new UsageException("the sessions are of other channels: " + whole.byChannel.keySet() + " and "
                    + other.byChannel.keySet());
        }
    }

    /** The first session once more, up to where the second one is another. */
    private void tell(final Map<String, Integer> wanted, final Trails other) {
        final Trails again = play(
                first,
                channel -> EventTrail.upTo(
                        wanted.size() == 1 && !wanted.containsKey(channel)
                                ? wanted.values().iterator().next()
                                : wanted.getOrDefault(channel, EventTrail.NONE),
                        depth));
        wanted.forEach((channel, event) -> {
            lines.add(String.format("channel %s: event %,d is the first that differs", channel, event + 1));
            lines.add("--- " + first.files());
            show(again.of(channel));
            lines.add("+++ " + second.files());
            show(other.byChannel.get(channel));
        });
    }

    private void show(final EventTrail trail) {
        if (trail.isOver()) {
            lines.addAll(trail.shown());
        } else {
            lines.add(String.format("has ended, after %,d events", trail.events()));
        }
    }

    /** What came of it. */
    public List<String> lines() {
        return lines;
    }
}
