package aether.ilink3;

import aether.ilink3.codec.EstablishEncoder;
import aether.ilink3.codec.MessageHeaderEncoder;
import aether.ilink3.codec.NegotiateEncoder;
import aether.ilink3.codec.RetransmitRequestEncoder;
import aether.ilink3.codec.SequenceEncoder;
import aether.ilink3.codec.TerminateEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/** Encodes the session messages of the client. The signature is left empty: whoever holds the secret fills it in. */
final class SessionWriter {
    private static final short NO_FAULT_TOLERANCE = 255;
    private static final short BACKUP = 0;
    private static final short PRIMARY = 1;

    private final SessionSettings settings;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[Sofh.MAX_FRAME]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NegotiateEncoder negotiate = new NegotiateEncoder();
    private final EstablishEncoder establish = new EstablishEncoder();
    private final SequenceEncoder sequence = new SequenceEncoder();
    private final TerminateEncoder terminate = new TerminateEncoder();
    private final RetransmitRequestEncoder retransmit = new RetransmitRequestEncoder();

    SessionWriter(final SessionSettings settings) {
        this.settings = settings;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int negotiate(final long uuid, final long nowNs) {
        negotiate.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        buffer.setMemory(negotiate.offset(), NegotiateEncoder.BLOCK_LENGTH, (byte) 0);
        negotiate
                .accessKeyID(settings.accessKeyId())
                .uUID(uuid)
                .requestTimestamp(nowNs)
                .session(settings.session())
                .firm(settings.firm());
        negotiate.putCredentials(new byte[0], 0, 0);
        return Sofh.write(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + negotiate.encodedLength());
    }

    int establish(final long uuid, final long nowNs, final long nextSequence) {
        establish.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        buffer.setMemory(establish.offset(), EstablishEncoder.BLOCK_LENGTH, (byte) 0);
        establish
                .accessKeyID(settings.accessKeyId())
                .tradingSystemName(settings.tradingSystemName())
                .tradingSystemVersion(settings.tradingSystemVersion())
                .tradingSystemVendor(settings.tradingSystemVendor())
                .uUID(uuid)
                .requestTimestamp(nowNs)
                .nextSeqNo(nextSequence)
                .session(settings.session())
                .firm(settings.firm())
                .keepAliveInterval(settings.keepAliveMs());
        establish.putCredentials(new byte[0], 0, 0);
        return Sofh.write(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + establish.encodedLength());
    }

    int sequence(final long uuid, final long nextSequence, final boolean isLapsed) {
        return sequence(uuid, nextSequence, isLapsed, NO_FAULT_TOLERANCE);
    }

    /** Of a connection that stands by. */
    int backupSequence(final long uuid) {
        return sequence(uuid, 0, false, BACKUP);
    }

    /** Of the connection that stood by, and is now the first. */
    int promotion(final long uuid, final long nextSequence) {
        return sequence(uuid, nextSequence, false, PRIMARY);
    }

    private int sequence(final long uuid, final long nextSequence, final boolean isLapsed, final short faultTolerance) {
        sequence.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        sequence.uUID(uuid)
                .nextSeqNo(nextSequence)
                .faultToleranceIndicator(faultTolerance)
                .keepAliveIntervalLapsed((short) (isLapsed ? 1 : 0));
        return Sofh.write(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + sequence.encodedLength());
    }

    int terminate(final long uuid, final long nowNs, final int code) {
        terminate.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        buffer.setMemory(terminate.offset(), TerminateEncoder.BLOCK_LENGTH, (byte) 0);
        terminate.uUID(uuid).requestTimestamp(nowNs).errorCodes(code).splitMsg(NO_FAULT_TOLERANCE);
        return Sofh.write(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + terminate.encodedLength());
    }

    /** {@code lastUuid} null value (all bits) for the present UUID. */
    int retransmit(final long uuid, final long lastUuid, final long nowNs, final long from, final int count) {
        retransmit.wrapAndApplyHeader(buffer, Sofh.LENGTH, header);
        retransmit
                .uUID(uuid)
                .lastUUID(lastUuid)
                .requestTimestamp(nowNs)
                .fromSeqNo(from)
                .msgCount(count);
        return Sofh.write(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + retransmit.encodedLength());
    }
}
