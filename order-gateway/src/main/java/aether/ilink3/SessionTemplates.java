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
        return buffer.getShort(index, LITTLE_ENDIAN) & 0xFFFF;
    }

    static long unsigned32(final DirectBuffer buffer, final int index) {
        return buffer.getInt(index, LITTLE_ENDIAN) & 0xFFFFFFFFL;
    }

    /** Bytes of the root block that the session reads. */
    static int minimum(final int templateId) {
        return switch (templateId) {
            case 501 -> NegotiationResponseDecoder.previousUUIDEncodingOffset() + 8;
            case 502 -> NegotiationRejectDecoder.errorCodesEncodingOffset() + 2;
            case 504 -> EstablishmentAckDecoder.keepAliveIntervalEncodingOffset() + 2;
            case 505 -> EstablishmentRejectDecoder.errorCodesEncodingOffset() + 2;
            case 506 -> SequenceDecoder.BLOCK_LENGTH;
            case 507 -> TerminateDecoder.errorCodesEncodingOffset() + 2;
            case 509 -> RetransmissionDecoder.msgCountEncodingOffset() + 2;
            case 510 -> RetransmitRejectDecoder.errorCodesEncodingOffset() + 2;
            case 513 -> NotAppliedDecoder.msgCountEncodingOffset() + 4;
            default -> 0;
        };
    }

    /** The ErrorCodes of a Negotiation Reject, an Establishment Reject or a Terminate. */
    static int errorCode(final DirectBuffer buffer, final int body, final int templateId) {
        final int offset =
                switch (templateId) {
                    case 502 -> NegotiationRejectDecoder.errorCodesEncodingOffset();
                    case 505 -> EstablishmentRejectDecoder.errorCodesEncodingOffset();
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
            case 521 -> BusinessRejectDecoder.possRetransFlagEncodingOffset();
            case 522 -> ExecutionReportNewDecoder.possRetransFlagEncodingOffset();
            case 523 -> ExecutionReportRejectDecoder.possRetransFlagEncodingOffset();
            case 524 -> ExecutionReportEliminationDecoder.possRetransFlagEncodingOffset();
            case 525 -> ExecutionReportTradeOutrightDecoder.possRetransFlagEncodingOffset();
            case 531 -> ExecutionReportModifyDecoder.possRetransFlagEncodingOffset();
            case 532 -> ExecutionReportStatusDecoder.possRetransFlagEncodingOffset();
            case 534 -> ExecutionReportCancelDecoder.possRetransFlagEncodingOffset();
            case 535 -> OrderCancelRejectDecoder.possRetransFlagEncodingOffset();
            case 536 -> OrderCancelReplaceRejectDecoder.possRetransFlagEncodingOffset();
            case 548 -> ExecutionReportTradeAddendumOutrightDecoder.possRetransFlagEncodingOffset();
            case 562 -> OrderMassActionReportDecoder.possRetransFlagEncodingOffset();
            case 564 -> ExecutionReportPendingCancelDecoder.possRetransFlagEncodingOffset();
            case 565 -> ExecutionReportPendingReplaceDecoder.possRetransFlagEncodingOffset();
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
