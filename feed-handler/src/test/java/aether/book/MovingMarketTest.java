package aether.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.NaiveOrderBook.Order;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Books by order whose market moves, jumps, and has prices between its ticks: their windows must not be noticed. */
class MovingMarketTest {
    private static final int ENTRIES = 60_000;
    private static final int NEW = 0;
    private static final int CHANGE = 1;
    private static final int DELETE = 2;

    private final InstrumentHeads heads = new InstrumentHeads(1);
    private final OrderEntries entries = new OrderEntries(4000, 4000, heads);
    private final OrderBook fast = new OrderBook(entries, 0);
    private final NaiveOrderBook naive = new NaiveOrderBook();

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0",
        "2, 25, 0",
        "3, 12500000, 1000",
        "4, 3906250, 200",
        "5, 1000, 20",
        "6, 250000000, 50",
        "7, 1, 10",
        "8, 2500, 400"
    })
    void shouldEqualTheNaiveBook(final long seed, final long tick, final int oddOneIn) {
        final SplittableRandom random = new SplittableRandom(seed);
        long middle = random.nextLong(-1_000_000, 1_000_000) * tick;
        for (int i = 0; i < ENTRIES; i++) {
            middle += (random.nextInt(5) - 2)
                    * tick
                    * (random.nextInt(500) == 0 ? 60 : 1)
                    / (1 + random.nextInt(4))
                    / tick
                    * tick;
            final boolean isBid = random.nextBoolean();
            final long away = random.nextInt(random.nextInt(20) == 0 ? 400 : 25);
            final long odd = oddOneIn > 0 && random.nextInt(oddOneIn) == 0 ? random.nextLong(tick) : 0;
            final long price = middle + (isBid ? -1 - away : away) * tick + odd;
            step(random, isBid ? '0' : '1', price, "seed " + seed + ", entry " + i);
            if (random.nextInt(20_000) == 0) {
                fast.clear();
                naive.clear();
            }
            if (i % 20 == 0) {
                compare("seed " + seed + ", entry " + i);
            }
        }
        assertTrue(naive.ids().size() > 20, "the book was thin, seed " + seed);
    }

    /** A few hundred orders: the older they are, the sooner they go, so that the market moves away from none for long. */
    private void step(final SplittableRandom random, final char side, final long price, final String where) {
        final List<Long> ids = naive.ids();
        final int what = random.nextInt(10);
        if (ids.size() < 100 || what < 4 && ids.size() < 400) {
            both(
                    NEW,
                    new Order(1 + random.nextInt(1_000_000), side, random.nextLong(), price, 1 + random.nextInt(50)),
                    where);
            return;
        }
        final Order known = naive.order(ids.get(random.nextInt(ids.size())));
        if (what < 8) {
            both(DELETE, known, where);
        } else {
            final long target = random.nextBoolean() || known.side() != side ? known.price() : price;
            final long priority = random.nextBoolean() ? known.priority() : random.nextLong();
            both(CHANGE, new Order(known.orderId(), known.side(), priority, target, 1 + random.nextInt(50)), where);
        }
    }

    private void both(final int action, final Order order, final String where) {
        final BookFault fault = entries.apply(
                OrderEntries.sideOf(0, (byte) order.side()),
                action,
                order.orderId(),
                order.priority(),
                order.price(),
                order.quantity());
        assertEquals(naive.apply(action, order), fault == BookFault.NONE, () -> where + " " + action + " " + order);
    }

    private void compare(final String where) {
        assertEquals(naive.side('0'), NaiveOrderBook.sideOf(fast.bid()), where);
        assertEquals(naive.side('1'), NaiveOrderBook.sideOf(fast.offer()), where);
        assertEquals(naive.ids().size(), fast.size(), where);
    }

    @Test
    void shouldTakePricesAtTheEndsOfTheirRange() {
        final long[] prices = {
            Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE - 2, Long.MAX_VALUE - 1, Long.MIN_VALUE + 7, 5
        };
        insertAll(prices.length, i -> prices[(int) i]);
        insertAll(prices.length, i -> prices[prices.length - 1 - (int) i]);
    }

    @Test
    void shouldTakeTicksOfEverySize() {
        for (int power = 0; power < 63; power++) {
            final long tick = (1L << power) + power % 3;
            insertAll(40, i -> (i * 7 % 40 - 20) * tick);
        }
    }

    /** On both sides, then all out again. */
    private void insertAll(final int count, final LongUnaryOperator priceOf) {
        for (final char side : new char[] {'0', '1'}) {
            for (int i = 0; i < count; i++) {
                both(NEW, new Order(side * 1000L + i, side, i, priceOf.applyAsLong(i), 1 + i), "order " + i);
                compare("order " + i);
            }
        }
        for (final char side : new char[] {'0', '1'}) {
            for (int i = 0; i < count; i++) {
                both(DELETE, naive.order(side * 1000L + i), "order " + i);
                compare("order " + i);
            }
        }
        assertEquals(0, fast.hash());
        assertEquals(0, entries.live());
    }

    @Test
    void shouldRefuseAnOrderLargerThanThereIsRoomFor() {
        assertEquals(BookFault.SIZE_TOO_LARGE, entries.apply(0, NEW, 1, 1, 100, OrderArena.MAX_QUANTITY + 1));
        assertEquals(BookFault.NONE, entries.apply(0, NEW, 1, 1, 100, OrderArena.MAX_QUANTITY));
        assertEquals(BookFault.NONE, entries.apply(0, NEW, 2, 2, 100, OrderArena.MAX_QUANTITY));
        assertEquals(2 * OrderArena.MAX_QUANTITY, fast.bid().quantityAt(0));
        assertEquals(BookFault.SIZE_TOO_LARGE, entries.apply(0, CHANGE, 1, 1, 100, OrderArena.MAX_QUANTITY + 1));
        assertEquals(OrderArena.MAX_QUANTITY, fast.bid().quantity(fast.bid().firstOrder(0)));
    }

    /** What the tag in the index leaves open, the OrderID decides: the same one rests in many instruments. */
    @Test
    void shouldKeepOneOrderIdOfManyInstrumentsApart() {
        final int instruments = 500;
        final OrderEntries many = new OrderEntries(instruments, instruments, new InstrumentHeads(instruments));
        for (int i = 0; i < instruments; i++) {
            assertEquals(BookFault.NONE, many.apply(OrderEntries.sideOf(i, EntryType.BID), NEW, 77, 1, 100, 1 + i));
        }
        for (int i = 0; i < instruments; i++) {
            assertEquals(
                    BookFault.WRONG_SIDE, many.apply(OrderEntries.sideOf(i, EntryType.OFFER), DELETE, 77, 1, 100, 1));
            assertEquals(1 + i, new OrderBook(many, i).bid().quantityAt(0));
            assertEquals(BookFault.NONE, many.apply(OrderEntries.sideOf(i, EntryType.BID), DELETE, 77, 1, 100, 1));
        }
        assertEquals(0, many.live());
    }

    /** Far levels need memory of their own: there must be some for every side, and none may be lost. */
    @Test
    void shouldHaveRoomForEveryOrderOnWhicheverSideItIs() {
        final int orders = 64;
        final OrderEntries many = new OrderEntries(orders, orders, new InstrumentHeads(orders));
        for (int turn = 0; turn < 20; turn++) {
            for (int i = 0; i < orders; i++) {
                // The second one of a side moves the window, and the first is far from it.
                final int side = OrderEntries.sideOf(i / 2, EntryType.BID);
                final long price = i % 2 == 0 ? 100 : 100 + 1_000_003L * (1 + i);
                assertEquals(BookFault.NONE, many.apply(side, NEW, i, i, price, 1), "turn " + turn + ", order " + i);
            }
            for (int i = 0; i < orders; i++) {
                final int side = OrderEntries.sideOf(i / 2, EntryType.BID);
                assertEquals(BookFault.NONE, many.apply(side, DELETE, i, i, 0, 1), "turn " + turn + ", order " + i);
            }
            assertEquals(0, many.live());
        }
    }

    @Test
    void shouldHaveRoomForAllOrdersAtPricesOfTheirOwnOnOneSide() {
        for (final int orders : new int[] {33, 64, 100, 129, 1000, 1025}) {
            final OrderEntries one = new OrderEntries(orders, orders, new InstrumentHeads(1));
            for (int i = 0; i < orders; i++) {
                assertEquals(BookFault.NONE, one.apply(0, NEW, i, i, i * 7L % 3001 * 1000 + i, 1), orders + " " + i);
            }
            assertEquals(BookFault.ORDERS_FULL, one.apply(0, NEW, orders, orders, -1, 1));
            assertEquals(orders, new OrderBook(one, 0).bid().levels());
            one.clear(0);
            assertEquals(0, one.live());
        }
    }
}
