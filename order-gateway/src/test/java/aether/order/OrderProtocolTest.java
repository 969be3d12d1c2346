package aether.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The order protocol, cell by cell, and as it stands in the documentation. */
class OrderProtocolTest {
    private static final long REQUEST = 500;
    private static final int QUANTITY = 10;

    private final OrderHarness orders = new OrderHarness();

    @Test
    void shouldStandInTheDocumentationAsItIs() throws IOException {
        final String page = Files.readString(Path.of("../docs/ORDERS.md"));
        assertTrue(page.contains(OrderProtocol.markdown()), "docs/ORDERS.md should hold:\n" + OrderProtocol.markdown());
    }

    static Stream<Arguments> cells() {
        return Arrays.stream(OrderStatus.values())
                .flatMap(status -> Arrays.stream(OrderEvent.values()).map(event -> Arguments.of(status, event)));
    }

    @ParameterizedTest(name = "{1} in {0}")
    @MethodSource("cells")
    void shouldDoWhatTheTableSays(final OrderStatus status, final OrderEvent event) {
        final Order order = orders.inStatus(status, QUANTITY);
        assertEquals(status, order.status());
        if (isAnswerToRequest(event) && OrderProtocol.rule(status, OrderEvent.CANCEL_REQUESTED) == OrderRule.OVERLAY) {
            orders.machine().requestCancel(order, REQUEST, 1);
        }
        if (OrderProtocol.rule(status, event) == OrderRule.LATE && event != OrderEvent.FILLED) {
            orders.makeTrade(order);
        }
        final String before = orders.text(order);
        final long position = orders.machine().positions().position(OrderHarness.INSTRUMENT);
        final boolean wasDone = orders.send(order, event, REQUEST);
        switch (OrderProtocol.rule(status, event)) {
            case APPLY -> {
                assertEquals(expected(status, event), order.status());
                assertTrue(wasDone);
            }
            case LATE -> {
                assertEquals(status, order.status());
                assertTrue(orders.machine().positions().position(OrderHarness.INSTRUMENT) != position);
            }
            case OVERLAY -> {
                assertEquals(status, order.status());
                assertEquals(position, orders.machine().positions().position(OrderHarness.INSTRUMENT));
                assertEquals(event == OrderEvent.CANCEL_REQUESTED, order.isCancelPending());
                assertEquals(event == OrderEvent.REPLACE_REQUESTED, order.isReplacePending());
            }
            case IGNORE -> assertEquals(before, orders.text(order));
            case REFUSE -> {
                assertFalse(wasDone);
                assertEquals(before, orders.text(order));
                assertEquals(1, orders.machine().counters().get(OrderCounter.REQUESTS_REFUSED));
            }
            case RESOLVE -> {
                assertEquals(OrderStatus.CANCELED, order.status());
                assertEquals(position, orders.machine().positions().position(OrderHarness.INSTRUMENT));
                assertTrue(order.isForReconciliation());
            }
            case ILLEGAL -> {
                assertEquals(before, orders.text(order));
                assertTrue(order.isForReconciliation());
                assertEquals(1, orders.machine().counters().get(OrderCounter.ILLEGAL));
            }
        }
    }

    private static boolean isAnswerToRequest(final OrderEvent event) {
        return event == OrderEvent.CANCEL_REJECTED || event == OrderEvent.REPLACE_REJECTED;
    }

    /** Written down by hand from what each event means: trades are of 4 of 10, a partial order has traded 4 before. */
    private static OrderStatus expected(final OrderStatus status, final OrderEvent event) {
        return switch (event) {
            case RISK_REJECTED, NOT_APPLIED -> OrderStatus.REJECTED_LOCAL;
            case SENT -> OrderStatus.SENT;
            case DISCONNECTED -> OrderStatus.UNKNOWN;
            case ACKNOWLEDGED -> OrderStatus.LIVE;
            case REJECTED -> OrderStatus.REJECTED;
            case FILLED -> OrderStatus.PARTIAL;
            case CANCELED -> OrderStatus.CANCELED;
            case EXPIRED -> OrderStatus.EXPIRED;
            case REPLACED, STATUS_REPORTED -> status == OrderStatus.PARTIAL ? OrderStatus.PARTIAL : OrderStatus.LIVE;
            case BUSTED, CORRECTED -> status;
            default -> throw new IllegalArgumentException(event + " is never applied");
        };
    }
}
