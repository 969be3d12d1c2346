package aether.venue.entry;

import aether.ilink3.SessionSignature;
import aether.ilink3.Sofh;
import aether.ilink3.codec.EstablishDecoder;
import aether.ilink3.codec.MessageHeaderDecoder;
import aether.ilink3.codec.NegotiateDecoder;
import aether.ilink3.codec.SequenceDecoder;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/** The venue's side of a connection that stands by for a client's session: logon under its UUID, keep-alive, and the word to take over. */
final class StandbyLogon {
    /** What the client has said. */
    enum Verdict {
        DONE,
        CLOSE,
        /** The client has lost its first connection: this one is to take its place. */
        PROMOTE
    }

    private static final long NS_PER_MS = 1_000_000;

    private final SessionSignature signature;
    private final SessionFrames frames = new SessionFrames();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final long uuid;
    private final Consumer<byte[]> wire;
    private long keepAliveNs;
    private long lastInNs;
    private long lastOutNs;
    private long clientNext;

    StandbyLogon(final SessionSignature signature, final long uuid, final Consumer<byte[]> wire) {
        this.signature = signature;
        this.uuid = uuid;
        this.wire = wire;
    }

    /** The UUID that a first message names, or 0 when it is no Negotiate. */
    static long negotiated(final UnsafeBuffer buffer, final int frame) {
        if (Sofh.templateId(buffer, frame) != NegotiateDecoder.TEMPLATE_ID) {
            return 0;
        }
        final NegotiateDecoder negotiate = new NegotiateDecoder();
        negotiate.wrapAndApplyHeader(buffer, frame + Sofh.LENGTH, new MessageHeaderDecoder());
        return negotiate.uUID();
    }

    Verdict onFrame(final UnsafeBuffer buffer, final int frame, final long nowNs) {
        lastInNs = nowNs;
        return switch (Sofh.templateId(buffer, frame)) {
            case NegotiateDecoder.TEMPLATE_ID -> onNegotiate(buffer, frame, nowNs);
            case EstablishDecoder.TEMPLATE_ID -> onEstablish(buffer, frame, nowNs);
            case SequenceDecoder.TEMPLATE_ID -> onSequence(buffer, frame, nowNs);
            default -> Verdict.CLOSE;
        };
    }

    private Verdict onNegotiate(final UnsafeBuffer buffer, final int frame, final long nowNs) {
        if (!signature.isRight(buffer, frame)) {
            return Verdict.CLOSE;
        }
        final NegotiateDecoder negotiate = new NegotiateDecoder();
        negotiate.wrapAndApplyHeader(buffer, frame + Sofh.LENGTH, header);
        send(frames.negotiated(uuid, negotiate.requestTimestamp(), 0, 0, SessionFrames.BACKUP), nowNs);
        return Verdict.DONE;
    }

    private Verdict onEstablish(final UnsafeBuffer buffer, final int frame, final long nowNs) {
        final EstablishDecoder establish = new EstablishDecoder();
        establish.wrapAndApplyHeader(buffer, frame + Sofh.LENGTH, header);
        if (!signature.isRight(buffer, frame) || establish.uUID() != uuid) {
            return Verdict.CLOSE;
        }
        keepAliveNs = establish.keepAliveInterval() * NS_PER_MS;
        send(
                frames.established(
                        uuid,
                        establish.requestTimestamp(),
                        0,
                        0,
                        0,
                        establish.keepAliveInterval(),
                        SessionFrames.BACKUP),
                nowNs);
        return Verdict.DONE;
    }

    private Verdict onSequence(final UnsafeBuffer buffer, final int frame, final long nowNs) {
        final SequenceDecoder sequence = new SequenceDecoder();
        sequence.wrapAndApplyHeader(buffer, frame + Sofh.LENGTH, header);
        if (sequence.faultToleranceIndicator() == SessionFrames.PRIMARY && keepAliveNs > 0) {
            clientNext = sequence.nextSeqNo();
            return Verdict.PROMOTE;
        }
        if (sequence.keepAliveIntervalLapsed() != 0) {
            send(frames.sequence(uuid, 0, false, SessionFrames.BACKUP), nowNs);
        }
        return Verdict.DONE;
    }

    private void send(final byte[] frame, final long nowNs) {
        lastOutNs = nowNs;
        wire.accept(frame);
    }

    /** Keep-alive; false when the client has been silent for too long. */
    boolean isAlive(final long nowNs) {
        if (keepAliveNs > 0 && nowNs - lastOutNs >= keepAliveNs) {
            send(frames.sequence(uuid, 0, false, SessionFrames.BACKUP), nowNs);
        }
        return keepAliveNs == 0 || nowNs - lastInNs < 2 * keepAliveNs;
    }

    /** True once it could take over. */
    boolean isReady() {
        return keepAliveNs > 0;
    }

    /** Number of the client's next message, once it has said {@link Verdict#PROMOTE}. */
    long clientNext() {
        return clientNext;
    }
}
