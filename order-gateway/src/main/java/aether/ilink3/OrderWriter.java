package aether.ilink3;

import aether.ilink3.codec.MessageHeaderEncoder;
import aether.ilink3.codec.NewOrderSingleEncoder;
import aether.ilink3.codec.OrderCancelReplaceRequestEncoder;
import aether.ilink3.codec.OrderCancelRequestEncoder;
import aether.ilink3.codec.OrderMassActionRequestEncoder;
import aether.ilink3.codec.OrderMassStatusRequestEncoder;
import aether.order.Order;
import aether.order.TimeInForce;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes the business messages of the client into reused buffers. Each kind of message has a buffer of its own in which all that
 * never changes was written once: only the rest is written for each. Does not allocate.
 */
public final class OrderWriter {
    private static final int TEXT = 20;
    private static final int LOCATION = 5;
    private static final int NO_DATE = 65_535;
    private static final long NO_QUANTITY = 4_294_967_295L;
    private static final short NO_CODE = 255;
    private static final byte LIMIT = '2';
    private static final short AUTOMATED = 0;
    private static final short IN_FLIGHT_MITIGATION = 1;
    private static final short SCOPE_ALL = 7;
    private static final short ALL_ORDERS = 7;

    private static final int LENGTH = 512;

    private final UnsafeBuffer newOrders = new UnsafeBuffer(new byte[LENGTH]);
    private final UnsafeBuffer replaces = new UnsafeBuffer(new byte[LENGTH]);
    private final UnsafeBuffer cancels = new UnsafeBuffer(new byte[LENGTH]);
    private final UnsafeBuffer rare = new UnsafeBuffer(new byte[LENGTH]);
    private UnsafeBuffer buffer = rare;
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderSingleEncoder order = new NewOrderSingleEncoder();
    private final OrderCancelReplaceRequestEncoder replace = new OrderCancelReplaceRequestEncoder();
    private final OrderCancelRequestEncoder cancel = new OrderCancelRequestEncoder();
    private final OrderMassActionRequestEncoder massAction = new OrderMassActionRequestEncoder();
    private final OrderMassStatusRequestEncoder massStatus = new OrderMassStatusRequestEncoder();
    private final byte[] senderId;
    private final byte[] location;
    private final int newOrderLength;
    private final int replaceLength;
    private final int cancelLength;

    public OrderWriter(final SessionSettings settings) {
        senderId = padded(settings.senderId(), TEXT);
        location = padded(settings.location(), LOCATION);
        newOrderLength = prepareNewOrder();
        replaceLength = prepareReplace();
        cancelLength = prepareCancel();
    }

    private static byte[] padded(final String text, final int length) {
        final byte[] bytes = new byte[length];
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, text.length());
        return bytes;
    }

    private int prepareNewOrder() {
        order.wrapAndApplyHeader(newOrders, Sofh.LENGTH, header);
        order.putSenderID(senderId, 0).partyDetailsListReqID(0);
        order.stopPx().mantissa(Long.MAX_VALUE);
        order.putLocation(location, 0)
                .displayQty(NO_QUANTITY)
                .expireDate(NO_DATE)
                .ordType(LIMIT)
                .manualOrderIndicator(AUTOMATED)
                .execInst((short) 0)
                .executionMode((byte) 0)
                .liquidityFlag(NO_CODE)
                .managedOrder(NO_CODE)
                .shortSaleType(NO_CODE);
        order.discretionPrice().mantissa(Long.MAX_VALUE);
        order.reservationPrice().mantissa(Long.MAX_VALUE);
        return Sofh.write(newOrders, 0, MessageHeaderEncoder.ENCODED_LENGTH + order.encodedLength());
    }

    private int prepareReplace() {
        replace.wrapAndApplyHeader(replaces, Sofh.LENGTH, header);
        replace.putSenderID(senderId, 0).partyDetailsListReqID(0);
        replace.stopPx().mantissa(Long.MAX_VALUE);
        replace.putLocation(location, 0)
                .minQty(NO_QUANTITY)
                .displayQty(NO_QUANTITY)
                .expireDate(NO_DATE)
                .ordType(LIMIT)
                .timeInForce((short) 0)
                .manualOrderIndicator(AUTOMATED)
                .oFMOverride(IN_FLIGHT_MITIGATION)
                .execInst((short) 0)
                .executionMode((byte) 0)
                .liquidityFlag(NO_CODE)
                .managedOrder(NO_CODE)
                .shortSaleType(NO_CODE);
        replace.discretionPrice().mantissa(Long.MAX_VALUE);
        return Sofh.write(replaces, 0, MessageHeaderEncoder.ENCODED_LENGTH + replace.encodedLength());
    }

    private int prepareCancel() {
        cancel.wrapAndApplyHeader(cancels, Sofh.LENGTH, header);
        cancel.partyDetailsListReqID(0)
                .manualOrderIndicator(AUTOMATED)
                .putSenderID(senderId, 0)
                .putLocation(location, 0)
                .liquidityFlag(NO_CODE)
                .origOrderUser("");
        return Sofh.write(cancels, 0, MessageHeaderEncoder.ENCODED_LENGTH + cancel.encodedLength());
    }

    /** Where the last message is. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** A limit order; returns the length of its frame. */
    public int newOrder(final Order placed, final TimeInForce timeInForce, final long sequence, final long nowNs) {
        buffer = newOrders;
        ClOrdIds.write(placed.clOrdId(), newOrders, Sofh.BODY + NewOrderSingleEncoder.clOrdIDEncodingOffset());
        order.price().mantissa(placed.price());
        order.orderQty(placed.orderQty())
                .securityID(placed.securityId())
                .side(placed.side().code())
                .seqNum(sequence)
                .orderRequestID(placed.clOrdId())
                .sendingTimeEpoch(nowNs)
                .minQty(timeInForce == TimeInForce.FILL_OR_KILL ? placed.orderQty() : NO_QUANTITY)
                .timeInForce(timeInForce.code());
        return newOrderLength;
    }

    /** Another price and quantity, of which what traded already is a part. */
    public int replace(
            final Order placed,
            final long requestId,
            final long price,
            final int quantity,
            final long sequence,
            final long nowNs) {
        buffer = replaces;
        ClOrdIds.write(
                placed.clOrdId(), replaces, Sofh.BODY + OrderCancelReplaceRequestEncoder.clOrdIDEncodingOffset());
        replace.price().mantissa(price);
        replace.orderQty(quantity)
                .securityID(placed.securityId())
                .side(placed.side().code())
                .seqNum(sequence)
                .orderID(placed.orderId())
                .orderRequestID(requestId)
                .sendingTimeEpoch(nowNs);
        return replaceLength;
    }

    /** Takes an order out. */
    public int cancel(final Order placed, final long requestId, final long sequence, final long nowNs) {
        buffer = cancels;
        ClOrdIds.write(placed.clOrdId(), cancels, Sofh.BODY + OrderCancelRequestEncoder.clOrdIDEncodingOffset());
        cancel.orderID(placed.orderId())
                .seqNum(sequence)
                .orderRequestID(requestId)
                .sendingTimeEpoch(nowNs)
                .securityID(placed.securityId())
                .side(placed.side().code());
        return cancelLength;
    }

    /** Takes all orders out. */
    public int cancelAll(final long requestId, final long sequence, final long nowNs) {
        buffer = rare;
        massAction.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        massAction
                .partyDetailsListReqID(0)
                .orderRequestID(requestId)
                .manualOrderIndicator(AUTOMATED)
                .seqNum(sequence)
                .putSenderID(senderId, 0)
                .sendingTimeEpoch(nowNs)
                .securityGroup("")
                .putLocation(location, 0)
                .securityID(Integer.MAX_VALUE)
                .massActionScope(SCOPE_ALL)
                .marketSegmentID(NO_CODE)
                .massCancelRequestType(NO_CODE)
                .side(NO_CODE)
                .ordType((byte) 0)
                .timeInForce(NO_CODE)
                .liquidityFlag(NO_CODE)
                .origOrderUser("");
        return Sofh.write(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + massAction.encodedLength());
    }

    /** Asks for the state of all orders. */
    public int massStatus(final long requestId, final long sequence, final long nowNs) {
        buffer = rare;
        massStatus.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        massStatus
                .partyDetailsListReqID(0)
                .massStatusReqID(requestId)
                .manualOrderIndicator(AUTOMATED)
                .seqNum(sequence)
                .putSenderID(senderId, 0)
                .sendingTimeEpoch(nowNs)
                .securityGroup("")
                .putLocation(location, 0)
                .securityID(Integer.MAX_VALUE)
                .massStatusReqType(ALL_ORDERS)
                .ordStatusReqType(NO_CODE)
                .timeInForce(NO_CODE)
                .marketSegmentID(NO_CODE);
        return Sofh.write(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + massStatus.encodedLength());
    }
}
