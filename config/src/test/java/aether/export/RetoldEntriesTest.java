package aether.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.book.BookBuilder;
import aether.book.BookContext;
import aether.book.BookListener;
import aether.feed.MarketEvents;
import aether.feed.MarketMessage;
import aether.table.PriceForm;
import aether.table.TableOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a late packet closes a gap, the stretch around it is told again: a table has each entry once, and the late one where it came. */
class RetoldEntriesTest {
    private static final int ES = 5;
    private static final long PRICE = 4_000_000_000_000L;

    private final ByteArrayOutputStream csv = new ByteArrayOutputStream();
    private final TableOutput output = TableOutput.to(csv, OrdersTable.SCHEMA, PriceForm.DECIMAL);
    private final Moment moment = new Moment(new ExportSpan(null, null));
    private final BookBuilder books =
            new BookBuilder(new BookContext().start(BookContext.Start.EMPTY).conclude(), new BookListener() {});
    private final MarketEvents events =
            moment.before(new OrdersTable(new ChannelRows(output.rows(), "310", moment, new Instruments(List.of())))
                    .around(books, () -> books));
    private final MarketMessage message = new MarketMessage();

    private void order(final long sequence) {
        message.packet(sequence, 1_000 * sequence, 1_000 * sequence);
        message.message(47, 1_000 * sequence, MarketMessage.END_OF_EVENT, -9);
        events.onMessageStart(message);
        events.onOrder(ES, 100 + sequence, sequence, PRICE, 1, (byte) '0', 0);
        events.onMessageEnd(message);
    }

    @Test
    void shouldHaveEachEntryOnce() {
        order(1);
        events.onGap(2, 2);
        order(4);
        order(5);
        for (int repair = 0; repair < 2; repair++) {
            events.onRepairStart();
            order(2);
            order(4);
            order(5);
            events.onRepairEnd(false);
        }
        events.onGapGivenUp();
        order(6);
        output.complete();
        assertEquals(
                List.of("101", "104", "105", "102", "106"),
                csv.toString(StandardCharsets.UTF_8)
                        .lines()
                        .skip(1)
                        .map(line -> line.split(",", -1)[8])
                        .toList());
    }
}
