package aether.trial;

import java.util.ArrayList;
import java.util.List;

/**
 * How long it took from a fault to the next order at the exchange, by each. A run in which this machine could not give its processes the time that they wanted is
 * marked: it says more of the machine than of the product.
 */
public final class Takeovers {
    private static final double NS_PER_SECOND = 1e9;

    /** One of them. {@code starved}: share of the time for which runnable processes of this machine waited for a core. */
    public record Takeover(String fault, long ns, double starved) {
        /** In seconds, for people. */
        public String text() {
            return String.format("%s %.2f s%s", fault, ns / NS_PER_SECOND, isStarved() ? " (starved)" : "");
        }

        /** Whether half of the time went by with somebody waiting for a core. */
        public boolean isStarved() {
            return starved > 0.5;
        }
    }

    private final List<Takeover> all = new ArrayList<>();

    void add(final Takeover takeover) {
        all.add(takeover);
    }

    public List<Takeover> all() {
        return List.copyOf(all);
    }

    /** The longest that so large a share of them, 0 to 1, took; nanoseconds. */
    public long atMost(final double share) {
        final long[] sorted = all.stream().mapToLong(Takeover::ns).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    /** How many were starved. */
    public long starved() {
        return all.stream().filter(Takeover::isStarved).count();
    }
}
