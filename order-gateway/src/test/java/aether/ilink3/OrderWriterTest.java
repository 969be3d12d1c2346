package aether.ilink3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import aether.ilink3.codec.MessageHeaderDecoder;
import aether.ilink3.codec.NewOrderSingleDecoder;
import aether.ilink3.codec.OrderCancelReplaceRequestDecoder;
import aether.ilink3.codec.OrderCancelRequestDecoder;
import aether.ilink3.codec.OrderMassActionRequestDecoder;
import aether.ilink3.codec.OrderMassStatusRequestDecoder;
import aether.order.Order;
import aether.order.OrderEvent;
import aether.order.OrderListener;
import aether.order.OrderStateMachine;
import aether.order.OrderTerms;
import aether.order.Side;
import aether.order.TimeInForce;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for, read back field by field by the generated decoders. */
class OrderWriterTest implements OrderListener {
    private static final SessionSettings SETTINGS =
            new SessionSettings("ABC", "FIRM1", "ACCESSKEY", "TRADER", "DE", "Aether", "1", "Aether", 1_000);
    private static final long NOW_NS = 1_764_000_000_000_000_000L;
    private static final long ID = 0x1234_5678_9ABCL;
    private static final long NO_QUANTITY = 4_294_967_295L;
    private static final int ES = 5;

    private final OrderWriter writer = new OrderWriter(SETTINGS);
    private final OrderStateMachine orders = new OrderStateMachine(8, 4, 64, this);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    private Order order(final Side side, final long price, final int quantity, final TimeInForce timeInForce) {
        final Order order = orders.place(
                new OrderTerms().of(1, ID, 0).instrument(ES).limit(side, price, quantity, timeInForce), NOW_NS);
        orders.local(order, OrderEvent.SENT, 0, NOW_NS);
        return order;
    }

    private void assertFrame(final DirectBuffer frame, final int length) {
        assertEquals(length, Sofh.size(frame, 0));
        assertEquals(Sofh.ENCODING_TYPE, Sofh.encodingType(frame, 0));
        assertEquals(Sofh.SCHEMA_ID, Sofh.schemaId(frame, 0));
    }

    @ParameterizedTest
    @CsvSource({"BUY, DAY, 1, 0", "SELL, DAY, 2, 0", "BUY, FILL_AND_KILL, 1, 3", "SELL, FILL_OR_KILL, 2, 4"})
    void shouldWriteANewOrder(final Side side, final TimeInForce timeInForce, final int sideCode, final int code) {
        final Order order = order(side, -4_500_250_000_000L, 7, timeInForce);
        final int length = writer.newOrder(order, timeInForce, 42, NOW_NS);
        assertFrame(writer.buffer(), length);
        final NewOrderSingleDecoder read = new NewOrderSingleDecoder();
        read.wrapAndApplyHeader(writer.buffer(), Sofh.LENGTH, header);
        assertEquals(-4_500_250_000_000L, read.price().mantissa());
        assertEquals(7, read.orderQty());
        assertEquals(ES, read.securityID());
        assertEquals(sideCode, read.side());
        assertEquals(42, read.seqNum());
        assertEquals("TRADER", read.senderID());
        assertEquals("0000123456789abc", read.clOrdID());
        assertEquals(ID, read.orderRequestID());
        assertEquals(NOW_NS, read.sendingTimeEpoch());
        assertEquals("DE", read.location());
        assertEquals('2', read.ordType());
        assertEquals(code, read.timeInForce());
        // All or nothing is said by the least quantity.
        assertEquals(timeInForce == TimeInForce.FILL_OR_KILL ? 7 : NO_QUANTITY, read.minQty());
        assertEquals(NO_QUANTITY, read.displayQty());
    }

    @Test
    void shouldWriteAReplace() {
        final Order order = order(Side.SELL, 100, 7, TimeInForce.DAY);
        orders.acknowledged(order, 99_887_766L, NOW_NS);
        final int length = writer.replace(order, ID + 1, 101, 9, 43, NOW_NS);
        assertFrame(writer.buffer(), length);
        final OrderCancelReplaceRequestDecoder read = new OrderCancelReplaceRequestDecoder();
        read.wrapAndApplyHeader(writer.buffer(), Sofh.LENGTH, header);
        assertEquals("0000123456789abc", read.clOrdID());
        assertEquals(ID + 1, read.orderRequestID());
        assertEquals(99_887_766L, read.orderID());
        assertEquals(101, read.price().mantissa());
        assertEquals(9, read.orderQty());
        assertEquals(2, read.side());
        assertEquals(43, read.seqNum());
    }

    @Test
    void shouldWriteACancel() {
        final Order order = order(Side.BUY, 100, 7, TimeInForce.DAY);
        orders.acknowledged(order, 99_887_766L, NOW_NS);
        final int length = writer.cancel(order, ID + 1, 44, NOW_NS);
        assertFrame(writer.buffer(), length);
        final OrderCancelRequestDecoder read = new OrderCancelRequestDecoder();
        read.wrapAndApplyHeader(writer.buffer(), Sofh.LENGTH, header);
        assertEquals("0000123456789abc", read.clOrdID());
        assertEquals(ID + 1, read.orderRequestID());
        assertEquals(99_887_766L, read.orderID());
        assertEquals(ES, read.securityID());
        assertEquals(1, read.side());
    }

    @Test
    void shouldWriteWhatConcernsAllOrders() {
        final int canceled = writer.cancelAll(ID, 45, NOW_NS);
        assertFrame(writer.buffer(), canceled);
        final OrderMassActionRequestDecoder cancel = new OrderMassActionRequestDecoder();
        cancel.wrapAndApplyHeader(writer.buffer(), Sofh.LENGTH, header);
        assertEquals(ID, cancel.orderRequestID());
        assertEquals(45, cancel.seqNum());
        final int asked = writer.massStatus(ID + 1, 46, NOW_NS);
        assertFrame(writer.buffer(), asked);
        final OrderMassStatusRequestDecoder status = new OrderMassStatusRequestDecoder();
        status.wrapAndApplyHeader(writer.buffer(), Sofh.LENGTH, header);
        assertEquals(ID + 1, status.massStatusReqID());
        assertEquals(46, status.seqNum());
    }

    /** What is prepared once must not leak from one order into the next. */
    @Test
    void shouldWriteEachOrderAnew() {
        final Order first = order(Side.SELL, 100, 7, TimeInForce.FILL_OR_KILL);
        final int length = writer.newOrder(first, TimeInForce.FILL_OR_KILL, 1, NOW_NS);
        final String before = writer.buffer().getStringWithoutLengthAscii(0, length);
        final Order second = orders.place(
                new OrderTerms().of(1, ID + 1, 0).instrument(ES).limit(Side.BUY, 101, 8, TimeInForce.DAY), NOW_NS);
        writer.newOrder(second, TimeInForce.DAY, 2, NOW_NS + 1);
        final NewOrderSingleDecoder read = new NewOrderSingleDecoder();
        read.wrapAndApplyHeader(writer.buffer(), Sofh.LENGTH, header);
        assertEquals("0000123456789abd", read.clOrdID());
        assertEquals(NO_QUANTITY, read.minQty());
        assertEquals(0, read.timeInForce());
        writer.newOrder(first, TimeInForce.FILL_OR_KILL, 1, NOW_NS);
        assertEquals(before, writer.buffer().getStringWithoutLengthAscii(0, length));
        assertNotEquals(0, before.getBytes(StandardCharsets.US_ASCII).length);
    }
}
