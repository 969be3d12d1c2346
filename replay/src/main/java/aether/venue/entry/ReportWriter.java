package aether.venue.entry;

import aether.ilink3.Sofh;
import aether.ilink3.codec.BusinessRejectEncoder;
import aether.ilink3.codec.ExecutionReportCancelEncoder;
import aether.ilink3.codec.ExecutionReportEliminationEncoder;
import aether.ilink3.codec.ExecutionReportModifyEncoder;
import aether.ilink3.codec.ExecutionReportNewEncoder;
import aether.ilink3.codec.ExecutionReportRejectEncoder;
import aether.ilink3.codec.ExecutionReportStatusEncoder;
import aether.ilink3.codec.ExecutionReportTradeAddendumOutrightEncoder;
import aether.ilink3.codec.ExecutionReportTradeOutrightEncoder;
import aether.ilink3.codec.MessageHeaderEncoder;
import aether.ilink3.codec.OrderCancelRejectEncoder;
import aether.ilink3.codec.OrderCancelReplaceRejectEncoder;
import aether.ilink3.codec.OrderMassActionReportEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes the venue's business messages; each method returns a frame of its own, to be sent and kept for retransmission. */
final class ReportWriter {
    private static final int ALL_NULL = 0xFF;
    private static final short LIMIT = '2';
    private static final int NO_DATE = 65_535;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Sofh.MAX_FRAME]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExecutionReportNewEncoder ack = new ExecutionReportNewEncoder();
    private final ExecutionReportRejectEncoder reject = new ExecutionReportRejectEncoder();
    private final ExecutionReportTradeOutrightEncoder trade = new ExecutionReportTradeOutrightEncoder();
    private final ExecutionReportCancelEncoder cancel = new ExecutionReportCancelEncoder();
    private final ExecutionReportModifyEncoder modify = new ExecutionReportModifyEncoder();
    private final ExecutionReportEliminationEncoder eliminated = new ExecutionReportEliminationEncoder();
    private final ExecutionReportStatusEncoder status = new ExecutionReportStatusEncoder();
    private final OrderCancelRejectEncoder cancelReject = new OrderCancelRejectEncoder();
    private final OrderCancelReplaceRejectEncoder replaceReject = new OrderCancelReplaceRejectEncoder();
    private final OrderMassActionReportEncoder massAction = new OrderMassActionReportEncoder();
    private final BusinessRejectEncoder businessReject = new BusinessRejectEncoder();
    private final ExecutionReportTradeAddendumOutrightEncoder addendum =
            new ExecutionReportTradeAddendumOutrightEncoder();
    private String lastExecId = "";
    private long execIds;

    /** Where a message stands in the venue's sequence, and when it was sent. */
    record Place(long sequence, long uuid, long nowNs) {}

    private String nextExecId(final ClientOrder order) {
        lastExecId = Long.toString(order.orderId) + ':' + ++execIds;
        return lastExecId;
    }

    /** Of the newest report that has one. */
    String lastExecId() {
        return lastExecId;
    }

    /** A trade is undone, or corrected; how it stood before is in the one order event. */
    byte[] addendum(
            final ClientOrder order,
            final String execId,
            final long price,
            final int quantity,
            final long newPrice,
            final int newQuantity,
            final Place place) {
        addendum.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(addendum.offset(), ExecutionReportTradeAddendumOutrightEncoder.BLOCK_LENGTH);
        addendum.seqNum(place.sequence())
                .uUID(place.uuid())
                .execID(nextExecId(order))
                .senderID("")
                .putClOrdID(order.clOrdId, 0);
        addendum.lastPx().mantissa(newPrice);
        addendum.orderID(order.orderId)
                .transactTime(place.nowNs())
                .sendingTimeEpoch(place.nowNs())
                .location("")
                .securityID(order.securityId)
                .lastQty(newQuantity)
                .ordStatus((byte) (newQuantity == 0 ? 'H' : 'G'))
                .execType((byte) (newQuantity == 0 ? 'H' : 'G'))
                .side(order.side.code())
                .possRetransFlag((short) 0)
                .execRefID(execId);
        addendum.noFillsCount(0);
        final var event = addendum.noOrderEventsCount(1).next();
        event.orderEventPx().mantissa(price);
        event.orderEventQty(quantity);
        return frame(addendum.encodedLength());
    }

    private byte[] frame(final int encodedLength) {
        final byte[] frame = new byte[Sofh.write(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength)];
        buffer.getBytes(0, frame);
        return frame;
    }

    /** Everything null, to begin with: numbers with all bits set, texts empty. */
    private void blank(final int offset, final int length) {
        buffer.setMemory(offset, length, (byte) ALL_NULL);
    }

    byte[] ack(final ClientOrder order, final Place place) {
        ack.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(ack.offset(), ExecutionReportNewEncoder.BLOCK_LENGTH);
        ack.seqNum(place.sequence())
                .uUID(place.uuid())
                .execID(nextExecId(order))
                .senderID("")
                .putClOrdID(order.clOrdId, 0)
                .orderID(order.orderId);
        ack.price().mantissa(order.price);
        ack.transactTime(place.nowNs())
                .sendingTimeEpoch(place.nowNs())
                .orderRequestID(order.requestId)
                .location("")
                .securityID(order.securityId)
                .orderQty(order.quantity)
                .ordType((byte) LIMIT)
                .side(order.side.code())
                .timeInForce((short) order.timeInForce)
                .possRetransFlag((short) 0);
        return frame(ack.encodedLength());
    }

    byte[] reject(final ClientOrder order, final int reason, final Place place) {
        reject.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(reject.offset(), ExecutionReportRejectEncoder.BLOCK_LENGTH);
        reject.seqNum(place.sequence())
                .uUID(place.uuid())
                .text("")
                .execID(nextExecId(order))
                .senderID("")
                .putClOrdID(order.clOrdId, 0)
                .orderID(order.orderId);
        reject.price().mantissa(order.price);
        reject.transactTime(place.nowNs())
                .sendingTimeEpoch(place.nowNs())
                .orderRequestID(order.requestId)
                .securityID(order.securityId)
                .orderQty(order.quantity)
                .ordRejReason(reason)
                .side(order.side.code())
                .possRetransFlag((short) 0);
        return frame(reject.encodedLength());
    }

    byte[] trade(
            final ClientOrder order,
            final long price,
            final int quantity,
            final boolean isAggressor,
            final Place place) {
        trade.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(trade.offset(), ExecutionReportTradeOutrightEncoder.BLOCK_LENGTH);
        trade.seqNum(place.sequence())
                .uUID(place.uuid())
                .execID(nextExecId(order))
                .senderID("")
                .putClOrdID(order.clOrdId, 0);
        trade.lastPx().mantissa(price);
        trade.orderID(order.orderId);
        trade.price().mantissa(order.price);
        trade.transactTime(place.nowNs())
                .sendingTimeEpoch(place.nowNs())
                .orderRequestID(order.requestId)
                .location("")
                .securityID(order.securityId)
                .orderQty(order.quantity)
                .lastQty(quantity)
                .cumQty(order.cumQty)
                .leavesQty(order.leaves())
                .tradeDate(NO_DATE)
                .ordStatus((short) (order.leaves() == 0 ? 2 : 1))
                .ordType((byte) LIMIT)
                .side(order.side.code())
                .timeInForce((short) order.timeInForce)
                .possRetransFlag((short) 0)
                .aggressorIndicator((short) (isAggressor ? 1 : 0));
        trade.noFillsCount(0);
        trade.noOrderEventsCount(0);
        return frame(trade.encodedLength());
    }

    byte[] cancel(final ClientOrder order, final long requestId, final int reason, final Place place) {
        cancel.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(cancel.offset(), ExecutionReportCancelEncoder.BLOCK_LENGTH);
        cancel.seqNum(place.sequence())
                .uUID(place.uuid())
                .execID(nextExecId(order))
                .senderID("")
                .putClOrdID(order.clOrdId, 0)
                .orderID(order.orderId);
        cancel.price().mantissa(order.price);
        cancel.transactTime(place.nowNs())
                .sendingTimeEpoch(place.nowNs())
                .orderRequestID(requestId)
                .location("")
                .securityID(order.securityId)
                .orderQty(order.quantity)
                .cumQty(order.cumQty)
                .side(order.side.code())
                .possRetransFlag((short) 0)
                .execRestatementReason((short) reason);
        return frame(cancel.encodedLength());
    }

    byte[] modify(final ClientOrder order, final Place place) {
        modify.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(modify.offset(), ExecutionReportModifyEncoder.BLOCK_LENGTH);
        modify.seqNum(place.sequence())
                .uUID(place.uuid())
                .execID(nextExecId(order))
                .senderID("")
                .putClOrdID(order.clOrdId, 0)
                .orderID(order.orderId);
        modify.price().mantissa(order.price);
        modify.transactTime(place.nowNs())
                .sendingTimeEpoch(place.nowNs())
                .orderRequestID(order.requestId)
                .location("")
                .securityID(order.securityId)
                .orderQty(order.quantity)
                .cumQty(order.cumQty)
                .leavesQty(order.leaves())
                .side(order.side.code())
                .possRetransFlag((short) 0);
        return frame(modify.encodedLength());
    }

    byte[] eliminated(final ClientOrder order, final Place place) {
        eliminated.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(eliminated.offset(), ExecutionReportEliminationEncoder.BLOCK_LENGTH);
        eliminated
                .seqNum(place.sequence())
                .uUID(place.uuid())
                .execID(nextExecId(order))
                .senderID("")
                .putClOrdID(order.clOrdId, 0)
                .orderID(order.orderId)
                .transactTime(place.nowNs())
                .sendingTimeEpoch(place.nowNs())
                .orderRequestID(order.requestId)
                .securityID(order.securityId)
                .cumQty(order.cumQty)
                .orderQty(order.quantity)
                .side(order.side.code())
                .possRetransFlag((short) 0);
        return frame(eliminated.encodedLength());
    }

    /** {@code order} null says that there is none (any more): the end of the answer to a request. */
    byte[] status(final ClientOrder order, final long statusRequest, final boolean isLast, final Place place) {
        status.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(status.offset(), ExecutionReportStatusEncoder.BLOCK_LENGTH);
        status.seqNum(place.sequence())
                .uUID(place.uuid())
                .text("")
                .execID("")
                .senderID("")
                .clOrdID("")
                .transactTime(place.nowNs())
                .sendingTimeEpoch(place.nowNs())
                .massStatusReqID(statusRequest)
                .location("")
                .ordStatus((byte) 'U')
                .possRetransFlag((short) 0)
                .lastRptRequested((short) (isLast ? 1 : 0));
        if (order != null) {
            status.putClOrdID(order.clOrdId, 0)
                    .orderID(order.orderId)
                    .orderRequestID(order.requestId)
                    .securityID(order.securityId)
                    .orderQty(order.quantity)
                    .cumQty(order.cumQty)
                    .leavesQty(order.leaves())
                    .ordStatus((byte) (order.cumQty == 0 ? '0' : '1'))
                    .side(order.side.code());
            status.price().mantissa(order.price);
        }
        return frame(status.encodedLength());
    }

    byte[] cancelReject(
            final byte[] clOrdId, final long requestId, final long orderId, final int reason, final Place place) {
        cancelReject.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(cancelReject.offset(), OrderCancelRejectEncoder.BLOCK_LENGTH);
        cancelReject
                .seqNum(place.sequence())
                .uUID(place.uuid())
                .text("")
                .execID("")
                .senderID("")
                .putClOrdID(clOrdId, 0)
                .orderID(orderId)
                .transactTime(place.nowNs())
                .sendingTimeEpoch(place.nowNs())
                .orderRequestID(requestId)
                .location("")
                .cxlRejReason(reason)
                .possRetransFlag((short) 0);
        return frame(cancelReject.encodedLength());
    }

    byte[] replaceReject(
            final byte[] clOrdId, final long requestId, final long orderId, final int reason, final Place place) {
        replaceReject.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(replaceReject.offset(), OrderCancelReplaceRejectEncoder.BLOCK_LENGTH);
        replaceReject
                .seqNum(place.sequence())
                .uUID(place.uuid())
                .text("")
                .execID("")
                .senderID("")
                .putClOrdID(clOrdId, 0)
                .orderID(orderId)
                .transactTime(place.nowNs())
                .sendingTimeEpoch(place.nowNs())
                .orderRequestID(requestId)
                .location("")
                .cxlRejReason(reason)
                .possRetransFlag((short) 0);
        return frame(replaceReject.encodedLength());
    }

    byte[] massAction(final long requestId, final int affected, final Place place) {
        massAction.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(massAction.offset(), OrderMassActionReportEncoder.BLOCK_LENGTH);
        massAction
                .seqNum(place.sequence())
                .uUID(place.uuid())
                .senderID("")
                .transactTime(place.nowNs())
                .sendingTimeEpoch(place.nowNs())
                .orderRequestID(requestId)
                .massActionReportID(++execIds)
                .securityGroup("")
                .location("")
                .massActionResponse((short) 1)
                .totalAffectedOrders(affected)
                .lastFragment((short) 1)
                .possRetransFlag((short) 0)
                .origOrderUser("")
                .cancelText("");
        massAction.noAffectedOrdersCount(0);
        return frame(massAction.encodedLength());
    }

    byte[] businessReject(final long refSequence, final int reason, final String text, final Place place) {
        businessReject.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        blank(businessReject.offset(), BusinessRejectEncoder.BLOCK_LENGTH);
        businessReject
                .seqNum(place.sequence())
                .uUID(place.uuid())
                .text(text)
                .senderID("")
                .sendingTimeEpoch(place.nowNs())
                .location("")
                .refSeqNum(refSequence)
                .businessRejectReason(reason)
                .refMsgType("D")
                .possRetransFlag((short) 0);
        return frame(businessReject.encodedLength());
    }
}
