package aether.gateway;

import aether.ilink3.BackupSession;
import aether.ilink3.ILink3Session;
import aether.ilink3.OrderWriter;
import aether.ilink3.ReportReader;
import aether.ilink3.SessionEnd;
import aether.ilink3.SessionListener;
import aether.ilink3.SessionReason;
import aether.ilink3.SessionSettings;
import aether.ilink3.SessionState;
import aether.order.Order;
import aether.order.OrderStateMachine;
import aether.order.TimeInForce;
import aether.risk.PreTradeRisk;
import aether.state.OrderHash;
import aether.state.StateFields;
import org.agrona.DirectBuffer;

/** The core's side of the session: numbers our messages, knows which number was which request, and reconciles after a loss. */
final class CoreSession implements SessionListener, BackupSession.Listener {
    private static final int NUMBERS = 1 << 13;
    private static final long STATUS_PAUSE_NS = 2_000_000_000L;
    private static final long STATUS_TIMEOUT_NS = 30_000_000_000L;

    private final CoreListener listener;
    private final OrderStateMachine orders;
    private final PreTradeRisk risk;
    private final ILink3Session session;
    private final BackupSession backup;
    private final OrderWriter writer;
    private final ReportReader reader;
    private final CoreReports reports;

    /** The request of each of our newest messages, by its number. */
    private final long[] requests = new long[NUMBERS];

    private final long[] numbers = new long[NUMBERS];
    private long outputHash;
    private boolean needsStatus;
    private SessionReason lastReason;
    private int lastCode;
    private boolean isOver;
    private long statusSentNs;
    private long statusSequence;
    private long nextStatusNs;
    private long statusRequest;
    private long nowNs;

    CoreSession(
            final SessionSettings settings,
            final OrderStateMachine orders,
            final PreTradeRisk risk,
            final CoreListener listener) {
        this.orders = orders;
        this.risk = risk;
        this.listener = listener;
        session = new ILink3Session(settings, this);
        backup = new BackupSession(settings, this);
        writer = new OrderWriter(settings);
        reports = new CoreReports(orders, this, listener);
        reader = new ReportReader(reports);
    }

    void time(final long timeNs) {
        nowNs = timeNs;
    }

    void connected() {
        session.connected(nowNs);
    }

    /** Where another connection stands by, it takes over at once; what was under way is found out by what it tells. */
    void disconnected() {
        orders.disconnected(nowNs);
        if (backup.isStandingBy() && !isOver) {
            backup.disconnected();
            listener.onFailover();
            session.failedOver(nowNs);
        } else {
            session.disconnected(nowNs);
            risk.session(false);
        }
    }

    void backupConnected() {
        if (session.state() == SessionState.ESTABLISHED) {
            backup.connected(session.uuid(), nowNs);
        } else {
            listener.onBackupClose();
        }
    }

    void backupDisconnected() {
        backup.disconnected();
    }

    void onBackupFrame(final DirectBuffer buffer, final int offset, final int length) {
        backup.onFrame(buffer, offset, length, nowNs);
    }

    void onFrame(final DirectBuffer buffer, final int offset, final int length) {
        session.onFrame(buffer, offset, length, nowNs);
        askForStatus();
    }

    void onTime() {
        session.onTime(nowNs);
        backup.onTime(nowNs);
        askForStatus();
    }

    void terminate() {
        session.terminate(nowNs);
    }

    /** Orders whose fate is not known are asked for, once everything else has been heard; one request at a time. */
    private void askForStatus() {
        final boolean isUnderWay = statusRequest != 0 && nowNs - statusSentNs < STATUS_TIMEOUT_NS;
        if (!needsStatus
                || isUnderWay
                || nowNs < nextStatusNs
                || session.state() != SessionState.ESTABLISHED
                || session.isRetransmitting()) {
            return;
        }
        statusSentNs = nowNs;
        final long sequence = session.nextSequence();
        numbered(sequence, 0);
        statusSequence = sequence;
        statusRequest = Math.max(nowNs, statusRequest + 1);
        send(writer.massStatus(statusRequest, sequence, nowNs));
    }

    /** Closes the open question; true when the refused message is that one: it will be asked again, later, since the venue limits how often it may be. */
    boolean closeRefused(final long sequence) {
        if (statusRequest == 0 || sequence != statusSequence) {
            return false;
        }
        statusRequest = 0;
        nextStatusNs = nowNs + STATUS_PAUSE_NS;
        return true;
    }

    /** Closes the open question; true when the answer is whole, and to the question that is open: the venue has told all that it knows. */
    boolean closeAnswered(final long request) {
        if (statusRequest == 0 || request != statusRequest) {
            return false;
        }
        statusRequest = 0;
        needsStatus = false;
        return true;
    }

    /** Whether a request went out behind the newest question: its answer says nothing of it. */
    boolean isBehindQuestion(final long requestId) {
        boolean isBehind = false;
        final long first = Math.max(statusSequence + 1, session.nextOut() - NUMBERS);
        for (long sequence = first; sequence < session.nextOut() && !isBehind; sequence++) {
            isBehind = requestOf(sequence) == requestId;
        }
        return isBehind;
    }

    void sendOrder(final Order order, final TimeInForce timeInForce) {
        final long sequence = session.nextSequence();
        numbered(sequence, order.clOrdId());
        send(writer.newOrder(order, timeInForce, sequence, nowNs));
    }

    void sendReplace(final Order order, final long requestId, final long price, final int quantity) {
        final long sequence = session.nextSequence();
        numbered(sequence, requestId);
        send(writer.replace(order, requestId, price, quantity, sequence, nowNs));
    }

    void sendCancel(final Order order, final long requestId) {
        final long sequence = session.nextSequence();
        numbered(sequence, requestId);
        send(writer.cancel(order, requestId, sequence, nowNs));
    }

    void sendCancelAll(final long requestId) {
        final long sequence = session.nextSequence();
        numbered(sequence, requestId);
        send(writer.cancelAll(requestId, sequence, nowNs));
    }

    private void numbered(final long sequence, final long requestId) {
        numbers[(int) sequence & NUMBERS - 1] = sequence;
        requests[(int) sequence & NUMBERS - 1] = requestId;
    }

    /** The request that went out under a number, or 0 when that is too long ago, or no request of an order. */
    long requestOf(final long sequence) {
        final int slot = (int) sequence & NUMBERS - 1;
        return numbers[slot] == sequence ? requests[slot] : 0;
    }

    private void send(final int length) {
        session.sent(nowNs);
        onSend(writer.buffer(), 0, length);
    }

    @Override
    public void onSend(final DirectBuffer buffer, final int offset, final int length) {
        outputHash = OrderHash.mix(outputHash, OrderHash.ofFrame(buffer, offset, length));
        listener.onSend(buffer, offset, length);
    }

    @Override
    public void onBackupSend(final DirectBuffer buffer, final int offset, final int length) {
        outputHash = OrderHash.mix(outputHash, OrderHash.ofFrame(buffer, offset, length));
        listener.onBackupSend(buffer, offset, length);
    }

    @Override
    public void onBackupClose() {
        listener.onBackupClose();
    }

    @Override
    public void onReason(final SessionReason reason, final int code) {
        lastReason = reason;
        lastCode = code;
    }

    /** Why the venue refused or ended the session last; null when it never did, or the session is up again. */
    SessionReason lastReason() {
        return lastReason;
    }

    /** The code that it gave. */
    int lastCode() {
        return lastCode;
    }

    @Override
    public void onUnknownSession(final long uuid, final long messages) {
        needsStatus = true;
        listener.onAlert("messages of an order session that is not known here, being asked for; its UUID", uuid);
    }

    @Override
    public void onNumbersBehind(final long next, final long received) {
        listener.onAlert("the venue's NextSeqNo is below what was received; it is", next);
    }

    @Override
    public void onClose(final SessionEnd end) {
        risk.session(false);
        isOver = end.next() != SessionEnd.Next.RETRY;
        listener.onClose(end);
    }

    @Override
    public void onEstablished() {
        risk.session(true);
        isOver = false;
        lastReason = null;
        statusRequest = 0;
        needsStatus |= orders.open() > 0;
        listener.onEstablished();
    }

    @Override
    public void onBusiness(
            final DirectBuffer buffer, final int frame, final int length, final boolean isRetransmitted) {
        reports.time(nowNs);
        reader.read(buffer, frame);
    }

    @Override
    public void onNotApplied(final long fromSequence, final long count) {
        final long known = Math.min(count, NUMBERS);
        for (long sequence = fromSequence; sequence < fromSequence + known; sequence++) {
            final long requestId = requestOf(sequence);
            final Order order = requestId == 0 ? null : orders.byRequest(requestId);
            if (order != null) {
                orders.notApplied(order, requestId, nowNs);
            }
        }
        listener.onAlert("messages of ours that the venue never got", count);
    }

    @Override
    public void onLostForGood(final long fromSequence, final long count) {
        needsStatus = true;
        listener.onAlert("messages of the venue that it will not send again", count);
    }

    /** The session, its backup, which number was which request, and what is being asked for. */
    void state(final StateFields fields) {
        nowNs = fields.number(nowNs);
        outputHash = fields.number(outputHash);
        needsStatus = fields.flag(needsStatus);
        lastReason = SessionReason.ofNumber(fields.whole(lastReason == null ? 0 : lastReason.number()));
        lastCode = fields.whole(lastCode);
        isOver = fields.flag(isOver);
        statusSentNs = fields.number(statusSentNs);
        statusSequence = fields.number(statusSequence);
        nextStatusNs = fields.number(nextStatusNs);
        statusRequest = fields.number(statusRequest);
        session.state(fields);
        backup.state(fields);
        fields.numbers(numbers, NUMBERS);
        fields.numbers(requests, NUMBERS);
    }

    ILink3Session session() {
        return session;
    }

    boolean isEstablished() {
        return session.state() == SessionState.ESTABLISHED;
    }

    long outputHash() {
        return outputHash;
    }
}
