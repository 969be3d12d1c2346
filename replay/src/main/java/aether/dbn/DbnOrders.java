package aether.dbn;

import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;

/** The orders of one instrument that rest by the records so far: what a record that changes one of them does not repeat. */
final class DbnOrders {
    /** One of them. */
    static final class Resting {
        long id;
        char side;
        long price;
        long quantity;

        /** Lower stands in front; told in no record, but by their order. */
        long priority;
    }

    private final Long2ObjectHashMap<Resting> byId = new Long2ObjectHashMap<>();

    Resting find(final long id) {
        return byId.get(id);
    }

    Resting add(final long id) {
        final Resting resting = new Resting();
        resting.id = id;
        byId.put(id, resting);
        return resting;
    }

    void remove(final Resting resting) {
        byId.remove(resting.id);
    }

    int size() {
        return byId.size();
    }

    void clear() {
        byId.clear();
    }

    /** Takes out all of a side, telling each. */
    void removeSide(final char side, final Consumer<Resting> teller) {
        final var resting = byId.values().iterator();
        while (resting.hasNext()) {
            final Resting order = resting.next();
            if (order.side == side) {
                teller.accept(order);
                resting.remove();
            }
        }
    }
}
