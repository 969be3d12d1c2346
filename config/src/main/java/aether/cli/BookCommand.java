package aether.cli;

import aether.config.SharedMemory.Part;
import aether.console.ExitCode;
import aether.console.Ladder;
import aether.console.Times;
import aether.console.UsageException;
import aether.feed.sbe.DecimalText;
import aether.monitor.PublishedChannel;
import aether.reader.BookReader;
import aether.reader.BookView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether book}. */
@Command(
        name = "book",
        mixinStandardHelpOptions = true,
        description = {
            "The live ladder of one instrument of a running appliance, from shared memory: the appliance does not notice.",
            "On a terminal it goes on until Ctrl-C; otherwise, or with --once, it is shown once."
        },
        footer = {"", "Example: aether book ESZ6"})
final class BookCommand implements Callable<Integer> {
    private static final long STOPPED_AFTER_NS = 2_000_000_000L;
    private static final long NS_PER_MS = 1_000_000L;
    private static final long REFRESH_NS = 100 * NS_PER_MS;
    private static final int UNKNOWN_ORDERS = Integer.MAX_VALUE;

    @Parameters(paramLabel = "INSTRUMENT", description = "Symbol or SecurityID.")
    private String instrument;

    @Mixin
    private PublishedChoice choice;

    @Option(names = "--once", description = "Show the book once.")
    private boolean once;

    @Override
    public Integer call() throws IOException {
        final PublishedChannel published = choice.find(Part.BOOKS);
        try (BookReader reader = BookReader.open(published.file(Part.BOOKS))) {
            final int slot = find(reader);
            final BookView view = reader.newView();
            final boolean isLive = !once && System.console() != null;
            do {
                final List<String> lines = reader.read(slot, view)
                        ? ladder(reader, view)
                        : List.of("the book is being written all the time; try again");
                if (isLive) {
                    System.out.print("\u001b[H\u001b[2J");
                }
                lines.forEach(System.out::println);
                if (isLive) {
                    LockSupport.parkNanos(REFRESH_NS);
                }
            } while (isLive && isAlive(reader));
            return isAlive(reader) ? ExitCode.OK : stopped(published);
        }
    }

    private int find(final BookReader reader) {
        int slot = reader.find(instrument);
        if (slot == BookReader.NOT_FOUND && instrument.matches("-?\\d{1,9}")) {
            slot = reader.find(Integer.parseInt(instrument));
        }
        if (slot == BookReader.NOT_FOUND) {
            throw new UsageException("no instrument '" + instrument + "' among the " + reader.size()
                    + " that are published" + examples(reader));
        }
        return slot;
    }

    private static String examples(final BookReader reader) {
        final List<String> names = new ArrayList<>();
        final BookView view = reader.newView();
        for (int slot = 0; slot < reader.size() && names.size() < 5; slot++) {
            if (reader.read(slot, view)) {
                names.add(view.symbol().isEmpty() ? String.valueOf(view.securityId()) : view.symbol());
            }
        }
        return names.isEmpty() ? "" : ", such as " + String.join(", ", names);
    }

    private static boolean isAlive(final BookReader reader) {
        return System.currentTimeMillis() * NS_PER_MS - reader.lastAliveNs() < STOPPED_AFTER_NS;
    }

    private static int stopped(final PublishedChannel published) {
        System.err.println("aether: "
                + (published.isAlive()
                        ? published.directory() + ": process " + published.process()
                                + " is there, but publishes nothing; is it stopped?"
                        : published.death())
                + "; this is its last book");
        return ExitCode.FAILED;
    }

    private static List<String> ladder(final BookReader reader, final BookView view) {
        final List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%s%s (%d)  %s  by order %s  event %,d  RptSeq %,d  packet %,d  %s",
                reader.liveSinceNs() == 0 ? "RECORDED  " : "",
                view.symbol(),
                view.securityId(),
                view.state(),
                view.orderState(),
                view.eventId(),
                view.rptSeq(),
                view.packetSequence(),
                Times.utc(view.rxTimeNs())));
        lines.add(
                view.lastTradeSize() == 0
                        ? "no trade yet"
                        : "last trade " + price(view, view.lastTradePrice()) + " x " + view.lastTradeSize());
        final Ladder ladder = new Ladder();
        for (int row = 0; row < view.depth(); row++) {
            if (view.hasBid(row)) {
                ladder.bid(price(view, view.bidPrice(row)), view.bidSize(row), orders(view.bidOrders(row)));
            }
            if (view.hasOffer(row)) {
                ladder.offer(price(view, view.offerPrice(row)), view.offerSize(row), orders(view.offerOrders(row)));
            }
            if (view.hasBid(row) || view.hasOffer(row)) {
                ladder.endRow();
            }
        }
        lines.addAll(ladder.lines());
        return lines;
    }

    private static String orders(final int orders) {
        return orders == UNKNOWN_ORDERS ? "-" : String.valueOf(orders);
    }

    private static String price(final BookView view, final long mantissa) {
        return DecimalText.of(mantissa, view.priceExponent());
    }
}
