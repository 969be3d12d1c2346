package aether.dbn;

import aether.dbn.DbnFileWriter.Mbo;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A market of single orders of a few instruments: events of several records, their records mixed between instruments now and then. */
final class RandomOrders {
    /** A record; and, where it ends an event, what its instrument's books are then. */
    record Step(Mbo record, long[][] rows, List<Long> bids, List<Long> offers) {}

    static final long TICK = 250_000_000L;

    private static final long MIDDLE = 3_700_000_000_000L;
    private static final int MOST_ORDERS = 80;
    private static final int[] INSTRUMENTS = {5482, 77, 900_001};

    private final Random random;
    private final PlainOrders[] books = new PlainOrders[INSTRUMENTS.length];
    private final List<Step> steps = new ArrayList<>();
    private long nextId = 1;
    private long timeNs = 1_609_160_400_000_000_000L;
    private int sequence = 1;

    RandomOrders(final long seed) {
        random = new Random(seed);
        for (int i = 0; i < books.length; i++) {
            books[i] = new PlainOrders();
        }
    }

    static int[] instruments() {
        return INSTRUMENTS.clone();
    }

    /** All of a session, which begins with books that are cleared. */
    List<Step> play(final int events) {
        for (int i = 0; i < books.length; i++) {
            emit(i, new Mbo(INSTRUMENTS[i], 0, DbnFileWriter.NONE, 0, 'R', 'N', DbnFileWriter.LAST, timeNs, sequence));
        }
        for (int event = 0; event < events; event++) {
            timeNs += random.nextInt(2_000_000);
            sequence++;
            final List<List<Mbo>> mixed = new ArrayList<>();
            final int first = random.nextInt(books.length);
            mixed.add(event(first));
            if (random.nextInt(4) == 0) {
                mixed.add(event((first + 1) % books.length));
            }
            merge(mixed);
        }
        return steps;
    }

    private void merge(final List<List<Mbo>> events) {
        while (events.stream().anyMatch(event -> !event.isEmpty())) {
            final List<Mbo> from = events.get(random.nextInt(events.size()));
            if (!from.isEmpty()) {
                final Mbo record = from.removeFirst();
                final int flags = from.isEmpty() ? record.flags() | DbnFileWriter.LAST : record.flags();
                steps.add(step(indexOf(record.instrument()), with(record, flags)));
            }
        }
    }

    private static int indexOf(final int instrument) {
        for (int i = 0; i < INSTRUMENTS.length; i++) {
            if (INSTRUMENTS[i] == instrument) {
                return i;
            }
        }
        throw new AssertionError(instrument);
    }

    private static Mbo with(final Mbo record, final int flags) {
        return new Mbo(
                record.instrument(),
                record.orderId(),
                record.price(),
                record.size(),
                record.action(),
                record.side(),
                flags,
                record.timeNs(),
                record.sequence());
    }

    private void emit(final int book, final Mbo record) {
        books[book].apply(record);
        steps.add(step(book, record));
    }

    private Step step(final int book, final Mbo record) {
        final boolean isEnd = (record.flags() & DbnFileWriter.LAST) != 0;
        return isEnd
                ? new Step(record, books[book].rows(), books[book].queue('B'), books[book].queue('A'))
                : new Step(record, null, null, null);
    }

    /** What the books hold after it is what they hold at its end: only there they are looked at. */
    private List<Mbo> event(final int book) {
        final List<Mbo> records = new ArrayList<>();
        final int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            change(book, records);
        }
        return records;
    }

    private void change(final int book, final List<Mbo> records) {
        final PlainOrders orders = books[book];
        final int what = orders.size() < 5 ? 0 : random.nextInt(100);
        if (what < 45 && orders.size() < MOST_ORDERS) {
            final char side = random.nextBoolean() ? 'B' : 'A';
            final long away = (1 + random.nextInt(15)) * TICK;
            add(
                    book,
                    records,
                    nextId++,
                    side == 'B' ? MIDDLE - away : MIDDLE + away,
                    1 + random.nextInt(50),
                    'A',
                    side);
            return;
        }
        final int at = random.nextInt(orders.size());
        final long id = orders.id(at);
        final char side = orders.side(at);
        final long price = orders.price(at);
        final long size = orders.quantity(at);
        if (what < 65) {
            add(book, records, id, price, size == 1 ? 1 : 1 + random.nextLong(size), 'C', side);
        } else if (what < 85) {
            final long moved = price + (random.nextInt(3) - 1) * TICK;
            add(book, records, id, moved, 1 + random.nextInt(60), 'M', side);
        } else if (what < 99) {
            final long filled = 1 + random.nextLong(size);
            add(book, records, nextId++, price, filled, 'T', side == 'B' ? 'A' : 'B');
            add(book, records, id, price, filled, 'F', side);
            add(book, records, id, price, filled, 'C', side);
        } else {
            snapshot(book, records);
        }
    }

    /** The book is told anew, in the order of its queues: its times are old ones. */
    private void snapshot(final int book, final List<Mbo> records) {
        final PlainOrders before = books[book];
        final List<Mbo> again = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            again.add(new Mbo(
                    INSTRUMENTS[book],
                    before.id(i),
                    before.price(i),
                    before.quantity(i),
                    'A',
                    before.side(i),
                    DbnFileWriter.SNAPSHOT,
                    timeNs,
                    1));
        }
        add(book, records, 0, DbnFileWriter.NONE, 0, 'R', 'N');
        again.forEach(books[book]::apply);
        records.addAll(again);
    }

    private void add(
            final int book,
            final List<Mbo> records,
            final long id,
            final long price,
            final long size,
            final char action,
            final char side) {
        final Mbo record = new Mbo(INSTRUMENTS[book], id, price, size, action, side, 0, timeNs, sequence);
        books[book].apply(record);
        records.add(record);
    }
}
