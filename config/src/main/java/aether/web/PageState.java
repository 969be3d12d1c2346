package aether.web;

import aether.config.SiteConfig;
import aether.console.Json;
import aether.feed.sbe.DecimalText;
import aether.monitor.CounterFile;
import aether.monitor.Latencies;
import aether.monitor.Publishing;
import aether.reader.BookReader;
import aether.reader.BookView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.agrona.concurrent.EpochNanoClock;

/**
 * A channel as the page shows it, from shared memory: counters, latencies since the look before, books, and one ladder. All who look at one time see the same
 * moment, which is looked at once.
 */
final class PageState implements AutoCloseable {
    private static final long FRESH_NS = 400_000_000L;
    private static final double NS_PER_SECOND = 1e9;
    private static final int MOST_BOOKS = 500;
    private static final int ROOM_FOR_LADDER = 4_096;

    /** A brace and the end of the line. */
    private static final int END_LENGTH = 2;

    private final int channel;
    private final double silenceSeconds;
    private final Supplier<List<CounterFile.Value>> counters;
    private final Path books;
    private final EpochNanoClock clock;
    private final LongSupplier ticks;
    private final Map<String, StageWindow> stages = new TreeMap<>();

    /** Slots by symbol and number; they never change. */
    private final Map<String, Integer> slots = new HashMap<>();

    private int known;
    private BookReader reader;
    private BookView view;
    private byte[] common = {};
    private long commonTicks;
    private boolean isClosed;

    /** {@code ticks}: nanoseconds that nobody sets back. */
    PageState(
            final SiteConfig config, final Publishing published, final EpochNanoClock clock, final LongSupplier ticks) {
        channel = config.channel().id();
        silenceSeconds = config.runtime().silenceNs() / NS_PER_SECOND;
        counters = published::counterValues;
        books = published.books().path();
        this.clock = clock;
        this.ticks = ticks;
        commonTicks = ticks.getAsLong() - FRESH_NS;
    }

    /** How long a stage takes. */
    synchronized void stage(final String name, final Latencies latencies) {
        stages.put(name, new StageWindow(latencies));
    }

    /** As JSON, with the ladder of an instrument, if there is one of that symbol. */
    synchronized byte[] at(final String symbol) throws IOException {
        if (isClosed) {
            throw new IOException("closed");
        }
        if (reader == null) {
            reader = BookReader.open(books);
            view = reader.newView();
        }
        final long nowTicks = ticks.getAsLong();
        if (nowTicks - commonTicks >= FRESH_NS) {
            common = look((nowTicks - commonTicks) / NS_PER_SECOND);
            commonTicks = nowTicks;
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream(common.length + ROOM_FOR_LADDER);
        out.write(common);
        out.write(",\"ladder\":".getBytes(StandardCharsets.UTF_8));
        out.write(ladder(symbol));
        out.write('}');
        return out.toByteArray();
    }

    private byte[] look(final double seconds) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Json json = new Json(out)) {
            json.openObject().key("channel").number(channel);
            json.key("time").number(clock.nanoTime());
            json.key("silenceSeconds").raw(Double.toString(silenceSeconds));
            json.key("liveSince").number(reader.liveSinceNs());
            json.key("counters").openObject();
            for (final CounterFile.Value value : counters.get()) {
                json.key(value.name()).number(value.value());
            }
            json.closeObject().key("latency").openObject();
            stages.forEach((name, stage) -> {
                json.key(name);
                stage.write(json, seconds);
            });
            json.closeObject().key("bookCount").number(reader.size());
            json.key("books").openArray();
            for (int slot = 0; slot < Math.min(MOST_BOOKS, reader.size()); slot++) {
                if (reader.read(slot, view)) {
                    book(json);
                }
            }
            json.closeArray().closeObject().endLine();
        }
        // Without the brace that ends it.
        return Arrays.copyOf(out.toByteArray(), out.size() - END_LENGTH);
    }

    private String name() {
        return view.symbol().isEmpty() ? Integer.toString(view.securityId()) : view.symbol();
    }

    private String price(final long mantissa) {
        return DecimalText.of(mantissa, view.priceExponent());
    }

    private void book(final Json json) {
        json.openObject().key("symbol").text(name());
        json.key("state").text(view.state());
        json.key("orders").text(view.orderState());
        json.key("event").number(view.eventId());
        text(json, "bid", view.hasBid(0) ? price(view.bidPrice(0)) : null);
        json.key("bidSize").number(view.hasBid(0) ? view.bidSize(0) : 0);
        text(json, "offer", view.hasOffer(0) ? price(view.offerPrice(0)) : null);
        json.key("offerSize").number(view.hasOffer(0) ? view.offerSize(0) : 0);
        text(json, "last", view.lastTradeSize() == 0 ? null : price(view.lastTradePrice()));
        json.key("lastSize").number(view.lastTradeSize());
        json.closeObject();
    }

    private static void text(final Json json, final String key, final String value) {
        json.key(key);
        if (value == null) {
            json.nothing();
        } else {
            json.text(value);
        }
    }

    private byte[] ladder(final String symbol) {
        final int slot = find(symbol);
        if (slot == BookReader.NOT_FOUND || !reader.read(slot, view)) {
            return "null".getBytes(StandardCharsets.UTF_8);
        }
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Json json = new Json(out)) {
            json.openObject().key("symbol").text(name()).key("state").text(view.state());
            json.key("rows").openArray();
            for (int row = view.depth() - 1; row >= 0; row--) {
                if (view.hasOffer(row)) {
                    json.openObject().key("price").text(price(view.offerPrice(row)));
                    json.key("offer").number(view.offerSize(row));
                    orders(json, "offerOrders", view.offerOrders(row));
                    json.closeObject();
                }
            }
            for (int row = 0; row < view.depth(); row++) {
                if (view.hasBid(row)) {
                    json.openObject().key("price").text(price(view.bidPrice(row)));
                    json.key("bid").number(view.bidSize(row));
                    orders(json, "orders", view.bidOrders(row));
                    json.closeObject();
                }
            }
            json.closeArray().closeObject().endLine();
        }
        return Arrays.copyOf(out.toByteArray(), out.size() - 1);
    }

    private static void orders(final Json json, final String key, final int orders) {
        if (orders != Integer.MAX_VALUE) {
            json.key(key).number(orders);
        }
    }

    private int find(final String symbol) {
        for (; known < reader.size() && reader.read(known, view); known++) {
            slots.putIfAbsent(Integer.toString(view.securityId()), known);
            if (!view.symbol().isEmpty()) {
                slots.putIfAbsent(view.symbol(), known);
            }
        }
        return slots.getOrDefault(symbol, BookReader.NOT_FOUND);
    }

    @Override
    public synchronized void close() {
        isClosed = true;
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }
}
