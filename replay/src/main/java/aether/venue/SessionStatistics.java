package aether.venue;

/** Volume, open, high and low of one instrument's session. */
final class SessionStatistics {
    static final int OPEN = 1;
    static final int HIGH = 2;
    static final int LOW = 4;

    private long volume;
    private long open;
    private long high;
    private long low;

    /** A trade; returns which of open, high and low are new. */
    int trade(final long price, final int quantity) {
        final boolean isFirst = volume == 0;
        int news = isFirst ? OPEN | HIGH | LOW : 0;
        open = isFirst ? price : open;
        if (isFirst || price > high) {
            high = price;
            news |= HIGH;
        }
        if (isFirst || price < low) {
            low = price;
            news |= LOW;
        }
        volume += quantity;
        return news;
    }

    int volume() {
        return (int) Math.min(volume, Integer.MAX_VALUE - 1);
    }

    long open() {
        return open;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    boolean isEmpty() {
        return volume == 0;
    }

    void clear() {
        volume = 0;
    }
}
