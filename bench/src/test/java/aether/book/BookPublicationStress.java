package aether.book;

import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.nic.words.SharedWords;
import aether.reader.BookFile;
import aether.reader.BookReader;
import aether.reader.BookView;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** One thread publishes a book twice while another reads it: the reader sees none, the first or the second, never a mixture. */
@JCStressTest
@Outcome(
        id = "-1",
        expect = Expect.ACCEPTABLE,
        desc = "the writer was halted in the middle for as long as all attempts took")
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "read before either")
@Outcome(id = "111", expect = Expect.ACCEPTABLE, desc = "the first")
@Outcome(id = "222", expect = Expect.ACCEPTABLE, desc = "the second")
@State
public class BookPublicationStress {
    private static final FeedContext FEED = new FeedContext(
            new BookContext()
                    .depth(1)
                    .impliedDepth(1)
                    .maxInstruments(1)
                    .maxOrders(0)
                    .conclude(),
            new MarketEvents() {});

    private final ByteBuffer memory = ByteBuffer.allocateDirect((int) BookFile.length(1, 1));
    private final BookPublication publication = BookPublication.in(SharedWords.of(memory), 1, 1);
    private final BookReader reader = BookReader.of(MemorySegment.ofBuffer(memory));
    private final BookView view = reader.newView();
    private final InstrumentBook book = new InstrumentTable(FEED).at(0);
    private final BookEvent event = new BookEvent(new MarketMessage());

    @Actor
    public void publish() {
        publish(1);
        publish(2);
    }

    private void publish(final int number) {
        book.book().bid().restore(1, number, number, 1);
        book.book().offer().restore(1, number, number, 1);
        event.set(number, BookEvent.BOOK);
        publication.onBook(book, event);
    }

    @Actor
    public void read(final J_Result seen) {
        seen.r1 = reader.read(0, view) ? view.eventId() * 100 + view.bidPrice(0) * 10 + view.offerSize(0) : -1;
    }
}
