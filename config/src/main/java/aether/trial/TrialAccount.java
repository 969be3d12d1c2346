package aether.trial;

import aether.gateway.OrderCore;
import aether.journal.JournalReport;
import aether.journal.JournalSessions;
import aether.session.JournalOrders;
import aether.venue.entry.OrderEntryService;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a trial: the exchange's account beside what each machine's own journal says, and the machines' journals beside each other.
 *
 * @param orders that came to the exchange
 * @param lost ClOrdIDs that were sent and that nobody there has heard of, though nobody was told so
 * @param doubled ClOrdIDs that came to the exchange twice, or that no machine knows to have sent
 * @param fills at the exchange
 * @param states compared between machines, each after the same number of inputs
 * @param books places at which machines that still ran had the same book
 * @param sessions of journals that were verified
 * @param differences everything that is not as it must be, in words
 */
public record TrialAccount(
        long orders,
        List<String> lost,
        List<String> doubled,
        long fills,
        long states,
        long books,
        int sessions,
        List<String> differences) {

    /** What the machines have said, while they ran, of each other's books. */
    record ComparedBooks(long same, List<String> differences) {
        static ComparedBooks of(final List<TrialMachine> machines) {
            final List<String> differences = new ArrayList<>();
            long same = 0;
            for (final TrialMachine machine : machines) {
                same += machine.counter("cluster books compared");
                final long different = machine.counter("cluster books different");
                if (different != 0) {
                    differences.add("machine " + machine.id() + ": " + different + " books were not the others'");
                }
            }
            return new ComparedBooks(same, differences);
        }
    }

    /** Of machines that have ended. */
    static TrialAccount of(final TrialExchange exchange, final List<TrialMachine> machines, final ComparedBooks books) {
        final List<String> differences = new ArrayList<>(books.differences());
        final ComparedStates states = new ComparedStates(differences);
        final List<String> arrived = exchange.ask(OrderEntryService::clOrdIds);
        final SentOrders sent = new SentOrders();
        int sessions = 0;
        for (final TrialMachine machine : machines) {
            final String name = "machine " + machine.id();
            OrderCore core = null;
            for (final Path session : JournalSessions.list(machine.journals())) {
                requireSound(name, session, differences);
                core = JournalOrders.replay(session, sent);
                states.read(machine.id(), session);
                sessions++;
            }
            final OrderCore last = core;
            differences.addAll(exchange.ask(service -> ComparedAccount.differences(name, last, service.account())));
        }
        final long fills = exchange.ask(service -> service.account().fills());
        if (exchange.ask(OrderEntryService::openOrders) != 0) {
            differences.add("orders rest at the exchange");
        }
        return new TrialAccount(
                arrived.size(),
                sent.lost(arrived),
                sent.doubled(arrived),
                fills,
                states.count(),
                books.same(),
                sessions,
                differences);
    }

    private static void requireSound(final String name, final Path session, final List<String> differences) {
        final JournalReport report = JournalReport.of(session);
        if (!report.isSound()) {
            differences.add(name + ": the journal " + session.getFileName() + " is damaged");
        }
    }

    /** Nothing lost, nothing doubled, everything equal. */
    public boolean isClean() {
        return lost.isEmpty() && doubled.isEmpty() && differences.isEmpty() && states > 0 && books > 0;
    }
}
