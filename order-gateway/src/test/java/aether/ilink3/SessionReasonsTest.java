package aether.ilink3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.ilink3.codec.RetransmitRequestDecoder;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client's session against frames of the venue, written one by one; what comes out is compared as text. */
class SessionReasonsTest {
    private static final int FIELD_SEQUENCE = Sofh.BODY;
    private static final int KEEP_ALIVE_MS = 10_000;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int NOT_LISTED = 99;

    private final List<String> events = new ArrayList<>();
    private final ILink3Session session = new ILink3Session(
            new SessionSettings("ABC", "DEFGH", "key", "sender", "US", "Aether", "1", "Aether", KEEP_ALIVE_MS),
            new SessionListener() {
                @Override
                public void onSend(final DirectBuffer buffer, final int offset, final int length) {
                    events.add(sent(buffer, offset));
                }

                @Override
                public void onReason(final SessionReason reason, final int code) {
                    events.add(reason.kind().text() + " " + code + " " + reason.text());
                }

                @Override
                public void onClose(final SessionEnd end) {
                    events.add(end + " " + end.next());
                }

                @Override
                public void onUnknownSession(final long uuid, final long messages) {
                    events.add("unknown session " + uuid + " of " + messages);
                }

                @Override
                public void onNumbersBehind(final long next, final long received) {
                    events.add("next " + next + " below received " + received);
                }

                @Override
                public void onEstablished() {
                    events.add("established");
                }

                @Override
                public void onBusiness(
                        final DirectBuffer buffer, final int frame, final int length, final boolean isRetransmitted) {
                    events.add("report " + buffer.getInt(frame + FIELD_SEQUENCE, ByteOrder.LITTLE_ENDIAN));
                }

                @Override
                public void onNotApplied(final long fromSequence, final long count) {
                    events.add("not applied " + fromSequence + " " + count);
                }

                @Override
                public void onLostForGood(final long fromSequence, final long count) {
                    events.add("lost for good " + fromSequence + " " + count);
                }
            });
    private final VenueFrames venue = new VenueFrames();
    private long nowNs = 1_800_000_000L * SECOND_NS;

    private static String sent(final DirectBuffer buffer, final int frame) {
        final int body = frame + Sofh.BODY;
        final int templateId = Sofh.templateId(buffer, frame);
        if (templateId != RetransmitRequestDecoder.TEMPLATE_ID) {
            return "> " + templateId;
        }
        final long uuid =
                buffer.getLong(body + RetransmitRequestDecoder.lastUUIDEncodingOffset(), ByteOrder.LITTLE_ENDIAN);
        return "> ask "
                + buffer.getInt(body + RetransmitRequestDecoder.fromSeqNoEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                + "+"
                + buffer.getShort(body + RetransmitRequestDecoder.msgCountEncodingOffset(), ByteOrder.LITTLE_ENDIAN)
                + (uuid == RetransmitRequestDecoder.lastUUIDNullValue() ? "" : " of " + uuid);
    }

    private VenueFrames venue() {
        return venue.uuid(session.uuid());
    }

    private void receive(final int length) {
        session.onFrame(venue.buffer(), 0, length, nowNs);
    }

    private void negotiated() {
        receive(venue().negotiated());
    }

    private void established(final long next, final long previousUuid, final long previous) {
        receive(venue().established(next, previousUuid, previous));
    }

    private void logOn(final long next, final long previousUuid, final long previous) {
        session.connected(nowNs);
        negotiated();
        events.clear();
        established(next, previousUuid, previous);
    }

    private void report(final long sequence, final long uuid, final boolean isRetransmitted) {
        receive(venue().report(uuid, sequence, isRetransmitted));
    }

    private void retransmission(final long from, final int count) {
        receive(venue().retransmission(from, count));
    }

    private void assertEvents(final String... expected) {
        assertEquals(List.of(expected), events);
        events.clear();
    }

    private int code(final SessionReason reason) {
        return reason.code() < 0 ? NOT_LISTED : reason.code();
    }

    @ParameterizedTest
    @EnumSource(SessionReason.class)
    void shouldEndAsTheTableSays(final SessionReason reason) {
        session.connected(nowNs);
        events.clear();
        final String expected = reason.kind().text() + " " + code(reason) + " " + reason.text();
        final String end = reason.end() + " " + reason.end().next();
        if (reason.kind() == SessionReason.Kind.REJECT) {
            receive(venue().negotiationRefused(code(reason)));
            assertEvents(expected, end);

            session.connected(nowNs += SECOND_NS);
            negotiated();
            events.clear();
            receive(venue().establishmentRefused(code(reason)));
            assertEvents(expected, end);
        } else {
            negotiated();
            established(1, 0, 0);
            events.clear();
            receive(venue().terminate(code(reason)));
            assertEvents("> 507", expected, end);
        }
        assertEquals(SessionState.DISCONNECTED, session.state());
    }

    /** A new UUID where the old one is refused, the same session otherwise. */
    @ParameterizedTest
    @EnumSource(SessionReason.class)
    void shouldNegotiateAnewOnlyWhereTheUuidIsRefused(final SessionReason reason) {
        if (reason.kind() == SessionReason.Kind.REJECT) {
            return;
        }
        logOn(1, 0, 0);
        final long uuid = session.uuid();
        receive(venue().terminate(code(reason)));
        session.connected(nowNs += SECOND_NS);
        assertEquals(reason.end() == SessionEnd.UUID_REFUSED, session.uuid() > uuid);
    }

    /** The rows of docs/ORDERS.md are those of the enumeration. */
    @Test
    void shouldBeDocumented() throws IOException {
        final List<String> documented = Files.readAllLines(Path.of("../docs/ORDERS.md")).stream()
                .filter(line -> line.startsWith("| Reject ") || line.startsWith("| Terminate "))
                .toList();
        final List<String> rows = Arrays.stream(SessionReason.values())
                .map(reason -> "| %s %s | %s | %s |"
                        .formatted(
                                reason.kind().text(),
                                reason.code() < 0 ? "" : reason.code(),
                                reason.text(),
                                action(reason.end())))
                .map(row -> row.replace("  ", " "))
                .toList();
        assertEquals(String.join("\n", rows), String.join("\n", documented));
    }

    private static String action(final SessionEnd end) {
        return switch (end) {
            case UUID_REFUSED -> "retry with a new UUID";
            case REQUESTED -> "stop";
            default ->
                switch (end.next()) {
                    case RETRY -> "retry";
                    case FATAL -> "final";
                    case OPERATOR -> "operator";
                    case STOP -> "stop";
                };
        };
    }

    @Test
    void shouldAskForTheMessagesOfASessionThatItDoesNotKnow() {
        logOn(1, 4711, 3);
        assertEvents("unknown session 4711 of 3", "> ask 1+3 of 4711", "established");
        for (int sequence = 1; sequence <= 3; sequence++) {
            report(sequence, 4711, true);
        }
        assertEvents("report 1", "report 2", "report 3");
        session.disconnected(nowNs);
        session.connected(nowNs += SECOND_NS);
        events.clear();
        established(1, 4711, 3);
        assertEvents("established");
    }

    @Test
    void shouldNotTakeItsOwnSessionForAnUnknownOne() {
        logOn(1, 0, 0);
        final long uuid = session.uuid();
        session.disconnected(nowNs);
        session.connected(nowNs += SECOND_NS);
        events.clear();
        established(1, uuid, 5);
        assertEvents("established");
    }

    @Test
    void shouldAskForTheRestAtOnceWhenLessComesThanWasAskedFor() {
        logOn(6, 0, 0);
        assertEvents("> ask 1+5", "established");
        retransmission(1, 2);
        report(1, session.uuid(), true);
        report(2, session.uuid(), true);
        assertEvents("report 1", "report 2", "> ask 3+3");
        retransmission(3, 3);
        for (int sequence = 3; sequence <= 5; sequence++) {
            report(sequence, session.uuid(), true);
        }
        report(6, session.uuid(), false);
        assertEvents("report 3", "report 4", "report 5", "report 6");
    }

    @Test
    void shouldTakeARetransmissionOfNothingAsARefusal() {
        logOn(4, 0, 0);
        events.clear();
        retransmission(1, 0);
        assertEvents("lost for good 1 3");
        report(4, session.uuid(), false);
        assertEvents("report 4");
    }

    @Test
    void shouldSayThatTheVenueHasFallenBehindWhatWasReceived() {
        logOn(1, 0, 0);
        for (int sequence = 1; sequence <= 4; sequence++) {
            report(sequence, session.uuid(), false);
        }
        events.clear();
        receive(venue().sequence(3, false));
        assertTrue(events.contains("next 3 below received 4"), events::toString);
        session.disconnected(nowNs);
        session.connected(nowNs += SECOND_NS);
        events.clear();
        established(2, 0, 0);
        assertEvents("next 2 below received 4", "established");
    }

    /** More than one request may carry: each as soon as the one before is here. */
    @Test
    void shouldAskInRequestsOf2500() {
        logOn(5_002, 0, 0);
        assertEvents("> ask 1+2500", "established");
        for (int sequence = 1; sequence <= 2_500; sequence++) {
            report(sequence, session.uuid(), true);
        }
        assertEquals("> ask 2501+2500", events.getLast());
        for (int sequence = 2_501; sequence <= 5_000; sequence++) {
            report(sequence, session.uuid(), true);
        }
        assertEquals("> ask 5001+1", events.getLast());
    }
}
