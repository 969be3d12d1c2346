package aether.order;

import static aether.order.OrderRule.APPLY;
import static aether.order.OrderRule.IGNORE;
import static aether.order.OrderRule.ILLEGAL;
import static aether.order.OrderRule.LATE;
import static aether.order.OrderRule.OVERLAY;
import static aether.order.OrderRule.REFUSE;
import static aether.order.OrderRule.RESOLVE;

/**
 * The order protocol: for each status and each event, what is done. {@code docs/ORDERS.md} shows the same table, and a test
 * compares the two and walks every cell.
 */
public final class OrderProtocol {
    private static final OrderStatus[] STATUSES = OrderStatus.values();
    private static final OrderEvent[] EVENTS = OrderEvent.values();
    private static final OrderRule[][] TABLE = new OrderRule[EVENTS.length][];

    static {
        // PENDING_NEW, SENT, LIVE, PARTIAL, FILLED, CANCELED, REJECTED, REJECTED_LOCAL, EXPIRED, UNKNOWN
        row(
                OrderEvent.RISK_REJECTED,
                APPLY,
                ILLEGAL,
                ILLEGAL,
                ILLEGAL,
                ILLEGAL,
                ILLEGAL,
                ILLEGAL,
                ILLEGAL,
                ILLEGAL,
                ILLEGAL);
        row(OrderEvent.SENT, APPLY, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL, ILLEGAL);
        row(
                OrderEvent.CANCEL_REQUESTED,
                REFUSE,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                REFUSE,
                REFUSE,
                REFUSE,
                REFUSE,
                REFUSE,
                OVERLAY);
        row(
                OrderEvent.REPLACE_REQUESTED,
                REFUSE,
                REFUSE,
                OVERLAY,
                OVERLAY,
                REFUSE,
                REFUSE,
                REFUSE,
                REFUSE,
                REFUSE,
                REFUSE);
        row(OrderEvent.NOT_APPLIED, ILLEGAL, APPLY, OVERLAY, OVERLAY, OVERLAY, OVERLAY, IGNORE, IGNORE, OVERLAY, APPLY);
        row(OrderEvent.DISCONNECTED, IGNORE, APPLY, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE);
        row(OrderEvent.ACKNOWLEDGED, ILLEGAL, APPLY, IGNORE, IGNORE, IGNORE, IGNORE, ILLEGAL, ILLEGAL, IGNORE, APPLY);
        row(OrderEvent.REJECTED, ILLEGAL, APPLY, RESOLVE, RESOLVE, ILLEGAL, ILLEGAL, IGNORE, IGNORE, ILLEGAL, APPLY);
        row(OrderEvent.FILLED, ILLEGAL, APPLY, APPLY, APPLY, LATE, LATE, LATE, LATE, LATE, APPLY);
        row(
                OrderEvent.CANCEL_PENDING,
                ILLEGAL,
                IGNORE,
                IGNORE,
                IGNORE,
                IGNORE,
                IGNORE,
                ILLEGAL,
                ILLEGAL,
                IGNORE,
                IGNORE);
        row(
                OrderEvent.REPLACE_PENDING,
                ILLEGAL,
                IGNORE,
                IGNORE,
                IGNORE,
                IGNORE,
                IGNORE,
                ILLEGAL,
                ILLEGAL,
                IGNORE,
                IGNORE);
        row(OrderEvent.CANCELED, ILLEGAL, APPLY, APPLY, APPLY, IGNORE, IGNORE, ILLEGAL, ILLEGAL, IGNORE, APPLY);
        row(
                OrderEvent.CANCEL_REJECTED,
                ILLEGAL,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY);
        row(OrderEvent.REPLACED, ILLEGAL, APPLY, APPLY, APPLY, OVERLAY, OVERLAY, ILLEGAL, ILLEGAL, OVERLAY, APPLY);
        row(
                OrderEvent.REPLACE_REJECTED,
                ILLEGAL,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY,
                OVERLAY);
        row(OrderEvent.EXPIRED, ILLEGAL, APPLY, APPLY, APPLY, IGNORE, IGNORE, ILLEGAL, ILLEGAL, IGNORE, APPLY);
        row(OrderEvent.BUSTED, ILLEGAL, ILLEGAL, ILLEGAL, APPLY, APPLY, LATE, LATE, LATE, LATE, LATE);
        row(OrderEvent.CORRECTED, ILLEGAL, ILLEGAL, ILLEGAL, APPLY, APPLY, LATE, LATE, LATE, LATE, LATE);
        row(OrderEvent.STATUS_REPORTED, ILLEGAL, APPLY, APPLY, APPLY, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, APPLY);
    }

    private OrderProtocol() {}

    private static void row(final OrderEvent event, final OrderRule... rules) {
        if (rules.length != STATUSES.length) {
            throw new IllegalArgumentException(event + " has " + rules.length + " rules");
        }
        TABLE[event.ordinal()] = rules;
    }

    /** The cell. */
    public static OrderRule rule(final OrderStatus status, final OrderEvent event) {
        return TABLE[event.ordinal()][status.ordinal()];
    }

    /** The table as it stands in the documentation: a line for each event, a column for each status. */
    static String markdown() {
        final StringBuilder text = new StringBuilder("| event |");
        for (final OrderStatus status : STATUSES) {
            text.append(' ').append(status).append(" |");
        }
        text.append("\n|---|").append("---|".repeat(STATUSES.length)).append('\n');
        for (final OrderEvent event : EVENTS) {
            text.append("| ").append(event).append(" |");
            for (final OrderStatus status : STATUSES) {
                final OrderRule rule = rule(status, event);
                text.append(' ')
                        .append(rule == ILLEGAL ? "·" : rule.name().toLowerCase(java.util.Locale.ROOT))
                        .append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }
}
