package aether.trial;

import aether.gateway.OrderCore;
import aether.order.OrderCounter;
import aether.order.Positions;
import aether.venue.entry.ClientAccount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** What a machine makes of its positions, cash and fills beside what the exchange has on record, when nothing is under way. */
public final class ComparedAccount {
    private ComparedAccount() {}

    /** Everything that is not the same, in words; {@code name} is the machine's. */
    public static List<String> differences(final String name, final OrderCore core, final ClientAccount theirs) {
        final List<String> differences = new ArrayList<>();
        final Positions ours = core.orders().positions();
        for (int i = 0; i < ours.size(); i++) {
            final int securityId = ours.securityId(i);
            final long position = theirs.positions().getOrDefault(securityId, 0L);
            final BigInteger cash = theirs.cash().getOrDefault(securityId, BigInteger.ZERO);
            if (position != ours.positionAt(i) || !cash.equals(ours.cashAt(i).value())) {
                differences.add(name + ", instrument " + securityId + ": position " + ours.positionAt(i) + ", cash "
                        + ours.cashAt(i).value() + "; the exchange's " + position + ", " + cash);
            }
        }
        final long fills = core.orders().counters().get(OrderCounter.FILLS);
        if (fills != theirs.fills()) {
            differences.add(name + ": " + fills + " fills, the exchange's " + theirs.fills());
        }
        if (core.orders().open() != 0) {
            differences.add(name + ": " + core.orders().open() + " orders are open");
        }
        return differences;
    }
}
