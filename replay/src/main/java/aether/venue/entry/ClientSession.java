package aether.venue.entry;

import aether.ilink3.SessionSignature;
import aether.ilink3.Sofh;
import aether.ilink3.codec.EstablishDecoder;
import aether.ilink3.codec.EstablishmentRejectEncoder;
import aether.ilink3.codec.MessageHeaderDecoder;
import aether.ilink3.codec.MessageHeaderEncoder;
import aether.ilink3.codec.NegotiateDecoder;
import aether.ilink3.codec.NegotiationRejectEncoder;
import aether.ilink3.codec.NotAppliedEncoder;
import aether.ilink3.codec.RetransmissionEncoder;
import aether.ilink3.codec.RetransmitRejectEncoder;
import aether.ilink3.codec.RetransmitRequestDecoder;
import aether.ilink3.codec.SequenceDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The venue's side of one client's iLink 3 session: logon, sequence numbers of both directions, keep-alive, retransmission, and
 * NotApplied for what never came. It outlives its connections.
 */
final class ClientSession {
    /** What the session has to say. */
    enum Verdict {
        /** The message is a business message and the next in sequence: it is to be executed. */
        EXECUTE,
        /** It was dealt with. */
        DONE,
        /** The connection is to be closed. */
        CLOSE
    }

    private static final long MAX_TIMESTAMP_AGE_NS = 5_000_000_000L;
    private static final int NOT_AUTHENTICATED = 0;
    private static final int TIMESTAMP_TOO_OLD = 3;
    private static final int UUID_NOT_GREATER = 2;
    private static final int NOT_NEGOTIATED = 2;
    private static final int MAX_RETRANSMITTED = 2500;
    private static final int OUT_OF_RANGE = 1;
    private static final int INVALID_MSG_SEQ_NO = 11;
    private static final int LAPSED = 20;
    private static final int FIRST_BUSINESS_TEMPLATE = 514;
    private static final short NONE = SessionFrames.NONE;
    static final int CLIENT_SEQUENCE = Sofh.BODY + 17;

    private final SessionSignature signature;
    private final Map<Long, List<byte[]>> sentByUuid = new HashMap<>();
    private final SessionFrames frames = new SessionFrames();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[Sofh.MAX_FRAME]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerIn = new MessageHeaderDecoder();
    private Consumer<byte[]> wire = frame -> {};
    private long uuid;
    private long previousUuid;
    private long nextIn = 1;
    private long keepAliveNs;
    private long lastOutNs;
    private long lastInNs;
    private boolean isLapsed;
    private boolean isEstablished;
    private long rejectedLogons;

    ClientSession(final SessionSignature signature) {
        this.signature = signature;
    }

    /** A connection: where frames go now. */
    void connected(final Consumer<byte[]> frames) {
        wire = frames;
        isEstablished = false;
    }

    void disconnected() {
        wire = frame -> {};
        isEstablished = false;
    }

    boolean isEstablished() {
        return isEstablished;
    }

    long rejectedLogons() {
        return rejectedLogons;
    }

    /** A frame of the client. */
    Verdict onFrame(final UnsafeBuffer buffer, final int frame, final long nowNs) {
        lastInNs = nowNs;
        isLapsed = false;
        final int templateId = Sofh.templateId(buffer, frame);
        if (templateId >= FIRST_BUSINESS_TEMPLATE) {
            return isEstablished ? onBusiness(buffer, frame, nowNs) : Verdict.CLOSE;
        }
        return switch (templateId) {
            case 500 -> onNegotiate(buffer, frame, nowNs);
            case 503 -> onEstablish(buffer, frame, nowNs);
            case 506 -> onSequence(buffer, frame, nowNs);
            case 507 -> {
                terminate(0, nowNs);
                yield Verdict.CLOSE;
            }
            case 508 -> onRetransmitRequest(buffer, frame, nowNs);
            default -> Verdict.CLOSE;
        };
    }

    private Verdict onNegotiate(final UnsafeBuffer buffer, final int frame, final long nowNs) {
        final NegotiateDecoder negotiate = new NegotiateDecoder();
        negotiate.wrapAndApplyHeader(buffer, frame + Sofh.LENGTH, headerIn);
        final int refusal = refusal(buffer, frame, negotiate.requestTimestamp(), nowNs);
        final int code = refusal >= 0 ? refusal : negotiate.uUID() <= uuid ? UUID_NOT_GREATER : -1;
        if (code >= 0) {
            rejectedLogons++;
            final NegotiationRejectEncoder reject = new NegotiationRejectEncoder();
            reject.wrapAndApplyHeader(out, Sofh.LENGTH, header);
            reject.reason("").uUID(negotiate.uUID()).requestTimestamp(negotiate.requestTimestamp());
            reject.errorCodes(code).faultToleranceIndicator(NONE).splitMsg(NONE).environmentIndicator(NONE);
            send(reject.encodedLength(), nowNs);
            return Verdict.CLOSE;
        }
        send(
                frames.negotiated(
                        negotiate.uUID(),
                        negotiate.requestTimestamp(),
                        uuid,
                        sent(uuid).size(),
                        SessionFrames.NONE),
                nowNs);
        previousUuid = uuid;
        uuid = negotiate.uUID();
        nextIn = 1;
        return Verdict.DONE;
    }

    /** Why a logon is refused, or -1. */
    private int refusal(final UnsafeBuffer buffer, final int frame, final long timestampNs, final long nowNs) {
        if (!signature.isRight(buffer, frame)) {
            return NOT_AUTHENTICATED;
        }
        return Math.abs(nowNs - timestampNs) > MAX_TIMESTAMP_AGE_NS ? TIMESTAMP_TOO_OLD : -1;
    }

    private Verdict onEstablish(final UnsafeBuffer buffer, final int frame, final long nowNs) {
        final EstablishDecoder establish = new EstablishDecoder();
        establish.wrapAndApplyHeader(buffer, frame + Sofh.LENGTH, headerIn);
        final int refusal = refusal(buffer, frame, establish.requestTimestamp(), nowNs);
        final int code = refusal >= 0 ? refusal : establish.uUID() == uuid ? -1 : NOT_NEGOTIATED;
        if (code >= 0) {
            rejectedLogons++;
            final EstablishmentRejectEncoder reject = new EstablishmentRejectEncoder();
            reject.wrapAndApplyHeader(out, Sofh.LENGTH, header);
            reject.reason("")
                    .uUID(establish.uUID())
                    .requestTimestamp(establish.requestTimestamp())
                    .nextSeqNo(nextIn);
            reject.errorCodes(code).faultToleranceIndicator(NONE).splitMsg(NONE).environmentIndicator(NONE);
            send(reject.encodedLength(), nowNs);
            return Verdict.CLOSE;
        }
        keepAliveNs = establish.keepAliveInterval() * 1_000_000L;
        final long clientNext = establish.nextSeqNo();
        send(
                frames.established(
                        uuid,
                        establish.requestTimestamp(),
                        nextOut(),
                        previousUuid,
                        previousUuid == 0 ? 0 : sent(previousUuid).size(),
                        establish.keepAliveInterval(),
                        SessionFrames.NONE),
                nowNs);
        isEstablished = true;
        jumpTo(clientNext, nowNs);
        return Verdict.DONE;
    }

    /** What lies before the client's next number and never came was not applied. */
    private void jumpTo(final long clientNext, final long nowNs) {
        if (clientNext > nextIn) {
            final NotAppliedEncoder notApplied = new NotAppliedEncoder();
            notApplied.wrapAndApplyHeader(out, Sofh.LENGTH, header);
            notApplied
                    .uUID(uuid)
                    .fromSeqNo(nextIn)
                    .msgCount(clientNext - nextIn)
                    .splitMsg(NONE);
            send(notApplied.encodedLength(), nowNs);
            nextIn = clientNext;
        }
    }

    private Verdict onSequence(final UnsafeBuffer buffer, final int frame, final long nowNs) {
        final SequenceDecoder sequence = new SequenceDecoder();
        sequence.wrapAndApplyHeader(buffer, frame + Sofh.LENGTH, headerIn);
        jumpTo(sequence.nextSeqNo(), nowNs);
        if (sequence.keepAliveIntervalLapsed() != 0) {
            sequence(false, nowNs);
        }
        return Verdict.DONE;
    }

    private Verdict onBusiness(final UnsafeBuffer buffer, final int frame, final long nowNs) {
        final long sequence =
                Integer.toUnsignedLong(buffer.getInt(frame + CLIENT_SEQUENCE, java.nio.ByteOrder.LITTLE_ENDIAN));
        if (sequence < nextIn) {
            terminate(INVALID_MSG_SEQ_NO, nowNs);
            return Verdict.CLOSE;
        }
        jumpTo(sequence, nowNs);
        nextIn = sequence + 1;
        return Verdict.EXECUTE;
    }

    private Verdict onRetransmitRequest(final UnsafeBuffer buffer, final int frame, final long nowNs) {
        final RetransmitRequestDecoder request = new RetransmitRequestDecoder();
        request.wrapAndApplyHeader(buffer, frame + Sofh.LENGTH, headerIn);
        final long ofUuid =
                request.lastUUID() == RetransmitRequestDecoder.lastUUIDNullValue() ? uuid : request.lastUUID();
        final List<byte[]> messages = sent(ofUuid);
        final long from = request.fromSeqNo();
        final int count = request.msgCount();
        if (from < 1 || count < 1 || count > MAX_RETRANSMITTED || from + count - 1 > messages.size()) {
            final RetransmitRejectEncoder reject = new RetransmitRejectEncoder();
            reject.wrapAndApplyHeader(out, Sofh.LENGTH, header);
            reject.reason("").uUID(uuid).lastUUID(request.lastUUID()).requestTimestamp(request.requestTimestamp());
            reject.errorCodes(OUT_OF_RANGE).splitMsg(NONE);
            send(reject.encodedLength(), nowNs);
            return Verdict.DONE;
        }
        final RetransmissionEncoder answer = new RetransmissionEncoder();
        answer.wrapAndApplyHeader(out, Sofh.LENGTH, header);
        answer.uUID(uuid).lastUUID(request.lastUUID()).requestTimestamp(request.requestTimestamp());
        answer.fromSeqNo(from).msgCount(count).splitMsg(NONE);
        send(answer.encodedLength(), nowNs);
        for (long sequence = from; sequence < from + count; sequence++) {
            final byte[] again = messages.get((int) sequence - 1).clone();
            again[Sofh.BODY + RetransmitMarks.offset(Sofh.templateId(new UnsafeBuffer(again), 0))] = 1;
            wire.accept(again);
        }
        return Verdict.DONE;
    }

    private List<byte[]> sent(final long ofUuid) {
        return sentByUuid.computeIfAbsent(ofUuid, any -> new ArrayList<>());
    }

    /** Number of the next business message of the venue. */
    long nextOut() {
        return sent(uuid).size() + 1L;
    }

    long uuid() {
        return uuid;
    }

    /** Sends a business message, and keeps it. */
    void sendBusiness(final byte[] frame, final long nowNs) {
        sent(uuid).add(frame);
        if (isEstablished) {
            lastOutNs = nowNs;
            wire.accept(frame);
        }
    }

    /** Time passes; {@link Verdict#CLOSE} when the client has been silent for too long. */
    Verdict onTime(final long nowNs) {
        if (!isEstablished) {
            return Verdict.DONE;
        }
        if (nowNs - lastInNs >= 2 * keepAliveNs) {
            terminate(LAPSED, nowNs);
            return Verdict.CLOSE;
        }
        if (nowNs - lastInNs >= keepAliveNs && !isLapsed) {
            isLapsed = true;
            sequence(true, nowNs);
        } else if (nowNs - lastOutNs >= keepAliveNs) {
            sequence(false, nowNs);
        }
        return Verdict.DONE;
    }

    private void sequence(final boolean lapsed, final long nowNs) {
        send(frames.sequence(uuid, nextOut(), lapsed, SessionFrames.NONE), nowNs);
    }

    /** Another connection has taken the place of the one that was lost. */
    void promoted(final Consumer<byte[]> connection, final long clientNext, final long nowNs) {
        wire = connection;
        isEstablished = true;
        isLapsed = false;
        lastInNs = nowNs;
        jumpTo(clientNext, nowNs);
        send(frames.sequence(uuid, nextOut(), false, SessionFrames.PRIMARY), nowNs);
    }

    /** Ends the session from the venue's side. */
    void logOut(final int code, final long nowNs) {
        terminate(code, nowNs);
        isEstablished = false;
    }

    private void terminate(final int code, final long nowNs) {
        send(frames.terminate(uuid, nowNs, code), nowNs);
    }

    private void send(final byte[] frame, final long nowNs) {
        lastOutNs = nowNs;
        wire.accept(frame);
    }

    private void send(final int encodedLength, final long nowNs) {
        final byte[] frame = new byte[Sofh.write(out, 0, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength)];
        out.getBytes(0, frame);
        send(frame, nowNs);
    }
}
