package aether.ilink3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.ilink3.codec.EstablishmentAckDecoder;
import aether.ilink3.codec.NegotiationResponseDecoder;
import aether.ilink3.codec.SequenceDecoder;
import aether.state.StateFields;
import org.agrona.DirectBuffer;

/**
 * The second connection of a session: logged on under the same UUID, it carries nothing but keep-alive until the first one is
 * lost, and then takes its place. Its messages have the FaultToleranceIndicator 0 and the NextSeqNo 0 (CME's rules of fault
 * tolerance). Deterministic, as {@link ILink3Session}; one thread.
 */
public final class BackupSession {
    /** What it has to say to the venue, and to its owner. */
    public interface Listener {
        /** A frame for the second connection. */
        void onBackupSend(DirectBuffer buffer, int offset, int length);

        /** The second connection is to be closed. */
        void onBackupClose();
    }

    private static final long NS_PER_MS = 1_000_000;

    private final SessionWriter writer;
    private final Listener listener;
    private final long intervalNs;
    private SessionState state = SessionState.DISCONNECTED;
    private long uuid;
    private long lastInNs;
    private long lastOutNs;

    public BackupSession(final SessionSettings settings, final Listener listener) {
        writer = new SessionWriter(settings);
        this.listener = listener;
        intervalNs = settings.keepAliveMs() * NS_PER_MS;
    }

    /** The second connection is there; {@code ofUuid} is what the first one was negotiated with. */
    public void connected(final long ofUuid, final long nowNs) {
        uuid = ofUuid;
        lastInNs = nowNs;
        state = SessionState.NEGOTIATING;
        send(writer.negotiate(uuid, nowNs), nowNs);
    }

    /** It is gone, or is the first one now. */
    public void disconnected() {
        state = SessionState.DISCONNECTED;
    }

    /** A frame of the venue, whole. */
    public void onFrame(final DirectBuffer buffer, final int frame, final int length, final long nowNs) {
        final int templateId = Sofh.templateId(buffer, frame);
        final int block = Sofh.blockLength(buffer, frame);
        lastInNs = nowNs;
        if (state == SessionState.DISCONNECTED
                || Sofh.schemaId(buffer, frame) != Sofh.SCHEMA_ID
                || Sofh.BODY + block > length
                || block < SessionTemplates.minimum(templateId)) {
            close();
            return;
        }
        switch (templateId) {
            case NegotiationResponseDecoder.TEMPLATE_ID -> {
                state = SessionState.ESTABLISHING;
                send(writer.establish(uuid, nowNs, 0), nowNs);
            }
            case EstablishmentAckDecoder.TEMPLATE_ID -> state = SessionState.ESTABLISHED;
            case SequenceDecoder.TEMPLATE_ID -> onSequence(buffer, frame + Sofh.BODY, nowNs);
            default -> close();
        }
    }

    private void onSequence(final DirectBuffer buffer, final int body, final long nowNs) {
        if (buffer.getByte(body + SequenceDecoder.keepAliveIntervalLapsedEncodingOffset()) != 0
                && buffer.getLong(body + SequenceDecoder.uUIDEncodingOffset(), LITTLE_ENDIAN) == uuid) {
            send(writer.backupSequence(uuid), nowNs);
        }
    }

    /** Keep-alive. */
    public void onTime(final long nowNs) {
        if (state == SessionState.DISCONNECTED) {
            return;
        }
        if (nowNs - lastInNs >= 2 * intervalNs) {
            close();
        } else if (state == SessionState.ESTABLISHED && nowNs - lastOutNs >= intervalNs) {
            send(writer.backupSequence(uuid), nowNs);
        }
    }

    private void send(final int length, final long nowNs) {
        lastOutNs = nowNs;
        listener.onBackupSend(writer.buffer(), 0, length);
    }

    private void close() {
        state = SessionState.DISCONNECTED;
        listener.onBackupClose();
    }

    /** Where it stands. */
    public void state(final StateFields fields) {
        state = SessionState.of(fields.whole(state.number()));
        uuid = fields.number(uuid);
        lastInNs = fields.number(lastInNs);
        lastOutNs = fields.number(lastOutNs);
    }

    /** True when it could take the first one's place. */
    public boolean isStandingBy() {
        return state == SessionState.ESTABLISHED;
    }
}
