package aether.session;

import aether.nic.Counters;
import aether.nic.FrameStatus;
import aether.state.StateFields;
import java.util.ArrayList;
import java.util.List;

/** Where the records of a capture went: each is in exactly one place, so that none vanishes. */
public final class FrameAccount {
    /** What became of a record. */
    public enum Fate {
        /** Handed to a channel, whose own counters go on. */
        PLAYED("to the lines below"),
        OTHER_LINES("of lines not chosen"),
        FOREIGN("datagrams of others"),
        NOT_CHOSEN("not chosen"),
        SNAPPED("cut by the capture"),
        TRUNCATED("shorter than they say"),
        NOT_IPV4("not IPv4"),
        BAD_IP_HEADER("with a bad IPv4 header"),
        FRAGMENT("IPv4 fragments"),
        NOT_UDP("not UDP"),
        BAD_UDP_LENGTH("with a bad UDP length"),
        UNKNOWN_LINK("of unknown link types");

        private final String text;

        Fate(final String text) {
            this.text = text;
        }

        /** Of a frame in which there is no whole datagram. */
        static Fate of(final FrameStatus status, final boolean isSnapped) {
            return switch (status) {
                case TRUNCATED -> isSnapped ? SNAPPED : TRUNCATED;
                case NOT_IPV4 -> NOT_IPV4;
                case BAD_IP_HEADER -> BAD_IP_HEADER;
                case FRAGMENT -> FRAGMENT;
                case NOT_UDP -> NOT_UDP;
                case BAD_UDP_LENGTH -> BAD_UDP_LENGTH;
                case OK -> FOREIGN;
            };
        }
    }

    private final Counters<Fate> counters = new Counters<>(Fate.class);
    private int shortestSnap = Integer.MAX_VALUE;

    void state(final StateFields fields) {
        fields.counters(counters);
        shortestSnap = fields.whole(shortestSnap);
    }

    void add(final Fate fate) {
        counters.increment(fate);
    }

    void addAll(final Fate fate, final long records) {
        counters.add(fate, records);
    }

    /** A frame that the capture cut at so many bytes. */
    void snapped(final int bytes) {
        counters.increment(Fate.SNAPPED);
        shortestSnap = Math.min(shortestSnap, bytes);
    }

    public long get(final Fate fate) {
        return counters.get(fate);
    }

    public long sum() {
        return counters.snapshot().values().stream().mapToLong(Long::longValue).sum();
    }

    /** All that is not 0, what was played first. */
    public String describe() {
        final List<String> parts = new ArrayList<>();
        counters.snapshot().forEach((fate, count) -> {
            if (count > 0) {
                parts.add(String.format("%,d %s", count, fate == Fate.SNAPPED ? snapText() : fate.text));
            }
        });
        return String.format("%,d records", sum()) + (parts.isEmpty() ? "" : ": " + String.join(", ", parts));
    }

    /** What was not played, or empty. */
    public String leftOut() {
        return get(Fate.PLAYED) == sum() ? "" : describe();
    }

    private String snapText() {
        return "cut at " + shortestSnap + " bytes by the capture";
    }
}
