package aether.ilink3;

import org.agrona.DirectBuffer;

/** What flows out of a session. */
public interface SessionListener {
    /** A frame for the wire; valid during the call. */
    void onSend(DirectBuffer buffer, int offset, int length);

    /** The venue refused or ended the session; {@link #onClose} follows. {@code code} is the one that it gave. */
    void onReason(SessionReason reason, int code);

    /** The connection is to be closed. */
    void onClose(SessionEnd end);

    /** The venue knows a session of ours before this one that is not known here; its messages are being asked for. */
    void onUnknownSession(long uuid, long messages);

    /** The venue's next number is lower than one that was received: it has lost something, or is not the one it was. */
    void onNumbersBehind(long next, long received);

    /** Orders may go. */
    void onEstablished();

    /**
     * A business message, in order, once.
     *
     * @param frame where its frame begins
     * @param isRetransmitted whether it was sent before
     */
    void onBusiness(DirectBuffer buffer, int frame, int length, boolean isRetransmitted);

    /** The venue never got so many of our messages, from this number on. */
    void onNotApplied(long fromSequence, long count);

    /** Messages of the venue that it will not send again: what they said must be asked for. */
    void onLostForGood(long fromSequence, long count);
}
