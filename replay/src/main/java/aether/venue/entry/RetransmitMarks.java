package aether.venue.entry;

import aether.ilink3.codec.BusinessRejectEncoder;
import aether.ilink3.codec.ExecutionReportCancelEncoder;
import aether.ilink3.codec.ExecutionReportEliminationEncoder;
import aether.ilink3.codec.ExecutionReportModifyEncoder;
import aether.ilink3.codec.ExecutionReportNewEncoder;
import aether.ilink3.codec.ExecutionReportRejectEncoder;
import aether.ilink3.codec.ExecutionReportStatusEncoder;
import aether.ilink3.codec.ExecutionReportTradeAddendumOutrightEncoder;
import aether.ilink3.codec.ExecutionReportTradeOutrightEncoder;
import aether.ilink3.codec.OrderCancelRejectEncoder;
import aether.ilink3.codec.OrderCancelReplaceRejectEncoder;
import aether.ilink3.codec.OrderMassActionReportEncoder;

/** Where each of the venue's messages says that it was sent before. */
final class RetransmitMarks {
    private RetransmitMarks() {}

    /** Offset in the root block. */
    static int offset(final int templateId) {
        return switch (templateId) {
            case 521 -> BusinessRejectEncoder.possRetransFlagEncodingOffset();
            case 522 -> ExecutionReportNewEncoder.possRetransFlagEncodingOffset();
            case 523 -> ExecutionReportRejectEncoder.possRetransFlagEncodingOffset();
            case 524 -> ExecutionReportEliminationEncoder.possRetransFlagEncodingOffset();
            case 525 -> ExecutionReportTradeOutrightEncoder.possRetransFlagEncodingOffset();
            case 531 -> ExecutionReportModifyEncoder.possRetransFlagEncodingOffset();
            case 532 -> ExecutionReportStatusEncoder.possRetransFlagEncodingOffset();
            case 534 -> ExecutionReportCancelEncoder.possRetransFlagEncodingOffset();
            case 535 -> OrderCancelRejectEncoder.possRetransFlagEncodingOffset();
            case 536 -> OrderCancelReplaceRejectEncoder.possRetransFlagEncodingOffset();
            case 548 -> ExecutionReportTradeAddendumOutrightEncoder.possRetransFlagEncodingOffset();
            case 562 -> OrderMassActionReportEncoder.possRetransFlagEncodingOffset();
            default -> throw new IllegalArgumentException("no message of the venue: " + templateId);
        };
    }
}
