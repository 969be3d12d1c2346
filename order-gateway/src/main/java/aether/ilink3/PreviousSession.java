package aether.ilink3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.ilink3.codec.EstablishmentAckDecoder;
import aether.state.StateFields;
import org.agrona.DirectBuffer;

/** The UUID before the present one: how much of what the venue sent under it was received. */
final class PreviousSession {
    private final Retransmissions missing;
    private final SessionListener listener;
    private long uuid;
    private long nextIn = 1;

    PreviousSession(final Retransmissions missing, final SessionListener listener) {
        this.missing = missing;
        this.listener = listener;
    }

    /** The present UUID is given up; {@code received} is the number that would have come next under it. */
    void was(final long presentUuid, final long received) {
        uuid = presentUuid;
        nextIn = received;
    }

    void state(final StateFields fields) {
        uuid = fields.number(uuid);
        nextIn = fields.number(nextIn);
    }

    /**
     * What the venue says at each logon: which UUID was before, and how many messages it sent under it. What is lacking of them is to be asked
     * for, also of a session that is not known here: another process, or one whose journal is gone, was there, and its fills count all the same.
     *
     * @param body of the Establishment Ack
     * @param isFirst whether nothing was received under the present UUID yet
     */
    void onLogon(final DirectBuffer buffer, final int body, final long presentUuid, final boolean isFirst) {
        final long previousUuid =
                buffer.getLong(body + EstablishmentAckDecoder.previousUUIDEncodingOffset(), LITTLE_ENDIAN);
        final long sent =
                SessionTemplates.unsigned32(buffer, body + EstablishmentAckDecoder.previousSeqNoEncodingOffset());
        if (previousUuid == 0) {
            if (sent > 0 && isFirst) {
                // Fills of orders that outlived the weekend, from before our first logon.
                missing.lackOfOld(0, 1, sent);
            }
        } else if (previousUuid == uuid) {
            if (sent >= nextIn) {
                missing.lackOfOld(uuid, nextIn, sent);
                nextIn = sent + 1;
            }
        } else if (previousUuid != presentUuid && sent > 0) {
            listener.onUnknownSession(previousUuid, sent);
            missing.lackOfOld(previousUuid, 1, sent);
            uuid = previousUuid;
            nextIn = sent + 1;
        }
    }
}
