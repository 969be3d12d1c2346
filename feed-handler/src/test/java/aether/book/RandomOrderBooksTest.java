package aether.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.book.NaiveOrderBook.Order;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fast books by order against naive ones, several of them in one arena that is often full. */
class RandomOrderBooksTest {
    private static final int BOOKS = 5;
    private static final int ENTRIES = 400_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldEqualTheNaiveBooks(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final OrderEntries entries = entries(600, BOOKS);
        final OrderBook[] fast = new OrderBook[BOOKS];
        final NaiveOrderBook[] naive = new NaiveOrderBook[BOOKS];
        for (int i = 0; i < BOOKS; i++) {
            fast[i] = new OrderBook(entries, i);
            naive[i] = new NaiveOrderBook();
        }
        int full = 0;
        for (int i = 0; i < ENTRIES; i++) {
            final int book = random.nextInt(BOOKS);
            final int action = random.nextInt(100) == 0 ? 7 : random.nextInt(3);
            final Order order = order(random, naive[book], action);
            final BookFault fault = apply(entries, book, action, order);
            final String where = "seed " + seed + ", entry " + i + " " + action + " " + order;
            if (fault == BookFault.ORDERS_FULL) {
                full++;
                fast[book].clear();
                naive[book].clear();
            } else {
                assertEquals(naive[book].apply(action, order), fault == BookFault.NONE, where);
            }
            if (i % 50 == 0) {
                assertEquals(naive[book].side('0'), NaiveOrderBook.sideOf(fast[book].bid()), where);
                assertEquals(naive[book].side('1'), NaiveOrderBook.sideOf(fast[book].offer()), where);
                assertEquals(naive[book].ids().size(), fast[book].size(), where);
            }
        }
        assertEquals(true, full > 0, "the arena was never full, seed " + seed);
        for (final OrderBook book : fast) {
            book.clear();
            assertEquals(0, book.hash());
        }
        assertEquals(0, entries.live());
    }

    private static OrderEntries entries(final int maxOrders, final int books) {
        return new OrderEntries(maxOrders, maxOrders, new InstrumentHeads(books));
    }

    private static BookFault apply(final OrderEntries entries, final int book, final int action, final Order order) {
        return entries.apply(
                OrderEntries.sideOf(book, (byte) order.side()),
                action,
                order.orderId(),
                order.priority(),
                order.price(),
                order.quantity());
    }

    /** Mostly entries that fit the book; now and then one for an order that it does not have, or has already. */
    private static Order order(final SplittableRandom random, final NaiveOrderBook naive, final int action) {
        final List<Long> ids = naive.ids();
        final boolean isKnown = !ids.isEmpty() && (action == 0 ? random.nextInt(50) == 0 : random.nextInt(50) != 0);
        final long orderId = isKnown ? ids.get(random.nextInt(ids.size())) : 1 + random.nextInt(1_000_000);
        final Order known = naive.order(orderId);
        final char side = known == null || random.nextInt(200) == 0 ? (random.nextBoolean() ? '0' : '1') : known.side();
        final boolean keeps = known != null && random.nextBoolean();
        // Priorities are those of the exchange: unsigned, and each is used once.
        final long priority = keeps ? known.priority() : random.nextLong();
        final long price = keeps && random.nextBoolean() ? known.price() : random.nextInt(40) - 20;
        return new Order(orderId, side, priority, price, 1 + random.nextInt(100));
    }

    @Test
    void shouldHashTheSameOrdersAlikeInWhateverOrderTheyCame() {
        final OrderEntries entries = entries(100, 2);
        final OrderBook one = new OrderBook(entries, 0);
        final OrderBook other = new OrderBook(entries, 1);
        apply(entries, 0, 0, new Order(1, '0', 10, 100, 5));
        apply(entries, 0, 0, new Order(2, '1', 11, 101, 6));
        apply(entries, 1, 0, new Order(2, '1', 11, 101, 9));
        apply(entries, 1, 0, new Order(1, '0', 10, 100, 5));
        apply(entries, 1, 1, new Order(2, '1', 11, 101, 6));
        assertEquals(one.hash(), other.hash());
        apply(entries, 1, 1, new Order(1, '0', 12, 100, 5));
        assertEquals(false, one.hash() == other.hash());
    }
}
