package aether.ilink3;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.ilink3.codec.EstablishDecoder;
import aether.ilink3.codec.EstablishmentAckDecoder;
import aether.ilink3.codec.ExecutionReportNewDecoder;
import aether.ilink3.codec.NegotiateDecoder;
import aether.ilink3.codec.RetransmitRequestDecoder;
import aether.ilink3.codec.SequenceDecoder;
import aether.ilink3.codec.TerminateDecoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One order session with a venue that says what a test wants: logon, numbers, what is missing, silence, and the end. */
class ILink3SessionTest implements SessionListener {
    private static final SessionSettings SETTINGS =
            new SessionSettings("ABC", "FIRM1", "ACCESSKEY", "TRADER", "DE", "Aether", "1", "Aether", 1_000);
    private static final long NOW_NS = 1_764_000_000_000_000_000L;
    private static final long INTERVAL_NS = 1_000_000_000L;
    private static final int MESSAGES = 5_000;

    private final ILink3Session session = new ILink3Session(SETTINGS, this);
    private final VenueFrames venue = new VenueFrames();
    private final List<String> told = new ArrayList<>();
    private final Deque<long[]> asked = new ArrayDeque<>();
    private long nowNs = NOW_NS;

    @Override
    public void onSend(final DirectBuffer buffer, final int offset, final int length) {
        final int body = offset + Sofh.BODY;
        told.add(
                switch (Sofh.templateId(buffer, offset)) {
                    case NegotiateDecoder.TEMPLATE_ID -> "> negotiate";
                    case EstablishDecoder.TEMPLATE_ID ->
                        "> establish, next "
                                + buffer.getInt(body + EstablishDecoder.nextSeqNoEncodingOffset(), LITTLE_ENDIAN);
                    case SequenceDecoder.TEMPLATE_ID ->
                        "> sequence, next "
                                + buffer.getInt(body + SequenceDecoder.nextSeqNoEncodingOffset(), LITTLE_ENDIAN)
                                + (buffer.getByte(body + SequenceDecoder.keepAliveIntervalLapsedEncodingOffset()) == 0
                                        ? ""
                                        : ", lapsed");
                    case TerminateDecoder.TEMPLATE_ID ->
                        "> terminate "
                                + buffer.getShort(body + TerminateDecoder.errorCodesEncodingOffset(), LITTLE_ENDIAN);
                    case RetransmitRequestDecoder.TEMPLATE_ID -> ask(buffer, body);
                    default -> "> " + Sofh.templateId(buffer, offset);
                });
    }

    private String ask(final DirectBuffer buffer, final int body) {
        final long from = buffer.getInt(body + RetransmitRequestDecoder.fromSeqNoEncodingOffset(), LITTLE_ENDIAN);
        final int count = buffer.getShort(body + RetransmitRequestDecoder.msgCountEncodingOffset(), LITTLE_ENDIAN);
        asked.add(new long[] {from, count});
        return "> ask " + from + "+" + count;
    }

    @Override
    public void onReason(final SessionReason reason, final int code) {
        told.add("because " + code);
    }

    @Override
    public void onClose(final SessionEnd end) {
        told.add("closed: " + end);
    }

    @Override
    public void onUnknownSession(final long uuid, final long messages) {
        told.add("unknown session " + uuid + " of " + messages);
    }

    @Override
    public void onNumbersBehind(final long next, final long received) {
        told.add("behind: " + next + ", had " + received);
    }

    @Override
    public void onEstablished() {
        told.add("established");
    }

    @Override
    public void onBusiness(
            final DirectBuffer buffer, final int frame, final int length, final boolean isRetransmitted) {
        told.add(buffer.getInt(frame + Sofh.BODY + ExecutionReportNewDecoder.seqNumEncodingOffset(), LITTLE_ENDIAN)
                + (isRetransmitted ? " again" : ""));
    }

    @Override
    public void onNotApplied(final long fromSequence, final long count) {
        told.add("not applied " + fromSequence + "+" + count);
    }

    @Override
    public void onLostForGood(final long fromSequence, final long count) {
        told.add("lost " + fromSequence + "+" + count);
    }

    private List<String> told() {
        final List<String> lines = List.copyOf(told);
        told.clear();
        return lines;
    }

    private void says(final int length) {
        session.onFrame(venue.buffer(), 0, length, nowNs);
    }

    private void pass(final long nanos) {
        nowNs += nanos;
        session.onTime(nowNs);
    }

    private void logOn() {
        session.connected(nowNs);
        venue.uuid(session.uuid());
        says(venue.negotiated());
        says(venue.established(1, 0, 0));
        told();
    }

    private void report(final long number) {
        says(venue.report(session.uuid(), number, false));
    }

    private void again(final long number) {
        says(venue.report(session.uuid(), number, true));
    }

    @Test
    void shouldLogOnInTwoSteps() {
        session.connected(nowNs);
        assertEquals(SessionState.NEGOTIATING, session.state());
        venue.uuid(session.uuid());
        says(venue.negotiated());
        assertEquals(SessionState.ESTABLISHING, session.state());
        says(venue.established(1, 0, 0));
        assertEquals(SessionState.ESTABLISHED, session.state());
        assertEquals(List.of("> negotiate", "> establish, next 1", "established"), told());
        assertEquals(NOW_NS / 1_000, session.uuid());
    }

    @Test
    void shouldKeepItsNumbersOverALostConnection() {
        logOn();
        session.nextSequence();
        session.nextSequence();
        report(1);
        final long uuid = session.uuid();
        session.disconnected(nowNs);
        assertEquals(SessionState.DISCONNECTED, session.state());
        session.connected(nowNs + INTERVAL_NS);
        says(venue.established(2, 0, 0));
        assertEquals(List.of("1", "> establish, next 3", "established"), told());
        assertEquals(uuid, session.uuid());
    }

    @Test
    void shouldAskForWhatCameWhileItWasAway() {
        logOn();
        report(1);
        session.disconnected(nowNs);
        session.connected(nowNs);
        told();
        says(venue.established(4, 0, 0));
        assertEquals(List.of("> ask 2+2", "established"), told());
        assertTrue(session.isRetransmitting());
        report(4);
        again(2);
        again(3);
        assertEquals(List.of("2 again", "3 again", "4"), told());
        assertFalse(session.isRetransmitting());
    }

    @Test
    void shouldTryAgainWhenNobodyAnswersAndGiveUp() {
        session.connected(nowNs);
        for (int i = 0; i < 8; i++) {
            pass(INTERVAL_NS);
        }
        assertEquals(List.of("> negotiate", "> negotiate", "> negotiate", "closed: NO_ANSWER"), told());
    }

    @ParameterizedTest
    @CsvSource({"0, REFUSED", "2, UUID_REFUSED", "10, BLOCKED"})
    void shouldSayWhyItWasRefused(final int code, final SessionEnd end) {
        session.connected(nowNs);
        told();
        says(venue.negotiationRefused(code));
        assertEquals(SessionReason.ofReject(code).end(), end);
        assertEquals(List.of("because " + code, "closed: " + end), told());
    }

    @Test
    void shouldHoldWhatIsAheadUntilTheHoleIsFilled() {
        logOn();
        report(1);
        report(4);
        report(5);
        assertEquals(List.of("1", "> ask 2+2"), told());
        says(venue.retransmission(2, 2));
        again(2);
        report(6);
        again(3);
        assertEquals(List.of("2 again", "3 again", "4", "5", "6"), told());
    }

    @Test
    void shouldAskForTheRestWhenLessComes() {
        logOn();
        report(6);
        assertEquals(List.of("> ask 1+5"), told());
        says(venue.retransmission(1, 2));
        again(1);
        again(2);
        assertEquals(List.of("1 again", "2 again", "> ask 3+3"), told());
    }

    /** What the venue will not send again is told, and the session goes on behind it. */
    @Test
    void shouldGoOnWhenTheVenueHasNoneToSend() {
        logOn();
        report(3);
        told();
        says(venue.noRetransmission());
        assertEquals(List.of("lost 1+2", "3"), told());
        report(4);
        assertEquals(List.of("4"), told());
    }

    @Test
    void shouldEndWhenAskedForMessagesDoNotCome() {
        logOn();
        report(3);
        told();
        for (int i = 0; i < 6; i++) {
            pass(INTERVAL_NS / 2);
            says(venue.sequence(4, false));
        }
        assertEquals("closed: RETRANSMIT_TIMEOUT", told().getLast());
    }

    @Test
    void shouldEndForANumberThatWasUsedAndIsNotMarkedAsSentAgain() {
        logOn();
        report(1);
        report(1);
        assertEquals(List.of("1", "> terminate 0", "closed: SEQUENCE_TOO_LOW"), told());
    }

    @Test
    void shouldLeaveAloneWhatIsMarkedAsSentAgainAndWasTaken() {
        logOn();
        report(1);
        again(1);
        assertEquals(List.of("1"), told());
        assertEquals(SessionState.ESTABLISHED, session.state());
    }

    @Test
    void shouldKeepTheSessionAliveWhileNothingIsSaid() {
        logOn();
        for (int i = 0; i < 4; i++) {
            nowNs += INTERVAL_NS / 2;
            says(venue.sequence(1, false));
            session.onTime(nowNs);
        }
        assertEquals(List.of("> sequence, next 1", "> sequence, next 1"), told());
    }

    @Test
    void shouldAnswerWhenTheVenueHeardNothing() {
        logOn();
        session.nextSequence();
        says(venue.sequence(1, true));
        assertEquals(List.of("> sequence, next 2"), told());
    }

    @Test
    void shouldEndWhenTheVenueIsSilent() {
        logOn();
        pass(INTERVAL_NS);
        pass(INTERVAL_NS / 2);
        pass(INTERVAL_NS / 2);
        assertEquals(List.of("> sequence, next 1, lapsed", "> terminate 20", "closed: KEEP_ALIVE_LAPSED"), told());
    }

    @Test
    void shouldTellWhichOrdersTheVenueNeverGotAndCloseTheHole() {
        logOn();
        for (int i = 0; i < 5; i++) {
            session.nextSequence();
        }
        says(venue.notApplied(2, 3));
        assertEquals(List.of("not applied 2+3", "> sequence, next 6"), told());
    }

    @Test
    void shouldSayThatTheVenueIsBehindItself() {
        logOn();
        report(1);
        report(2);
        told();
        says(venue.sequence(2, false));
        assertEquals(List.of("behind: 2, had 2"), told());
    }

    @Test
    void shouldAskForAllOfASessionThatNobodyHereKnows() {
        session.connected(nowNs);
        venue.uuid(session.uuid());
        says(venue.negotiated());
        told();
        says(venue.established(1, 4_711, 3));
        assertEquals(List.of("unknown session 4711 of 3", "> ask 1+3", "established"), told());
        for (int number = 1; number <= 3; number++) {
            says(venue.report(4_711, number, true));
        }
        assertEquals(List.of("1 again", "2 again", "3 again"), told());
        report(1);
        assertEquals(List.of("1"), told());
    }

    @Test
    void shouldEndInOrder() {
        logOn();
        session.terminate(nowNs);
        assertEquals(SessionState.TERMINATING, session.state());
        says(venue.terminate(0));
        assertEquals(List.of("> terminate 0", "closed: REQUESTED"), told());
    }

    @Test
    void shouldEndInOrderThoughNobodyAnswers() {
        logOn();
        session.terminate(nowNs);
        pass(INTERVAL_NS);
        assertEquals(List.of("> terminate 0", "closed: REQUESTED"), told());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "20"})
    void shouldAnswerATermination(final int code) {
        logOn();
        says(venue.terminate(code));
        assertEquals(
                List.of(
                        "> terminate 0",
                        "because " + code,
                        "closed: " + SessionReason.ofTerminate(code).end()),
                told());
    }

    /** Input from the wire is hostile: a block that is shorter than what is read of it ends the session, whatever it is. */
    @Test
    void shouldEndForABlockThatIsTooShort() {
        logOn();
        venue.sequence(1, false);
        venue.buffer().putShort(Sofh.LENGTH, (short) (SequenceDecoder.BLOCK_LENGTH - 1), LITTLE_ENDIAN);
        says(Sofh.BODY + SequenceDecoder.BLOCK_LENGTH - 1);
        assertEquals(List.of("> terminate 0", "closed: MALFORMED"), told());
    }

    @Test
    void shouldEndForABlockThatIsLongerThanItsFrame() {
        logOn();
        final int length = venue.established(1, 0, 0);
        venue.buffer().putShort(Sofh.LENGTH, (short) (EstablishmentAckDecoder.BLOCK_LENGTH + 500), LITTLE_ENDIAN);
        says(length);
        assertEquals(List.of("> terminate 0", "closed: MALFORMED"), told());
    }

    /** Whatever is lost on the way, everything is told once and in order, as long as the venue sends again what it is asked for. */
    @Test
    void shouldTellEverythingOnceAndInOrderWhateverIsLost() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        logOn();
        long next = 1;
        while (next <= MESSAGES) {
            if (random.nextInt(20) == 0) {
                next += random.nextInt(1, 6); // lost
            } else {
                report(next++);
            }
            sendAgain(random);
            if (random.nextInt(50) == 0) {
                says(venue.sequence(next, false));
                sendAgain(random);
            }
        }
        says(venue.sequence(next, false));
        while (!asked.isEmpty()) {
            sendAgain(random);
        }
        final List<String> numbers = told().stream()
                .filter(line -> Character.isDigit(line.charAt(0)))
                .map(line -> line.replace(" again", ""))
                .toList();
        assertEquals(LongStream.range(1, next).mapToObj(Long::toString).toList(), numbers, () -> "seed " + seed);
        assertEquals(SessionState.ESTABLISHED, session.state(), () -> "seed " + seed);
    }

    /** Now and then the venue sends less than it was asked for. */
    private void sendAgain(final SplittableRandom random) {
        final long[] request = asked.poll();
        if (request != null) {
            final int count = random.nextInt(4) == 0 ? random.nextInt(1, (int) request[1] + 1) : (int) request[1];
            says(venue.retransmission(request[0], count));
            for (int i = 0; i < count; i++) {
                again(request[0] + i);
            }
        }
    }
}
