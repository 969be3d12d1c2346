package aether.book;

import static aether.feed.mdp3.PacketBuilder.END_OF_EVENT;
import static aether.feed.mdp3.PacketBuilder.packet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.book.BookContext.Start;
import aether.feed.mdp3.PacketBuilder.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Books deeper than is usual in their channel: they move to where there is room, with all that is in them. */
@ExtendWith(FinalState.class)
class DeepBooksTest {
    private static final int NEW = 0;
    private static final int DEEP = BookSide.MAX_DEPTH;
    private static final int ROOM = 64;
    private static final int SHARE = 8;

    private final BookHarness harness =
            new BookHarness(new BookContext().start(Start.EMPTY).depth(3).maxInstruments(200));
    private long sequence;

    private void define(final int instrument, final int depth) {
        harness.a(packet(++sequence).definition('A', instrument, depth, 2, 0));
    }

    private void bid(final int instrument, final int rptSeq, final int level) {
        harness.a(packet(++sequence)
                .book(END_OF_EVENT, new Entry(instrument, rptSeq, NEW, '0', level, 1000 - level, 5, 1)));
    }

    @Test
    void shouldKeepWhatIsThereWhenABookBecomesDeeper() {
        bid(1, 1, 1);
        bid(1, 2, 2);
        bid(2, 1, 1);
        define(1, DEEP);
        for (int level = 3; level <= DEEP; level++) {
            bid(1, level, level);
        }
        final BookSide side = harness.book(1).book().bid();
        assertEquals(DEEP, side.depth());
        assertEquals(DEEP, side.rows());
        for (int row = 0; row < DEEP; row++) {
            assertEquals(999 - row, side.price(row));
        }
        harness.assertBid(2, "999");
        define(1, 2);
        assertEquals(2, side.rows());
        define(1, DEEP);
        assertEquals(2, side.rows());
        assertEquals(999, side.price(0));
        assertEquals(BookState.LIVE, harness.state(1));
    }

    @Test
    void shouldSayWhenThereIsNoRoomForDeeperBooks() {
        // So many instruments on all four sides, or twice as many whose implied sides stay as they are.
        final int deep = 2 * (200 / SHARE + ROOM);
        for (int instrument = 1; instrument <= deep; instrument++) {
            define(instrument, DEEP);
        }
        assertEquals(0, harness.count(BookCounter.DEPTHS_REFUSED));
        define(deep + 1, DEEP);
        define(deep + 1, DEEP);
        assertEquals(1, harness.count(BookCounter.DEPTHS_REFUSED), "told once");
        assertEquals(3, harness.book(deep + 1).book().bid().depth());
        for (int level = 1; level <= 4; level++) {
            bid(deep + 1, level, level);
            bid(deep, level, level);
        }
        assertEquals(BookState.STALE, harness.state(deep + 1));
        assertEquals(BookFault.LEVEL_OUT_OF_RANGE, harness.book(deep + 1).fault());
        harness.assertBid(deep, "999 998 997 996");
    }
}
