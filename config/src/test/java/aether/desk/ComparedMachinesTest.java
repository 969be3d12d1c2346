package aether.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.EntryType;
import aether.cluster.Peers;
import aether.feed.MarketMessage;
import aether.feed.NullValue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Three machines with the same feed, and word between them; time is set by hand. */
class ComparedMachinesTest {
    private static final int ES = 5;
    private static final int OVERLAY = 5;
    private static final long START_NS = 1_700_000_000_000_000_000L;
    private static final long MS = 1_000_000;
    private static final long PRICE = 1_000;

    private final List<Machine> machines = new ArrayList<>();
    private long nowNs = START_NS;
    private long rptSeq;

    private final class Machine implements ComparedMachines.Duties, Peers {
        final List<String> told = new ArrayList<>();
        final Deque<byte[]> heard = new ArrayDeque<>();
        final ComparedMachines compared;
        final BookBuilder books;
        final MarketMessage message = new MarketMessage();
        boolean isCutOff;
        long term = 1;
        long applied;
        long clockNs;

        Machine(final int id) {
            compared = new ComparedMachines(id, 3, this);
            books = new BookBuilder(
                    new BookContext().start(BookContext.Start.EMPTY).conclude(), compared);
            compared.join(this, books);
        }

        void level(final long sequence, final long price, final long size) {
            entry(sequence, price, size, MarketMessage.END_OF_EVENT);
        }

        void entry(final long sequence, final long price, final long size, final int flags) {
            message.packet(sequence, nowNs, nowNs);
            message.message(46, nowNs, flags, -9);
            books.onMessageStart(message);
            books.onBookLevel(ES, sequence, EntryType.BID, OVERLAY, 1, price, size, 1);
            books.onMessageEnd(message);
        }

        @Override
        public boolean offer(final DirectBuffer buffer, final int offset, final int length) {
            final byte[] word = new byte[length];
            buffer.getBytes(offset, word);
            machines.stream()
                    .filter(other -> other != this && !isCutOff && !other.isCutOff)
                    .forEach(other -> other.heard.add(word));
            return !isCutOff;
        }

        @Override
        public int poll(final Listener listener) {
            final int count = heard.size();
            while (!heard.isEmpty()) {
                final byte[] word = heard.remove();
                listener.onWord(new UnsafeBuffer(word), 0, word.length);
            }
            return count;
        }

        @Override
        public void onDistrust(final int securityId) {
            told.add("distrust " + securityId);
            books.distrust(securityId);
        }

        @Override
        public void onWrong() {
            told.add("wrong");
        }
    }

    ComparedMachinesTest() {
        IntStream.range(0, 3).forEach(id -> machines.add(new Machine(id)));
    }

    private void trade(final int entries) {
        for (int i = 0; i < entries; i++) {
            rptSeq++;
            machines.forEach(machine -> machine.level(rptSeq, PRICE, 1 + rptSeq % 9));
        }
    }

    private void pass(final long forNs) {
        for (final long untilNs = nowNs + forNs; nowNs < untilNs; nowNs += MS) {
            machines.forEach(machine -> machine.compared.poll(nowNs + machine.clockNs, machine.term, machine.applied));
        }
    }

    @Test
    void shouldFindTheSameBooks() {
        trade(100);
        pass(100 * MS);
        for (final Machine machine : machines) {
            assertEquals(List.of(), machine.told);
            assertTrue(machine.compared.compared() >= 3, machine.compared.compared() + " places");
            assertEquals(0, machine.compared.unsaid());
        }
    }

    @Test
    void shouldNotBelieveTheBookThatTwoOthersDoNotHave() {
        trade(20);
        machines.get(1).level(++rptSeq, PRICE, 99);
        machines.get(0).level(rptSeq, PRICE, 98);
        machines.get(2).level(rptSeq, PRICE, 98);
        pass(500 * MS);
        assertEquals(List.of("distrust " + ES, "wrong"), machines.get(1).told);
        assertEquals(List.of(), machines.get(0).told);
        assertEquals(List.of(), machines.get(2).told);
        assertFalse(machines.get(1).books.find(ES).state().isPublished());
        assertEquals(1, machines.get(1).compared.differences());
    }

    /** An event whose end was lost is told to nobody, and what it made of the book is there all the same. */
    @Test
    void shouldCompareABookThatRestsInTheMiddleOfAnEvent() {
        trade(20);
        rptSeq++;
        final Machine open = machines.get(1);
        machines.stream().filter(machine -> machine != open).forEach(machine -> machine.level(rptSeq, PRICE, 98));
        open.entry(rptSeq, PRICE, 97, 0);
        pass(500 * MS);
        assertEquals(List.of("distrust " + ES, "wrong"), open.told);
        assertEquals(List.of(), machines.get(0).told);
        assertEquals(List.of(), machines.get(2).told);
    }

    /** Nobody says which of two is right: neither believes its own, and neither is to give up leading for that. */
    @Test
    void shouldBelieveNeitherOfTwo() {
        machines.get(2).isCutOff = true;
        trade(20);
        machines.get(1).level(++rptSeq, PRICE, 99);
        machines.get(0).level(rptSeq, PRICE, 98);
        pass(900 * MS);
        assertEquals(List.of(), machines.get(0).told);
        pass(900 * MS);
        assertEquals(List.of("distrust " + ES), machines.get(0).told);
        assertEquals(List.of("distrust " + ES), machines.get(1).told);
        assertEquals(List.of(), machines.get(2).told);
    }

    /** After a reset of the channel the sequence starts over: the book at a place is another than the last time. */
    @Test
    void shouldNotCompareWithTheBookOfBeforeAReset() {
        trade(100);
        pass(500 * MS);
        for (final Machine machine : machines) {
            machine.books.onChannelReset(NullValue.COUNT);
        }
        rptSeq = 0;
        for (int i = 0; i < 100; i++) {
            rptSeq++;
            for (final Machine machine : machines) {
                machine.level(rptSeq, PRICE, 20 + rptSeq % 7);
                pass(0);
                machine.compared.poll(nowNs, 1, 0);
            }
        }
        pass(500 * MS);
        machines.forEach(machine -> assertEquals(List.of(), machine.told));
    }

    @Test
    void shouldSayHowFarClocksAreApart() {
        machines.get(2).clockNs = -1_500 * MS;
        pass(4_000 * MS);
        assertTrue(machines.get(0).compared.clocks().areApart());
        assertEquals(1_500, machines.get(0).compared.clocks().mostApartNs() / MS, 2);
        assertEquals(-1_500, machines.get(2).compared.clocks().mostApartNs() / MS, 2);
        assertTrue(machines.get(2).compared.clocks().isWrong(), "two others say so");
        assertFalse(machines.get(0).compared.clocks().isWrong());
        machines.get(2).clockNs = 0;
        pass(8_000 * MS);
        assertFalse(machines.get(0).compared.clocks().areApart());
    }

    /** What may leave is what the owners of two have applied, each in the term that it has joined. */
    @Test
    void shouldKnowWhatAMajorityHasApplied() {
        final ComparedMachines leader = machines.get(0).compared;
        assertEquals(-1, leader.appliedByMajority(1));
        machines.get(0).applied = 300;
        pass(2 * MS);
        assertEquals(0, leader.appliedByMajority(1), "alone it is none");
        machines.get(1).applied = 200;
        pass(2 * MS);
        assertEquals(200, leader.appliedByMajority(1));
        machines.get(2).term = -1;
        machines.get(2).applied = 400;
        pass(2 * MS);
        assertEquals(200, leader.appliedByMajority(1), "who has not joined the term does not count");
        assertEquals(-1, leader.appliedByMajority(2));
        machines.get(1).term = 2;
        machines.get(1).applied = 100;
        pass(2 * MS);
        assertEquals(-1, leader.appliedByMajority(2));
        machines.get(0).term = 2;
        machines.get(0).applied = 90;
        pass(2 * MS);
        assertEquals(90, leader.appliedByMajority(2));
    }

    /** What has waited while a machine stood still says nothing of clocks. */
    @Test
    void shouldNotTakeAPauseForAClock() {
        pass(4_000 * MS);
        final Machine paused = machines.remove(0);
        machines.add(paused);
        for (final long untilNs = nowNs + 3_000 * MS; nowNs < untilNs; nowNs += MS) {
            machines.subList(0, 2).forEach(machine -> machine.compared.poll(nowNs, 1, 0));
        }
        pass(500 * MS);
        assertEquals(0, paused.compared.clocks().mostApartNs() / MS, 2);
    }

    /** What is no word of a machine is left alone. */
    @Test
    void shouldLeaveAloneWhatItCannotRead() {
        trade(40);
        final UnsafeBuffer word = new UnsafeBuffer(new byte[200]);
        for (int length = 0; length <= 200; length++) {
            word.setMemory(0, 200, (byte) length);
            final byte[] bytes = new byte[length];
            word.getBytes(0, bytes);
            machines.get(0).heard.add(bytes);
        }
        pass(10 * MS);
        assertEquals(List.of(), machines.get(0).told);
        assertEquals(0, machines.get(0).compared.clocks().mostApartNs());
    }
}
