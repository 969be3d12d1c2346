package aether.export;

import aether.order.Order;
import java.util.function.LongSupplier;

/** When an input of the order plane came, and whether rows of it are asked for. */
record OwnMoment(LongSupplier clock, ExportSpan span, Instruments instruments) {
    long timeNs() {
        return clock.getAsLong();
    }

    boolean wants(final Order order) {
        return span.has(timeNs()) && instruments.has(order.securityId());
    }
}
