package aether.arbiter;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.entry;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.feed.AcceptedPacket;
import aether.feed.PacketKind;
import aether.feed.PacketVerdict;
import aether.feed.SessionCalendar;
import aether.feed.SessionCalendarTest;
import aether.feed.mdp3.Mdp3Framer;
import aether.feed.mdp3.Mdp3Schema;
import aether.feed.mdp3.PacketBuilder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The acceptance scenarios of arbitration, by their numbers. Time is set by hand. */
class ArbitrationScenariosTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final long WEEK_NS = 7L * 24 * 3600 * 1_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    private final List<String> accepted = new ArrayList<>();
    private long nowNs = PacketBuilder.SUNDAY_OPEN;
    private LineArbiter arbiter = arbiter(new ArbiterContext());

    private LineArbiter arbiter(final ArbiterContext context) {
        return new LineArbiter(
                context.conclude(),
                new Mdp3Framer(Mdp3Schema.load()),
                packet -> accepted.add(LineArbiter.lineName(packet.line())
                        + packet.sequence()
                        + (packet.kind() == PacketKind.IN_SEQUENCE ? "" : " " + packet.kind())));
    }

    @Test
    @DisplayName("Scenario 12: the highest sequence number, then 1 of the next week")
    void shouldStartOverWithTheNextWeek() {
        send(A, packet(4_294_967_294L, PacketBuilder.SUNDAY_OPEN));
        send(A, packet(4_294_967_295L, PacketBuilder.SUNDAY_OPEN + 1));
        nowNs += WEEK_NS;
        send(A, packet(1, PacketBuilder.SUNDAY_OPEN + WEEK_NS));
        send(A, packet(2, PacketBuilder.SUNDAY_OPEN + WEEK_NS + 1));
        assertEquals(List.of("A4294967294", "A4294967295", "A1 SEQUENCE_RESET", "A2"), accepted);
        assertEquals(0, count(ChannelCounter.GAPS));
        send(B, packet(4_294_967_295L, PacketBuilder.SUNDAY_OPEN + 1));
        assertEquals(4, accepted.size());
        assertEquals(1, line(B, LineCounter.STALE_SEQUENCES));
    }

    @Test
    @DisplayName("Scenario 12: numbers above the sign bit")
    void shouldTreatSequencesAsUnsigned() {
        send(A, packet(0x7FFF_FFFFL));
        send(A, packet(0x8000_0000L));
        send(A, packet(0x8000_0001L));
        assertEquals(List.of("A2147483647", "A2147483648", "A2147483649"), accepted);
    }

    @Test
    @DisplayName("Scenario 13: a hole on A filled by B")
    void shouldFillAHoleOfOneLineFromTheOther() {
        send(A, packet(1), packet(2), packet(4));
        assertEquals(List.of("A1", "A2"), accepted);
        send(B, packet(1), packet(2), packet(3));
        assertEquals(List.of("A1", "A2", "B3", "A4"), accepted);
        send(B, packet(4));
        assertEquals(4, accepted.size());
        assertEquals(0, count(ChannelCounter.GAPS));
        assertEquals(3, line(B, LineCounter.DUPLICATES));
        assertEquals(1, line(B, LineCounter.FIRST_ARRIVALS));
    }

    @Test
    @DisplayName("Scenario 14: B always first")
    void shouldTakeWhicheverLineIsFirst() {
        for (long sequence = 1; sequence <= 3; sequence++) {
            send(B, packet(sequence));
            send(A, packet(sequence));
        }
        assertEquals(List.of("B1", "B2", "B3"), accepted);
    }

    @Test
    @DisplayName("Scenario 15: a duplicate on the same line")
    void shouldDropARepetitionOnTheSameLine() {
        send(A, packet(1), packet(1), packet(2));
        assertEquals(List.of("A1", "A2"), accepted);
        assertEquals(1, line(A, LineCounter.REPEATS));
    }

    @Test
    @DisplayName("Scenario 16: reordered by three")
    void shouldPutReorderedPacketsInOrder() {
        send(A, packet(1), packet(5), packet(4), packet(3), packet(2), packet(6));
        assertEquals(List.of("A1", "A2", "A3", "A4", "A5", "A6"), accepted);
        assertEquals(0, count(ChannelCounter.GAPS));
        assertEquals(3, count(ChannelCounter.HELD_PACKETS));
    }

    @Test
    @DisplayName("Scenario 16: reordered by three on both lines, with a tolerance")
    void shouldTolerateReorderOnBothLines() {
        arbiter = arbiter(new ArbiterContext().reorderTolerance(3));
        for (final long sequence : new long[] {1, 3, 4, 2, 5}) {
            send(A, packet(sequence));
            send(B, packet(sequence));
        }
        assertEquals(0, count(ChannelCounter.GAPS));
        assertEquals(List.of("A1", "A2", "A3", "A4", "A5"), accepted);
    }

    @Test
    void shouldDeclareLossOnceBothLinesHavePassedTheHole() {
        send(A, packet(1), packet(3));
        assertEquals(List.of("A1"), accepted);
        send(B, packet(1), packet(3));
        assertEquals(List.of("A1", "A3"), accepted);
        assertEquals(1, count(ChannelCounter.GAPS));
        assertEquals(1, count(ChannelCounter.LOST_PACKETS));
    }

    @Test
    void shouldDeclareLossWhenTheTimeIsUp() {
        send(A, packet(1), packet(4));
        nowNs += ArbiterContext.DEFAULT_LOSS_TIMEOUT_NS - 1_000_000 / 2;
        arbiter.onTime(nowNs);
        assertEquals(List.of("A1"), accepted);
        nowNs += ArbiterContext.DEFAULT_LOSS_TIMEOUT_NS;
        arbiter.onTime(nowNs);
        assertEquals(List.of("A1", "A4"), accepted);
        assertEquals(2, count(ChannelCounter.LOST_PACKETS));
        assertFalse(arbiter.isHoleOpen());
    }

    @Test
    @DisplayName("Scenario 17: a late twin after the loss was declared")
    void shouldHandOnALatePacketAsLate() {
        send(A, packet(1), packet(3));
        nowNs += SECOND_NS;
        arbiter.onTime(nowNs);
        send(B, packet(2));
        assertEquals(List.of("A1", "A3", "B2 LATE"), accepted);
        assertEquals(1, count(ChannelCounter.LATE_PACKETS));
        send(A, packet(2));
        assertEquals(3, accepted.size());
    }

    @Test
    @DisplayName("Scenario 18: A down for ten minutes")
    void shouldRaiseAnAlarmForASilentLine() {
        send(A, packet(1));
        for (long sequence = 1; sequence <= 600; sequence++) {
            nowNs += SECOND_NS;
            send(B, packet(sequence));
        }
        assertEquals(600, accepted.size());
        assertEquals(0, count(ChannelCounter.GAPS));
        assertTrue(arbiter.health().isSilent(A, nowNs, 5 * SECOND_NS));
        assertFalse(arbiter.health().isSilent(B, nowNs, 5 * SECOND_NS));
    }

    @Test
    @DisplayName("Scenario 19: A and B differ in content")
    void shouldCountTwinsThatDifferAndKeepTheFirst() {
        arbiter = arbiter(new ArbiterContext().compareTwins(true));
        send(A, packet(1).book(END_OF_EVENT, entry(7, 1, 0, '0', 1, 100)));
        send(B, packet(1).book(END_OF_EVENT, entry(7, 1, 0, '0', 1, 101)));
        send(A, packet(2).heartbeat());
        send(B, packet(2).heartbeat());
        assertEquals(List.of("A1", "A2"), accepted);
        assertEquals(1, line(B, LineCounter.CONTENT_MISMATCHES));
    }

    @Test
    @DisplayName("Scenario 20: a jump wider than the ring")
    void shouldDeclareAFarJumpLostAtOnce() {
        send(A, packet(1), packet(3), packet(1 + 2000));
        assertEquals(List.of("A1", "A3", "A2001"), accepted);
        assertEquals(2, count(ChannelCounter.GAPS));
        assertEquals(1 + 1997, count(ChannelCounter.LOST_PACKETS));
        assertEquals(1, count(ChannelCounter.FAR_JUMPS));
    }

    @Test
    @DisplayName("Scenarios 6 and 7: a damaged packet is as good as lost, and its twin fills in")
    void shouldLetTheTwinReplaceADamagedPacket() {
        final byte[] damaged = packet(2)
                .book(END_OF_EVENT, entry(7, 1, 0, '0', 1, 100))
                .messageSize(9999)
                .toBytes();
        send(A, packet(1));
        arbiter.onPacket(A, new UnsafeBuffer(damaged), 0, damaged.length, nowNs);
        assertEquals(List.of("A1"), accepted);
        send(B, packet(1), packet(2).book(END_OF_EVENT, entry(7, 1, 0, '0', 1, 100)));
        assertEquals(List.of("A1", "B2"), accepted);
        assertEquals(1, line(A, LineCounter.MALFORMED));
        assertEquals(1, arbiter.verdicts().get(PacketVerdict.MESSAGE_PAST_END));
    }

    @Test
    void shouldRestartAfterManyLowSequencesSentLater() {
        send(A, packet(1_000_000));
        for (long sequence = 1; sequence <= 70; sequence++) {
            send(A, packet(sequence, PacketBuilder.SUNDAY_OPEN + 2_000_000_000L + sequence));
        }
        assertEquals("A1000000", accepted.getFirst());
        assertEquals("A64 SEQUENCE_RESET", accepted.get(1));
        assertEquals("A70", accepted.getLast());
        assertEquals(1, count(ChannelCounter.SEQUENCE_RESETS));
    }

    @Test
    void shouldNotRestartForAFewStrayPackets() {
        send(A, packet(1_000_000));
        for (long sequence = 1; sequence <= 10; sequence++) {
            send(A, packet(sequence, PacketBuilder.SUNDAY_OPEN + 2_000_000_000L));
        }
        send(A, packet(1_000_001));
        assertEquals(List.of("A1000000", "A1000001"), accepted);
        assertEquals(10, line(A, LineCounter.STALE_SEQUENCES));
    }

    @Test
    void shouldRefusePacketsThatTheRingCouldNotHold() {
        final byte[] large = new byte[3000];
        arbiter.onPacket(A, new UnsafeBuffer(large), 0, large.length, nowNs);
        assertEquals(List.of(), accepted);
        assertEquals(1, arbiter.verdicts().get(PacketVerdict.TOO_LONG));
    }

    /** A number that falls, or one too far ahead to be a hole; what is near is a hole, and what comes next comes next. */
    @Test
    void shouldStartOverWhenTheNewWeekIsFirstSeenElsewhere() {
        for (final long first : new long[] {2, 5, 100_000}) {
            accepted.clear();
            arbiter = arbiter(new ArbiterContext());
            send(A, packet(10, nowNs), packet(11, nowNs));
            nowNs += WEEK_NS;
            send(A, packet(first, nowNs));
            assertEquals(List.of("A10", "A11", "A" + first + " SEQUENCE_RESET"), accepted);
        }
    }

    @Test
    void shouldGoOnWithNumbersThatRunOnIntoTheNextWeek() {
        send(A, packet(10, nowNs), packet(11, nowNs));
        nowNs += WEEK_NS;
        send(A, packet(12, nowNs), packet(14, nowNs));
        send(B, packet(12, nowNs), packet(13, nowNs), packet(14, nowNs));
        assertEquals(List.of("A10", "A11", "A12", "B13", "A14"), accepted);
        assertEquals(0, count(ChannelCounter.SEQUENCE_RESETS));
        assertEquals(2, line(B, LineCounter.DUPLICATES));
    }

    /** Crypto trades over Saturday noon; on the exchange's other channels no session runs then. */
    @Test
    void shouldKeepANumberedChannelOverSaturdayNoon() {
        arbiter = arbiter(new ArbiterContext().calendar(SessionCalendar.SEVEN_DAYS));
        sendAt(A, "2026-11-28T11:59:59Z", 5_000);
        sendAt(A, "2026-11-28T12:00:01Z", 5_001);
        sendAt(B, "2026-11-28T11:59:59Z", 5_000);
        sendAt(B, "2026-11-28T12:00:02Z", 17);
        assertEquals(List.of("A5000", "A5001"), accepted);
        assertEquals(1, line(B, LineCounter.STALE_SEQUENCES));
        assertEquals(0, count(ChannelCounter.SEQUENCE_RESETS));
    }

    /** In the break numbers run on at first, then start over; a twin of the old numbers is old. */
    @Test
    void shouldTakeARealResetInsideTheBreak() {
        arbiter = arbiter(new ArbiterContext().calendar(SessionCalendar.SEVEN_DAYS));
        sendAt(A, "2026-11-28T07:59:59Z", 5_000);
        sendAt(A, "2026-11-28T08:10:00Z", 5_001);
        sendAt(B, "2026-11-28T08:10:00Z", 5_001);
        sendAt(A, "2026-11-28T08:30:00Z", 1);
        sendAt(B, "2026-11-28T08:10:00Z", 5_001);
        sendAt(B, "2026-11-28T08:30:00Z", 1);
        sendAt(A, "2026-11-28T10:00:00Z", 2);
        assertEquals(
                List.of("A5000", "A5001", "A1 SEQUENCE_RESET", "A2"),
                accepted.stream().filter(p -> p.startsWith("A")).toList());
        assertEquals(1, count(ChannelCounter.SEQUENCE_RESETS));
    }

    /** The same packets in summer: the break is an hour earlier in UTC. */
    @Test
    void shouldFollowTheVenuesClock() {
        arbiter = arbiter(new ArbiterContext().calendar(SessionCalendar.SEVEN_DAYS));
        sendAt(A, "2026-07-11T06:59:59Z", 5_000);
        sendAt(A, "2026-07-11T07:00:00Z", 1);
        sendAt(A, "2026-07-11T09:00:01Z", 2);
        sendAt(A, "2026-07-11T09:00:02Z", 1);
        assertEquals(List.of("A5000", "A1 SEQUENCE_RESET", "A2"), accepted);
    }

    private void sendAt(final int line, final String time, final long sequence) {
        nowNs = SessionCalendarTest.nanos(time);
        send(line, packet(sequence, nowNs));
    }

    private void resume(final PacketKind kind, final long sequence) {
        final UnsafeBuffer bytes = packet(sequence).toBuffer();
        arbiter.resume(new AcceptedPacket().of(B, kind, sequence, nowNs).wrap(bytes, 0, bytes.capacity()));
    }

    @Test
    void shouldGoOnBehindWhatAnotherArbiterHasAccepted() {
        resume(PacketKind.IN_SEQUENCE, 10);
        resume(PacketKind.PRICE_SNAPSHOT, 3);
        resume(PacketKind.IN_SEQUENCE, 11);
        resume(PacketKind.IN_SEQUENCE, 14);
        resume(PacketKind.LATE, 12);
        assertEquals(15, arbiter.expected());
        assertEquals(0, line(B, LineCounter.FIRST_ARRIVALS));
        // Of what waits in a line, all that was accepted is there once more, and what was lost may still be new.
        send(A, packet(11), packet(12), packet(13), packet(14), packet(15), packet(17));
        send(B, packet(9), packet(16));
        assertEquals(
                List.of("B10", "B3 PRICE_SNAPSHOT", "B11", "B14", "B12 LATE", "A13 LATE", "A15", "B16", "A17"),
                accepted);
        assertEquals(3, line(A, LineCounter.DUPLICATES));
        assertEquals(1, line(B, LineCounter.STALE_SEQUENCES));
        assertEquals(0, count(ChannelCounter.GAPS));
    }

    @Test
    void shouldStartOverWhereAnotherArbiterHas() {
        resume(PacketKind.IN_SEQUENCE, 10_000);
        resume(PacketKind.SEQUENCE_RESET, 1);
        send(A, packet(1), packet(2));
        assertEquals(List.of("B10000", "B1 SEQUENCE_RESET", "A2"), accepted);
        assertEquals(0, count(ChannelCounter.SEQUENCE_RESETS));
    }

    @Test
    void shouldEndWithTimesFromTheEndOfTime() {
        send(A, packet(1));
        nowNs = Long.MAX_VALUE - 10;
        final UnsafeBuffer ahead = packet(3).toBuffer();
        arbiter.onPacket(A, ahead, 0, ahead.capacity(), Long.MAX_VALUE);
        arbiter.onPacket(A, ahead, 0, ahead.capacity(), Long.MAX_VALUE);
        arbiter.onTime(Long.MAX_VALUE);
        assertEquals(List.of("A1", "A3"), accepted);
    }

    @Test
    void shouldCompareTwinsThatAreHeld() {
        arbiter = arbiter(new ArbiterContext().compareTwins(true).reorderTolerance(10));
        send(A, packet(1), packet(3).heartbeat(), packet(3).heartbeat());
        send(B, packet(3).book(END_OF_EVENT, entry(7, 1, 0, '0', 1, 100)));
        assertEquals(1, line(A, LineCounter.REPEATS));
        assertEquals(1, line(B, LineCounter.CONTENT_MISMATCHES));
    }

    private void send(final int line, final PacketBuilder... packets) {
        for (final PacketBuilder packet : packets) {
            final UnsafeBuffer bytes = packet.toBuffer();
            arbiter.onPacket(line, bytes, 0, bytes.capacity(), nowNs);
            nowNs += 1000;
        }
    }

    private long count(final ChannelCounter counter) {
        return arbiter.counters().get(counter);
    }

    private long line(final int line, final LineCounter counter) {
        return arbiter.line(line).get(counter);
    }
}
