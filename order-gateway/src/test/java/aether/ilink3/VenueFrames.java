package aether.ilink3;

import aether.ilink3.codec.EstablishmentAckEncoder;
import aether.ilink3.codec.EstablishmentRejectEncoder;
import aether.ilink3.codec.ExecutionReportNewEncoder;
import aether.ilink3.codec.MessageHeaderEncoder;
import aether.ilink3.codec.NegotiationRejectEncoder;
import aether.ilink3.codec.NegotiationResponseEncoder;
import aether.ilink3.codec.NotAppliedEncoder;
import aether.ilink3.codec.RetransmissionEncoder;
import aether.ilink3.codec.RetransmitRejectEncoder;
import aether.ilink3.codec.SequenceEncoder;
import aether.ilink3.codec.TerminateEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** What a venue says on an order session, frame by frame, each in the same buffer. */
final class VenueFrames {
    private static final int KEEP_ALIVE_MS = 10_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Sofh.MAX_FRAME]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NegotiationResponseEncoder negotiated = new NegotiationResponseEncoder();
    private final NegotiationRejectEncoder refused = new NegotiationRejectEncoder();
    private final EstablishmentAckEncoder established = new EstablishmentAckEncoder();
    private final EstablishmentRejectEncoder notEstablished = new EstablishmentRejectEncoder();
    private final SequenceEncoder sequence = new SequenceEncoder();
    private final TerminateEncoder terminate = new TerminateEncoder();
    private final RetransmissionEncoder retransmission = new RetransmissionEncoder();
    private final RetransmitRejectEncoder noRetransmission = new RetransmitRejectEncoder();
    private final NotAppliedEncoder notApplied = new NotAppliedEncoder();
    private final ExecutionReportNewEncoder report = new ExecutionReportNewEncoder();
    private long uuid;

    VenueFrames uuid(final long value) {
        uuid = value;
        return this;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    private int end(final int length) {
        return Sofh.write(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + length);
    }

    int negotiated() {
        negotiated.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        negotiated.uUID(uuid).previousSeqNo(0).previousUUID(0).putCredentials(new byte[0], 0, 0);
        return end(negotiated.encodedLength());
    }

    int negotiationRefused(final int code) {
        refused.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        refused.uUID(uuid).errorCodes(code);
        return end(refused.encodedLength());
    }

    int establishmentRefused(final int code) {
        notEstablished.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        notEstablished.uUID(uuid).errorCodes(code);
        return end(notEstablished.encodedLength());
    }

    /** {@code next}: number of the venue's next message. */
    int established(final long next, final long previousUuid, final long previousNumber) {
        established.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        established
                .uUID(uuid)
                .nextSeqNo(next)
                .previousSeqNo(previousNumber)
                .previousUUID(previousUuid)
                .keepAliveInterval(KEEP_ALIVE_MS);
        return end(established.encodedLength());
    }

    int sequence(final long next, final boolean hasLapsed) {
        sequence.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        sequence.uUID(uuid).nextSeqNo(next).keepAliveIntervalLapsed((short) (hasLapsed ? 1 : 0));
        return end(sequence.encodedLength());
    }

    int terminate(final int code) {
        terminate.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        terminate.uUID(uuid).errorCodes(code);
        return end(terminate.encodedLength());
    }

    int retransmission(final long from, final int count) {
        retransmission.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        retransmission.uUID(uuid).fromSeqNo(from).msgCount(count);
        return end(retransmission.encodedLength());
    }

    int noRetransmission() {
        noRetransmission.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        noRetransmission.uUID(uuid);
        return end(noRetransmission.encodedLength());
    }

    int notApplied(final long from, final long count) {
        notApplied.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        notApplied.uUID(uuid).fromSeqNo(from).msgCount(count);
        return end(notApplied.encodedLength());
    }

    /** A business message; of an earlier session when {@code ofUuid} is one. */
    int report(final long ofUuid, final long number, final boolean isRetransmitted) {
        report.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        report.seqNum(number).uUID(ofUuid).possRetransFlag((short) (isRetransmitted ? 1 : 0));
        return end(report.encodedLength());
    }
}
