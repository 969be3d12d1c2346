package aether.ilink3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.ilink3.codec.EstablishmentAckDecoder;
import aether.ilink3.codec.EstablishmentRejectDecoder;
import aether.ilink3.codec.NegotiationRejectDecoder;
import aether.ilink3.codec.NegotiationResponseDecoder;
import aether.ilink3.codec.NotAppliedDecoder;
import aether.ilink3.codec.RetransmissionDecoder;
import aether.ilink3.codec.RetransmitRejectDecoder;
import aether.ilink3.codec.SequenceDecoder;
import aether.ilink3.codec.TerminateDecoder;
import aether.state.StateFields;
import org.agrona.DirectBuffer;

/**
 * The client's side of an iLink 3 session: negotiation, sequence numbers of both directions, keep-alive, retransmission. Frames
 * and the passing of time come in; frames, and business messages in order and once each, come out.
 *
 * <p>Deterministic: no clock, no I/O, no secret; the UUID is the time of the first connection. It survives disconnection, and
 * a restart by its state. One thread; no allocation while established.
 */
public final class ILink3Session {
    private static final int HELD_BYTES = 1 << 20;
    private static final int MAX_ATTEMPTS = 3;
    private static final long NS_PER_MS = 1_000_000;
    private static final long NS_PER_US = 1_000;
    private static final int FIRST_BUSINESS_TEMPLATE = 519;
    private static final int SEQUENCE_OFFSET = Sofh.BODY;
    private static final int UUID_OFFSET = Sofh.BODY + 4;
    private static final int CODE_NORMAL = 0;
    private static final int CODE_LAPSED = 20;

    private final SessionListener listener;
    private final SessionWriter writer;
    private final Retransmissions missing;
    private final PreviousSession previousSession;
    private final HeldFrames held = new HeldFrames(HELD_BYTES);
    private final long intervalNs;
    private SessionState state = SessionState.DISCONNECTED;
    private long uuid;
    private boolean isNegotiated;
    private long nextOut = 1;
    private long nextIn = 1;
    private long lastOutNs;
    private long lastInNs;
    private boolean isLapsed;
    private int attempts;
    private long nowNs;

    public ILink3Session(final SessionSettings settings, final SessionListener listener) {
        this.listener = listener;
        writer = new SessionWriter(settings);
        intervalNs = settings.keepAliveMs() * NS_PER_MS;
        missing = new Retransmissions(intervalNs);
        previousSession = new PreviousSession(missing, listener);
    }

    /** The connection is there. */
    public void connected(final long timeNs) {
        nowNs = timeNs;
        lastInNs = timeNs;
        attempts = 0;
        isLapsed = false;
        held.clear();
        missing.clear();
        if (isNegotiated) {
            establish();
        } else {
            previousSession.was(uuid, nextIn);
            uuid = Math.max(timeNs / NS_PER_US, uuid + 1);
            nextOut = 1;
            negotiate();
        }
    }

    private void negotiate() {
        state = SessionState.NEGOTIATING;
        attempts++;
        send(writer.negotiate(uuid, nowNs));
    }

    private void establish() {
        state = SessionState.ESTABLISHING;
        attempts++;
        send(writer.establish(uuid, nowNs, nextOut));
    }

    private void send(final int length) {
        lastOutNs = nowNs;
        listener.onSend(writer.buffer(), 0, length);
    }

    /** The connection is gone. */
    public void disconnected(final long timeNs) {
        nowNs = timeNs;
        state = SessionState.DISCONNECTED;
        held.clear();
        missing.clear();
    }

    /** The connection is gone, and another that stood by takes its place. */
    public void failedOver(final long timeNs) {
        disconnected(timeNs);
        state = SessionState.ESTABLISHED;
        lastInNs = timeNs;
        isLapsed = false;
        send(writer.promotion(uuid, nextOut));
        listener.onEstablished();
    }

    /** Ends the session in order. */
    public void terminate(final long timeNs) {
        nowNs = timeNs;
        if (state == SessionState.ESTABLISHED) {
            send(writer.terminate(uuid, nowNs, CODE_NORMAL));
            state = SessionState.TERMINATING;
        } else if (state != SessionState.DISCONNECTED) {
            close(SessionEnd.REQUESTED);
        }
    }

    /** A number for the next business message; the caller sends it by {@link #sent} at once. */
    public long nextSequence() {
        return nextOut++;
    }

    /** A business message went out. */
    public void sent(final long timeNs) {
        lastOutNs = timeNs;
    }

    /** Time passes: keep-alive and timeouts. */
    public void onTime(final long timeNs) {
        nowNs = timeNs;
        switch (state) {
            case NEGOTIATING, ESTABLISHING -> retryLogon();
            case ESTABLISHED -> {
                keepAlive();
                if (state == SessionState.ESTABLISHED && missing.isLate(nowNs)) {
                    end(SessionEnd.RETRANSMIT_TIMEOUT);
                }
            }
            case TERMINATING -> {
                if (nowNs - lastOutNs >= intervalNs) {
                    close(SessionEnd.REQUESTED);
                }
            }
            case DISCONNECTED -> {}
        }
    }

    private void retryLogon() {
        final boolean isLate = nowNs - lastOutNs >= 2 * intervalNs;
        if (isLate && attempts >= MAX_ATTEMPTS) {
            close(SessionEnd.NO_ANSWER);
        } else if (isLate && state == SessionState.NEGOTIATING) {
            negotiate();
        } else if (isLate) {
            establish();
        }
    }

    private void keepAlive() {
        if (nowNs - lastInNs >= 2 * intervalNs) {
            send(writer.terminate(uuid, nowNs, CODE_LAPSED));
            close(SessionEnd.KEEP_ALIVE_LAPSED);
        } else if (nowNs - lastInNs >= intervalNs && !isLapsed) {
            isLapsed = true;
            send(writer.sequence(uuid, nextOut, true));
        } else if (nowNs - lastOutNs >= intervalNs) {
            send(writer.sequence(uuid, nextOut, false));
        }
    }

    private void end(final SessionEnd end) {
        send(writer.terminate(uuid, nowNs, CODE_NORMAL));
        close(end);
    }

    private void close(final SessionEnd end) {
        if (end == SessionEnd.UUID_REFUSED) {
            isNegotiated = false;
        }
        state = SessionState.DISCONNECTED;
        listener.onClose(end);
    }

    /** A frame of the venue, whole. */
    public void onFrame(final DirectBuffer buffer, final int frame, final int length, final long timeNs) {
        nowNs = timeNs;
        if (state == SessionState.DISCONNECTED) {
            return;
        }
        lastInNs = timeNs;
        isLapsed = false;
        final int templateId = Sofh.templateId(buffer, frame);
        final int block = Sofh.blockLength(buffer, frame);
        if (Sofh.schemaId(buffer, frame) != Sofh.SCHEMA_ID || Sofh.BODY + block > length) {
            end(SessionEnd.MALFORMED);
        } else if (templateId >= FIRST_BUSINESS_TEMPLATE) {
            if (block < UUID_OFFSET + Long.BYTES - Sofh.BODY) {
                end(SessionEnd.MALFORMED);
            } else if (state == SessionState.ESTABLISHED) {
                onBusiness(buffer, frame, length);
            }
        } else if (block < SessionTemplates.minimum(templateId)) {
            end(SessionEnd.MALFORMED);
        } else {
            onSession(buffer, frame, templateId);
        }
    }

    private void onSession(final DirectBuffer buffer, final int frame, final int templateId) {
        final int body = frame + Sofh.BODY;
        switch (templateId) {
            case NegotiationResponseDecoder.TEMPLATE_ID -> onNegotiated();
            case NegotiationRejectDecoder.TEMPLATE_ID, EstablishmentRejectDecoder.TEMPLATE_ID ->
                onReject(SessionTemplates.errorCode(buffer, body, templateId));
            case EstablishmentAckDecoder.TEMPLATE_ID -> onEstablished(buffer, body);
            case SequenceDecoder.TEMPLATE_ID -> onSequence(buffer, body);
            case TerminateDecoder.TEMPLATE_ID -> onTerminate(SessionTemplates.errorCode(buffer, body, templateId));
            case RetransmissionDecoder.TEMPLATE_ID -> onRetransmission(buffer, body);
            case RetransmitRejectDecoder.TEMPLATE_ID -> onRetransmitReject();
            case NotAppliedDecoder.TEMPLATE_ID -> onNotApplied(buffer, body);
            default -> {} // not for clients, or of a later version: it says nothing to us
        }
    }

    private void onNegotiated() {
        if (state == SessionState.NEGOTIATING) {
            isNegotiated = true;
            nextIn = 1;
            attempts = 0;
            establish();
        }
    }

    private void onEstablished(final DirectBuffer buffer, final int body) {
        if (state != SessionState.ESTABLISHING) {
            return;
        }
        state = SessionState.ESTABLISHED;
        final long next = SessionTemplates.unsigned32(buffer, body + EstablishmentAckDecoder.nextSeqNoEncodingOffset());
        previousSession.onLogon(buffer, body, uuid, nextIn == 1);
        if (next > nextIn) {
            missing.lack(nextIn, next - 1);
        } else if (next < nextIn) {
            listener.onNumbersBehind(next, nextIn - 1);
        }
        askForMissing();
        listener.onEstablished();
    }

    private void onReject(final int code) {
        final SessionReason reason = SessionReason.ofReject(code);
        listener.onReason(reason, code);
        close(reason.end());
    }

    /** Less may come than was asked for: the rest is asked for as soon as that is here. */
    private void onRetransmission(final DirectBuffer buffer, final int body) {
        final int count = SessionTemplates.unsigned16(buffer, body + RetransmissionDecoder.msgCountEncodingOffset());
        if (count == 0) {
            onRetransmitReject();
        } else {
            missing.announced(count);
        }
    }

    private void onSequence(final DirectBuffer buffer, final int body) {
        if (state != SessionState.ESTABLISHED) {
            return;
        }
        final long next = SessionTemplates.unsigned32(buffer, body + SequenceDecoder.nextSeqNoEncodingOffset());
        if (next < nextIn) {
            listener.onNumbersBehind(next, nextIn - 1);
        }
        if (next > nextIn && held.isEmpty()) {
            missing.lack(nextIn, next - 1);
            askForMissing();
        }
        if (buffer.getByte(body + SequenceDecoder.keepAliveIntervalLapsedEncodingOffset()) != 0) {
            send(writer.sequence(uuid, nextOut, false));
        }
    }

    private void onTerminate(final int code) {
        if (state == SessionState.TERMINATING) {
            close(SessionEnd.REQUESTED);
        } else {
            send(writer.terminate(uuid, nowNs, CODE_NORMAL));
            final SessionReason reason = SessionReason.ofTerminate(code);
            listener.onReason(reason, code);
            close(reason.end());
        }
    }

    private void onRetransmitReject() {
        if (missing.isRequested()) {
            final long from = missing.requestFrom();
            final int count = missing.requestCount();
            final boolean isOfThis = missing.requestUuid() == Retransmissions.THIS_UUID;
            missing.giveUp();
            if (isOfThis) {
                nextIn = missing.reached();
            }
            listener.onLostForGood(from, count);
            goOn();
        }
    }

    private void onNotApplied(final DirectBuffer buffer, final int body) {
        final long from = SessionTemplates.unsigned32(buffer, body + NotAppliedDecoder.fromSeqNoEncodingOffset());
        final long count = SessionTemplates.unsigned32(buffer, body + NotAppliedDecoder.msgCountEncodingOffset());
        // Old orders are worse than lost ones: they are reported, and the hole in the numbers is closed.
        listener.onNotApplied(from, count);
        send(writer.sequence(uuid, nextOut, false));
    }

    private void onBusiness(final DirectBuffer buffer, final int frame, final int length) {
        final long sequence = SessionTemplates.unsigned32(buffer, frame + SEQUENCE_OFFSET);
        final boolean isOfThis = buffer.getLong(frame + UUID_OFFSET, LITTLE_ENDIAN) == uuid;
        final boolean isRetransmitted = SessionTemplates.isRetransmitted(buffer, frame);
        if (missing.take(sequence, isOfThis, nowNs)) {
            if (isOfThis) {
                nextIn = sequence + 1;
            }
            listener.onBusiness(buffer, frame, length, true);
            goOn();
        } else if (!isOfThis || sequence < nextIn) {
            onOld(isRetransmitted || !isOfThis);
        } else if (sequence == nextIn && !missing.isNeeded()) {
            nextIn++;
            listener.onBusiness(buffer, frame, length, isRetransmitted);
        } else {
            onAhead(buffer, frame, length, sequence);
        }
    }

    private void onOld(final boolean isExplained) {
        if (!isExplained) {
            end(SessionEnd.SEQUENCE_TOO_LOW);
        }
    }

    private void onAhead(final DirectBuffer buffer, final int frame, final int length, final long sequence) {
        if (!held.add(buffer, frame, length)) {
            end(SessionEnd.QUEUE_FULL);
            return;
        }
        if (!missing.isNeeded()) {
            missing.lack(nextIn, sequence - 1);
            askForMissing();
        }
    }

    /** A stretch is over: ask for the next, or take up what has waited. */
    private void goOn() {
        if (missing.isRequested()) {
            return;
        }
        if (missing.isNeeded()) {
            askForMissing();
        } else if (!held.isEmpty()) {
            held.drain(this::onHeld);
        }
    }

    private void onHeld(final DirectBuffer buffer, final int frame, final int length) {
        if (state == SessionState.ESTABLISHED
                && SessionTemplates.unsigned32(buffer, frame + SEQUENCE_OFFSET) >= nextIn) {
            onBusiness(buffer, frame, length);
        }
    }

    private void askForMissing() {
        if (missing.isNeeded() && !missing.isRequested()) {
            missing.request(nowNs);
            send(writer.retransmit(uuid, missing.requestUuid(), nowNs, missing.requestFrom(), missing.requestCount()));
        }
    }

    /** Where it stands, with what is held back and what is missing. */
    public void state(final StateFields fields) {
        state = SessionState.of(fields.whole(state.number()));
        uuid = fields.number(uuid);
        isNegotiated = fields.flag(isNegotiated);
        nextOut = fields.number(nextOut);
        nextIn = fields.number(nextIn);
        lastOutNs = fields.number(lastOutNs);
        lastInNs = fields.number(lastInNs);
        isLapsed = fields.flag(isLapsed);
        attempts = fields.whole(attempts);
        nowNs = fields.number(nowNs);
        missing.state(fields);
        previousSession.state(fields);
        held.state(fields);
    }

    public SessionState state() {
        return state;
    }

    public long uuid() {
        return uuid;
    }

    /** True while messages of the venue are missing that it has been, or will be, asked for. */
    public boolean isRetransmitting() {
        return missing.isNeeded();
    }

    /** Of our next business message. */
    public long nextOut() {
        return nextOut;
    }

    /** Number of the venue's next business message. */
    public long nextIn() {
        return nextIn;
    }
}
