package aether.trial;

import aether.gateway.CoreListener;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.OrderStatus;
import aether.session.JournalOrders;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the machines' journals say of orders that went out, all of them together: each saw a part. */
final class SentOrders implements CoreListener {
    private final Set<String> sent;
    private final Set<String> told;

    /** Of nothing yet. */
    SentOrders() {
        this(Set.of(), Set.of());
    }

    /** {@code told}: those whose owner was told that they never came there. */
    SentOrders(final Set<String> sent, final Set<String> told) {
        this.sent = new HashSet<>(sent);
        this.told = new HashSet<>(told);
    }

    @Override
    public void onOrder(final Order order, final OrderEvent event) {
        if (event == OrderEvent.SENT) {
            sent.add(JournalOrders.clOrdId(order.clOrdId()));
        } else if (order.status() == OrderStatus.REJECTED_LOCAL) {
            told.add(JournalOrders.clOrdId(order.clOrdId()));
        }
    }

    /** Orders that the exchange does not have, though nobody was told that it never got them. */
    List<String> lost(final List<String> arrived) {
        final Set<String> lost = new HashSet<>(sent);
        lost.removeAll(told);
        arrived.forEach(lost::remove);
        return lost.stream().sorted().toList();
    }

    /** Orders that came to the exchange twice, or that no machine has sent. */
    List<String> doubled(final List<String> arrived) {
        final Set<String> once = new HashSet<>();
        return arrived.stream()
                .filter(id -> !once.add(id) || !sent.contains(id))
                .toList();
    }
}
