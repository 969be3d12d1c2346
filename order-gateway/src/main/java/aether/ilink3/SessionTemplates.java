package aether.ilink3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.ilink3.codec.BusinessRejectDecoder;
import aether.ilink3.codec.EstablishmentAckDecoder;
import aether.ilink3.codec.EstablishmentRejectDecoder;
import aether.ilink3.codec.ExecutionReportCancelDecoder;
import aether.ilink3.codec.ExecutionReportEliminationDecoder;
import aether.ilink3.codec.ExecutionReportModifyDecoder;
import aether.ilink3.codec.ExecutionReportNewDecoder;
import aether.ilink3.codec.ExecutionReportPendingCancelDecoder;
import aether.ilink3.codec.ExecutionReportPendingReplaceDecoder;
import aether.ilink3.codec.ExecutionReportRejectDecoder;
import aether.ilink3.codec.ExecutionReportStatusDecoder;
import aether.ilink3.codec.ExecutionReportTradeAddendumOutrightDecoder;
import aether.ilink3.codec.ExecutionReportTradeOutrightDecoder;
import aether.ilink3.codec.NegotiationRejectDecoder;
import aether.ilink3.codec.NegotiationResponseDecoder;
import aether.ilink3.codec.NotAppliedDecoder;
import aether.ilink3.codec.OrderCancelRejectDecoder;
import aether.ilink3.codec.OrderCancelReplaceRejectDecoder;
import aether.ilink3.codec.OrderMassActionReportDecoder;
import aether.ilink3.codec.RetransmissionDecoder;
import aether.ilink3.codec.RetransmitRejectDecoder;
import aether.ilink3.codec.SequenceDecoder;
import aether.ilink3.codec.TerminateDecoder;
import org.agrona.DirectBuffer;

/** What the session must know of each template: how much of a root block it reads, and where the mark of a retransmission is. */
final class SessionTemplates {
    private static final int ABSENT = -1;

    private SessionTemplates() {}

    static int unsigned16(final DirectBuffer buffer, final int index) {
        return Short.toUnsignedInt(buffer.getShort(index, LITTLE_ENDIAN));
    }

    static long unsigned32(final DirectBuffer buffer, final int index) {
        return Integer.toUnsignedLong(buffer.getInt(index, LITTLE_ENDIAN));
    }

    /** Bytes of the root block that the session reads. */
    static int minimum(final int templateId) {
        return switch (templateId) {
            case NegotiationResponseDecoder.TEMPLATE_ID ->
                NegotiationResponseDecoder.previousUUIDEncodingOffset() + Long.BYTES;
            case NegotiationRejectDecoder.TEMPLATE_ID -> NegotiationRejectDecoder.errorCodesEncodingOffset() + 2;
            case EstablishmentAckDecoder.TEMPLATE_ID -> EstablishmentAckDecoder.keepAliveIntervalEncodingOffset() + 2;
            case EstablishmentRejectDecoder.TEMPLATE_ID -> EstablishmentRejectDecoder.errorCodesEncodingOffset() + 2;
            case SequenceDecoder.TEMPLATE_ID -> SequenceDecoder.BLOCK_LENGTH;
            case TerminateDecoder.TEMPLATE_ID -> TerminateDecoder.errorCodesEncodingOffset() + 2;
            case RetransmissionDecoder.TEMPLATE_ID -> RetransmissionDecoder.msgCountEncodingOffset() + 2;
            case RetransmitRejectDecoder.TEMPLATE_ID -> RetransmitRejectDecoder.errorCodesEncodingOffset() + 2;
            case NotAppliedDecoder.TEMPLATE_ID -> NotAppliedDecoder.msgCountEncodingOffset() + Integer.BYTES;
            default -> 0;
        };
    }

    /** The ErrorCodes of a Negotiation Reject, an Establishment Reject or a Terminate. */
    static int errorCode(final DirectBuffer buffer, final int body, final int templateId) {
        final int offset =
                switch (templateId) {
                    case NegotiationRejectDecoder.TEMPLATE_ID -> NegotiationRejectDecoder.errorCodesEncodingOffset();
                    case EstablishmentRejectDecoder.TEMPLATE_ID ->
                        EstablishmentRejectDecoder.errorCodesEncodingOffset();
                    default -> TerminateDecoder.errorCodesEncodingOffset();
                };
        return unsigned16(buffer, body + offset);
    }

    /** True when the business message says that it was sent before. */
    static boolean isRetransmitted(final DirectBuffer buffer, final int frame) {
        final int offset = possRetransOffset(Sofh.templateId(buffer, frame));
        return offset != ABSENT
                && offset < Sofh.blockLength(buffer, frame)
                && buffer.getByte(frame + Sofh.BODY + offset) == 1;
    }

    private static int possRetransOffset(final int templateId) {
        return switch (templateId) {
            case BusinessRejectDecoder.TEMPLATE_ID -> BusinessRejectDecoder.possRetransFlagEncodingOffset();
            case ExecutionReportNewDecoder.TEMPLATE_ID -> ExecutionReportNewDecoder.possRetransFlagEncodingOffset();
            case ExecutionReportRejectDecoder.TEMPLATE_ID ->
                ExecutionReportRejectDecoder.possRetransFlagEncodingOffset();
            case ExecutionReportEliminationDecoder.TEMPLATE_ID ->
                ExecutionReportEliminationDecoder.possRetransFlagEncodingOffset();
            case ExecutionReportTradeOutrightDecoder.TEMPLATE_ID ->
                ExecutionReportTradeOutrightDecoder.possRetransFlagEncodingOffset();
            case ExecutionReportModifyDecoder.TEMPLATE_ID ->
                ExecutionReportModifyDecoder.possRetransFlagEncodingOffset();
            case ExecutionReportStatusDecoder.TEMPLATE_ID ->
                ExecutionReportStatusDecoder.possRetransFlagEncodingOffset();
            case ExecutionReportCancelDecoder.TEMPLATE_ID ->
                ExecutionReportCancelDecoder.possRetransFlagEncodingOffset();
            case OrderCancelRejectDecoder.TEMPLATE_ID -> OrderCancelRejectDecoder.possRetransFlagEncodingOffset();
            case OrderCancelReplaceRejectDecoder.TEMPLATE_ID ->
                OrderCancelReplaceRejectDecoder.possRetransFlagEncodingOffset();
            case ExecutionReportTradeAddendumOutrightDecoder.TEMPLATE_ID ->
                ExecutionReportTradeAddendumOutrightDecoder.possRetransFlagEncodingOffset();
            case OrderMassActionReportDecoder.TEMPLATE_ID ->
                OrderMassActionReportDecoder.possRetransFlagEncodingOffset();
            case ExecutionReportPendingCancelDecoder.TEMPLATE_ID ->
                ExecutionReportPendingCancelDecoder.possRetransFlagEncodingOffset();
            case ExecutionReportPendingReplaceDecoder.TEMPLATE_ID ->
                ExecutionReportPendingReplaceDecoder.possRetransFlagEncodingOffset();
            default -> foreignPossRetransOffset(templateId);
        };
    }

    /**
     * Of messages of the venue that nothing here decodes: definitions, quotes, spreads. They count in the sequence all the same. Source:
     * the exchange's schema 8, version 9; the same in version 8.
     */
    private static int foreignPossRetransOffset(final int templateId) {
        return switch (templateId) {
            case 519 -> 157; // PartyDetailsDefinitionRequestAck
            case 526 -> 222; // ExecutionReportTradeSpread
            case 527 -> 198; // ExecutionReportTradeSpreadLeg
            case 538 -> 91; // PartyDetailsListReport
            case 545 -> 341; // MassQuoteAck
            case 546 -> 349; // RequestForQuoteAck
            case 549 -> 180; // ExecutionReportTradeAddendumSpread
            case 550 -> 174; // ExecutionReportTradeAddendumSpreadLeg
            case 561 -> 428; // SecurityDefinitionResponse
            case 563 -> 342; // QuoteCancelAck
            case 571 -> 339; // MassQuoteResponse
            default -> ABSENT;
        };
    }
}
