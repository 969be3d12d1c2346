package aether.ilink3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.ilink3.codec.BusinessRejectDecoder;
import aether.ilink3.codec.ExecutionReportCancelDecoder;
import aether.ilink3.codec.ExecutionReportEliminationDecoder;
import aether.ilink3.codec.ExecutionReportModifyDecoder;
import aether.ilink3.codec.ExecutionReportNewDecoder;
import aether.ilink3.codec.ExecutionReportPendingCancelDecoder;
import aether.ilink3.codec.ExecutionReportPendingReplaceDecoder;
import aether.ilink3.codec.ExecutionReportRejectDecoder;
import aether.ilink3.codec.ExecutionReportStatusDecoder;
import aether.ilink3.codec.ExecutionReportTradeAddendumOutrightDecoder;
import aether.ilink3.codec.ExecutionReportTradeAddendumOutrightDecoder.NoOrderEventsDecoder;
import aether.ilink3.codec.ExecutionReportTradeOutrightDecoder;
import aether.ilink3.codec.OrderCancelRejectDecoder;
import aether.ilink3.codec.OrderCancelReplaceRejectDecoder;
import aether.ilink3.codec.OrderMassActionReportDecoder;
import aether.order.Side;
import org.agrona.DirectBuffer;

/**
 * Decodes the venue's business messages. Fields are read by their offsets, and only when the root block has them: a message
 * that is too short for what is needed of it is handed on as {@link ReportHandler#onOther}. Does not allocate.
 */
public final class ReportReader {
    private static final int EXEC_ID_LENGTH = 40;

    private final ReportHandler handler;
    private DirectBuffer buffer;
    private int body;
    private int block;

    public ReportReader(final ReportHandler handler) {
        this.handler = handler;
    }

    /** One frame, found whole by the {@link FrameAssembler}. */
    public void read(final DirectBuffer source, final int frame) {
        buffer = source;
        body = frame + Sofh.BODY;
        block = Sofh.blockLength(source, frame);
        final int templateId = Sofh.templateId(source, frame);
        if (block < minimum(templateId)) {
            handler.onOther(templateId);
            return;
        }
        switch (templateId) {
            case BusinessRejectDecoder.TEMPLATE_ID ->
                handler.onBusinessReject(
                        u32(BusinessRejectDecoder.refSeqNumEncodingOffset()),
                        u16(BusinessRejectDecoder.businessRejectReasonEncodingOffset()));
            case ExecutionReportNewDecoder.TEMPLATE_ID ->
                handler.onNew(
                        clOrdId(ExecutionReportNewDecoder.clOrdIDEncodingOffset()),
                        i64(ExecutionReportNewDecoder.orderRequestIDEncodingOffset()),
                        i64(ExecutionReportNewDecoder.orderIDEncodingOffset()));
            case ExecutionReportRejectDecoder.TEMPLATE_ID ->
                handler.onReject(
                        clOrdId(ExecutionReportRejectDecoder.clOrdIDEncodingOffset()),
                        u16(ExecutionReportRejectDecoder.ordRejReasonEncodingOffset()));
            case ExecutionReportEliminationDecoder.TEMPLATE_ID ->
                handler.onEliminated(
                        clOrdId(ExecutionReportEliminationDecoder.clOrdIDEncodingOffset()),
                        execId(ExecutionReportEliminationDecoder.execIDEncodingOffset()));
            case ExecutionReportTradeOutrightDecoder.TEMPLATE_ID -> fill();
            case ExecutionReportModifyDecoder.TEMPLATE_ID -> modify();
            case ExecutionReportStatusDecoder.TEMPLATE_ID -> status();
            case ExecutionReportCancelDecoder.TEMPLATE_ID ->
                handler.onCancel(
                        clOrdId(ExecutionReportCancelDecoder.clOrdIDEncodingOffset()),
                        i64(ExecutionReportCancelDecoder.orderRequestIDEncodingOffset()),
                        execId(ExecutionReportCancelDecoder.execIDEncodingOffset()),
                        u8(ExecutionReportCancelDecoder.execRestatementReasonEncodingOffset()));
            default -> rare(templateId, frame);
        }
    }

    private static int minimum(final int templateId) {
        return switch (templateId) {
            case BusinessRejectDecoder.TEMPLATE_ID -> BusinessRejectDecoder.businessRejectReasonEncodingOffset() + 2;
            case ExecutionReportNewDecoder.TEMPLATE_ID -> ExecutionReportNewDecoder.orderRequestIDEncodingOffset() + 8;
            case ExecutionReportRejectDecoder.TEMPLATE_ID ->
                ExecutionReportRejectDecoder.ordRejReasonEncodingOffset() + 2;
            case ExecutionReportEliminationDecoder.TEMPLATE_ID ->
                ExecutionReportEliminationDecoder.clOrdIDEncodingOffset() + 20;
            case ExecutionReportTradeOutrightDecoder.TEMPLATE_ID ->
                ExecutionReportTradeOutrightDecoder.sideEncodingOffset() + 1;
            case ExecutionReportModifyDecoder.TEMPLATE_ID -> ExecutionReportModifyDecoder.cumQtyEncodingOffset() + 4;
            case ExecutionReportStatusDecoder.TEMPLATE_ID ->
                ExecutionReportStatusDecoder.lastRptRequestedEncodingOffset() + 1;
            case ExecutionReportCancelDecoder.TEMPLATE_ID ->
                ExecutionReportCancelDecoder.execRestatementReasonEncodingOffset() + 1;
            case OrderCancelRejectDecoder.TEMPLATE_ID -> OrderCancelRejectDecoder.cxlRejReasonEncodingOffset() + 2;
            case OrderCancelReplaceRejectDecoder.TEMPLATE_ID ->
                OrderCancelReplaceRejectDecoder.cxlRejReasonEncodingOffset() + 2;
            case ExecutionReportTradeAddendumOutrightDecoder.TEMPLATE_ID ->
                ExecutionReportTradeAddendumOutrightDecoder.sideEncodingOffset() + 1;
            case OrderMassActionReportDecoder.TEMPLATE_ID ->
                OrderMassActionReportDecoder.totalAffectedOrdersEncodingOffset() + 4;
            case ExecutionReportPendingCancelDecoder.TEMPLATE_ID ->
                ExecutionReportPendingCancelDecoder.clOrdIDEncodingOffset() + 20;
            case ExecutionReportPendingReplaceDecoder.TEMPLATE_ID ->
                ExecutionReportPendingReplaceDecoder.clOrdIDEncodingOffset() + 20;
            default -> 0;
        };
    }

    private void fill() {
        handler.onFill(
                clOrdId(ExecutionReportTradeOutrightDecoder.clOrdIDEncodingOffset()),
                i64(ExecutionReportTradeOutrightDecoder.orderIDEncodingOffset()),
                i32(ExecutionReportTradeOutrightDecoder.securityIDEncodingOffset()),
                side(ExecutionReportTradeOutrightDecoder.sideEncodingOffset()),
                execId(ExecutionReportTradeOutrightDecoder.execIDEncodingOffset()),
                i64(ExecutionReportTradeOutrightDecoder.lastPxEncodingOffset()),
                (int) u32(ExecutionReportTradeOutrightDecoder.lastQtyEncodingOffset()),
                (int) u32(ExecutionReportTradeOutrightDecoder.cumQtyEncodingOffset()));
    }

    private void modify() {
        handler.onModify(
                clOrdId(ExecutionReportModifyDecoder.clOrdIDEncodingOffset()),
                i64(ExecutionReportModifyDecoder.orderRequestIDEncodingOffset()),
                execId(ExecutionReportModifyDecoder.execIDEncodingOffset()),
                i64(ExecutionReportModifyDecoder.priceEncodingOffset()),
                (int) u32(ExecutionReportModifyDecoder.orderQtyEncodingOffset()),
                (int) u32(ExecutionReportModifyDecoder.cumQtyEncodingOffset()));
    }

    private void status() {
        handler.onStatus(
                clOrdId(ExecutionReportStatusDecoder.clOrdIDEncodingOffset()),
                i64(ExecutionReportStatusDecoder.orderIDEncodingOffset()),
                (char) u8(ExecutionReportStatusDecoder.ordStatusEncodingOffset()),
                (int) u32(ExecutionReportStatusDecoder.cumQtyEncodingOffset()),
                i64(ExecutionReportStatusDecoder.massStatusReqIDEncodingOffset()),
                u8(ExecutionReportStatusDecoder.lastRptRequestedEncodingOffset()) == 1);
    }

    private void rare(final int templateId, final int frame) {
        switch (templateId) {
            case OrderCancelRejectDecoder.TEMPLATE_ID ->
                handler.onCancelReject(
                        clOrdId(OrderCancelRejectDecoder.clOrdIDEncodingOffset()),
                        i64(OrderCancelRejectDecoder.orderRequestIDEncodingOffset()),
                        u16(OrderCancelRejectDecoder.cxlRejReasonEncodingOffset()));
            case OrderCancelReplaceRejectDecoder.TEMPLATE_ID ->
                handler.onReplaceReject(
                        clOrdId(OrderCancelReplaceRejectDecoder.clOrdIDEncodingOffset()),
                        i64(OrderCancelReplaceRejectDecoder.orderRequestIDEncodingOffset()),
                        u16(OrderCancelReplaceRejectDecoder.cxlRejReasonEncodingOffset()));
            case ExecutionReportTradeAddendumOutrightDecoder.TEMPLATE_ID -> addendum(frame);
            case OrderMassActionReportDecoder.TEMPLATE_ID ->
                handler.onMassActionReport(
                        i64(OrderMassActionReportDecoder.orderRequestIDEncodingOffset()),
                        u8(OrderMassActionReportDecoder.massActionResponseEncodingOffset()) == 1,
                        (int) u32(OrderMassActionReportDecoder.totalAffectedOrdersEncodingOffset()));
            case ExecutionReportPendingCancelDecoder.TEMPLATE_ID ->
                handler.onPending(clOrdId(ExecutionReportPendingCancelDecoder.clOrdIDEncodingOffset()), false);
            case ExecutionReportPendingReplaceDecoder.TEMPLATE_ID ->
                handler.onPending(clOrdId(ExecutionReportPendingReplaceDecoder.clOrdIDEncodingOffset()), true);
            default -> handler.onOther(templateId);
        }
    }

    /** The trade as it was stands in the first order event; a correction says in the root block what it is now. */
    private void addendum(final int frame) {
        final int end = frame + Sofh.size(buffer, frame);
        final int fills = body + block;
        final int fillsEnd = groupEnd(fills, end);
        if (fillsEnd < 0
                || groupEnd(fillsEnd, end) < 0
                || buffer.getByte(fillsEnd + 2) == 0
                || (Short.toUnsignedInt(buffer.getShort(fillsEnd, LITTLE_ENDIAN)))
                        < NoOrderEventsDecoder.orderEventQtyEncodingOffset() + Integer.BYTES) {
            handler.onOther(548);
            return;
        }
        final int event = fillsEnd + 3;
        final boolean isCorrection = u8(ExecutionReportTradeAddendumOutrightDecoder.execTypeEncodingOffset()) == 'G';
        handler.onAddendum(
                clOrdId(ExecutionReportTradeAddendumOutrightDecoder.clOrdIDEncodingOffset()),
                i32(ExecutionReportTradeAddendumOutrightDecoder.securityIDEncodingOffset()),
                side(ExecutionReportTradeAddendumOutrightDecoder.sideEncodingOffset()),
                execId(ExecutionReportTradeAddendumOutrightDecoder.execIDEncodingOffset()),
                buffer.getLong(event + NoOrderEventsDecoder.orderEventPxEncodingOffset(), LITTLE_ENDIAN),
                buffer.getInt(event + NoOrderEventsDecoder.orderEventQtyEncodingOffset(), LITTLE_ENDIAN),
                i64(ExecutionReportTradeAddendumOutrightDecoder.lastPxEncodingOffset()),
                isCorrection ? (int) u32(ExecutionReportTradeAddendumOutrightDecoder.lastQtyEncodingOffset()) : 0);
    }

    /** Behind a group, or -1 when it does not fit. */
    private int groupEnd(final int group, final int end) {
        if (group + 3 > end) {
            return -1;
        }
        final int stride = Short.toUnsignedInt(buffer.getShort(group, LITTLE_ENDIAN));
        final int groupEnd = group + 3 + stride * (Byte.toUnsignedInt(buffer.getByte(group + 2)));
        return groupEnd > end ? -1 : groupEnd;
    }

    private long clOrdId(final int offset) {
        return ClOrdIds.read(buffer, body + offset);
    }

    /** A digest of the text: all 40 characters, eight at a time. */
    private long execId(final int offset) {
        long digest = 0;
        for (int i = 0; i < EXEC_ID_LENGTH; i += Long.BYTES) {
            digest = aether.state.OrderHash.mix(digest, buffer.getLong(body + offset + i, LITTLE_ENDIAN));
        }
        return digest;
    }

    private long i64(final int offset) {
        return buffer.getLong(body + offset, LITTLE_ENDIAN);
    }

    private int i32(final int offset) {
        return buffer.getInt(body + offset, LITTLE_ENDIAN);
    }

    private long u32(final int offset) {
        return Integer.toUnsignedLong(buffer.getInt(body + offset, LITTLE_ENDIAN));
    }

    private int u16(final int offset) {
        return Short.toUnsignedInt(buffer.getShort(body + offset, LITTLE_ENDIAN));
    }

    private Side side(final int offset) {
        return u8(offset) == Side.BUY.code() ? Side.BUY : Side.SELL;
    }

    private int u8(final int offset) {
        return Byte.toUnsignedInt(buffer.getByte(body + offset));
    }
}
