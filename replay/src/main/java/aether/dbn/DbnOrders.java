package aether.dbn;

import aether.state.StateFields;
import java.util.function.Consumer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The orders of one instrument that rest by the records so far: what a record that changes one of them does not repeat. A snapshot in the middle of a
 * session clears them and adds them again, in the order of their queues: those that come back as they were keep their place among all that rest.
 */
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

    /** No snapshot is being told. */
    private static final Long2ObjectHashMap<Resting> NONE = new Long2ObjectHashMap<>();

    private final Long2ObjectHashMap<Resting> byId = new Long2ObjectHashMap<>();
    private Long2ObjectHashMap<Resting> before = NONE;

    /** Of a snapshot's orders so far: the priority of the last one at each price. */
    private final Long2LongHashMap lastBids = new Long2LongHashMap(0);

    private final Long2LongHashMap lastOffers = new Long2LongHashMap(0);

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

    /** All of them go; those of the same event that come back are known. */
    void clearForSnapshot() {
        before = new Long2ObjectHashMap<>(byId);
        lastBids.clear();
        lastOffers.clear();
        byId.clear();
    }

    /** The event with the snapshot is over. */
    void endSnapshot() {
        before = NONE;
    }

    /**
     * The priority of an order that comes: the one that it had, when a snapshot tells it again, no larger and behind those told before it at its price.
     *
     * @param otherwise for one that is new, or has lost its place
     */
    long priorityAgain(final Resting order, final long otherwise) {
        if (before == NONE) {
            return otherwise;
        }
        final Resting old = before.get(order.id);
        final Long2LongHashMap last = order.side == 'B' ? lastBids : lastOffers;
        final boolean isSame = old != null
                && old.side == order.side
                && old.price == order.price
                && order.quantity <= old.quantity
                && old.priority > last.get(order.price);
        final long priority = isSame ? old.priority : otherwise;
        last.put(order.price, priority);
        return priority;
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

    /** Between events. */
    void state(final StateFields fields, final int most) {
        if (fields.isRead()) {
            for (int left = fields.count(0, most); left > 0; left--) {
                final Resting order = add(fields.number(0));
                state(fields, order);
            }
            return;
        }
        fields.count(byId.size(), most);
        byId.values().forEach(order -> {
            fields.number(order.id);
            state(fields, order);
        });
    }

    private static void state(final StateFields fields, final Resting order) {
        order.side = (char) fields.whole(order.side);
        order.price = fields.number(order.price);
        order.quantity = fields.number(order.quantity);
        order.priority = fields.number(order.priority);
    }
}
