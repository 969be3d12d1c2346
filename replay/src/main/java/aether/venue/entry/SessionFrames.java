package aether.venue.entry;

import aether.ilink3.Sofh;
import aether.ilink3.codec.EstablishmentAckEncoder;
import aether.ilink3.codec.MessageHeaderEncoder;
import aether.ilink3.codec.NegotiationResponseEncoder;
import aether.ilink3.codec.SequenceEncoder;
import aether.ilink3.codec.TerminateEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes the venue's session messages that the first connection and one that stands by have in common. */
final class SessionFrames {
    /** FaultToleranceIndicator of a connection that stands by. */
    static final short BACKUP = 0;

    /** FaultToleranceIndicator of the connection that has taken over. */
    static final short PRIMARY = 1;

    /** No FaultToleranceIndicator, and every other null of one byte. */
    static final short NONE = 255;

    private static final int NO_EXPIRATION = 65_535;

    private final UnsafeBuffer out = new UnsafeBuffer(new byte[Sofh.MAX_FRAME]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    private byte[] frame(final int encodedLength) {
        final byte[] frame = new byte[Sofh.write(out, 0, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength)];
        out.getBytes(0, frame);
        return frame;
    }

    byte[] negotiated(
            final long uuid,
            final long timestamp,
            final long previousUuid,
            final long previousSequence,
            final short faultTolerance) {
        final NegotiationResponseEncoder response = new NegotiationResponseEncoder();
        response.wrapAndApplyHeader(out, Sofh.LENGTH, header);
        response.uUID(uuid)
                .requestTimestamp(timestamp)
                .secretKeySecureIDExpiration(NO_EXPIRATION)
                .faultToleranceIndicator(faultTolerance)
                .splitMsg(NONE)
                .previousSeqNo(previousSequence)
                .previousUUID(previousUuid)
                .environmentIndicator(NONE);
        response.putCredentials(new byte[0], 0, 0);
        return frame(response.encodedLength());
    }

    byte[] established(
            final long uuid,
            final long timestamp,
            final long next,
            final long previousUuid,
            final long previousSequence,
            final int keepAliveMs,
            final short faultTolerance) {
        final EstablishmentAckEncoder ack = new EstablishmentAckEncoder();
        ack.wrapAndApplyHeader(out, Sofh.LENGTH, header);
        ack.uUID(uuid)
                .requestTimestamp(timestamp)
                .nextSeqNo(next)
                .previousSeqNo(previousSequence)
                .previousUUID(previousUuid)
                .keepAliveInterval(keepAliveMs)
                .secretKeySecureIDExpiration(NO_EXPIRATION)
                .faultToleranceIndicator(faultTolerance)
                .splitMsg(NONE)
                .environmentIndicator(NONE);
        return frame(ack.encodedLength());
    }

    byte[] sequence(final long uuid, final long next, final boolean isLapsed, final short faultTolerance) {
        final SequenceEncoder sequence = new SequenceEncoder();
        sequence.wrapAndApplyHeader(out, Sofh.LENGTH, header);
        sequence.uUID(uuid).nextSeqNo(next).faultToleranceIndicator(faultTolerance);
        sequence.keepAliveIntervalLapsed((short) (isLapsed ? 1 : 0));
        return frame(sequence.encodedLength());
    }

    byte[] terminate(final long uuid, final long nowNs, final int code) {
        final TerminateEncoder terminate = new TerminateEncoder();
        terminate.wrapAndApplyHeader(out, Sofh.LENGTH, header);
        terminate.reason("").uUID(uuid).requestTimestamp(nowNs).errorCodes(code).splitMsg(NONE);
        return frame(terminate.encodedLength());
    }
}
