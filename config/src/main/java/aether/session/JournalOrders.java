package aether.session;

import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.console.UsageException;
import aether.gateway.CoreListener;
import aether.gateway.OrderCore;
import aether.replay.ReplaySource;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;

/** The orders of a journaled session, by replaying the inputs of its order plane. */
public final class JournalOrders {
    /** Power of ten of all prices in orders. */
    public static final int EXPONENT = -9;

    private static final int BATCH = 1024;

    private JournalOrders() {}

    /** Replays the whole session; the listener hears all of it again. */
    public static OrderCore replay(final Path session, final CoreListener listener) {
        return replayTimed(session, time -> listener);
    }

    /** As above, for a listener that wants to know when: nanoseconds since the epoch of the input that it hears of. */
    public static OrderCore replayTimed(final Path session, final Function<LongSupplier, CoreListener> listener) {
        return replayUntil(session, Long.MAX_VALUE, listener);
    }

    /** As above, up to a number of inputs since the order session began. */
    private static OrderCore replayUntil(
            final Path session, final long last, final Function<LongSupplier, CoreListener> listener) {
        final long[] now = new long[1];
        final String text = ReplaySource.configurationOf(session);
        if (text == null) {
            throw new UsageException(session + ": not a session of this appliance: no configuration at its start");
        }
        final SiteConfig config = ConfigReader.parse(text, session + " (journaled configuration)");
        if (config.orders() == null) {
            throw new UsageException(
                    session + ": nothing was traded in this session: its configuration has no 'orders'");
        }
        final OrderReplay replay = new OrderReplay(config.orders().context(), listener.apply(() -> now[0]));
        final ReplaySource.Listener inputs = new ReplaySource.Listener() {
            @Override
            public void onCheckpoint(final DirectBuffer buffer, final int length) {
                replay.onCheckpoint(buffer, length);
            }

            @Override
            public void onOrderInput(
                    final int number,
                    final long timeNs,
                    final DirectBuffer buffer,
                    final int offset,
                    final int length) {
                if (replay.core().inputs() < last) {
                    now[0] = timeNs;
                    replay.onInput(number, timeNs, buffer, offset, length);
                }
            }
        };
        try (ReplaySource source = new ReplaySource(session, packet -> {}, inputs)) {
            while (source.poll(BATCH) > 0) {
                // The listener does the work.
            }
            if (source.damage() != null) {
                System.err.println("aether: " + source.damage() + "; what came before it is listed");
            }
        }
        return replay.core();
    }

    /** As {@link #replayTimed}, of all sessions that this one goes on from as well, as far as they are there, oldest first. */
    public static void replayHistory(final Path session, final Function<LongSupplier, CoreListener> listener) {
        // One machine of several reads again from its log what an earlier session of it has already: each input is told
        // once.
        final List<Path> history = OrderSessions.history(session);
        for (int i = 0; i < history.size(); i++) {
            final boolean isLast = i == history.size() - 1;
            replayUntil(
                    history.get(i), isLast ? Long.MAX_VALUE : OrderSessions.inputsBefore(history.get(i + 1)), listener);
        }
    }

    /** As it stands on the wire. */
    public static String clOrdId(final long id) {
        return String.format("%016x", id);
    }
}
