package aether.session;

import aether.config.ConfigException;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.gateway.GatewayContext;
import aether.gateway.InputWriter;
import aether.gateway.OrderInput;
import aether.ilink3.SessionSettings;
import aether.journal.JournalContext;
import aether.journal.JournalException;
import aether.journal.JournalReader;
import aether.journal.JournalSalvage;
import aether.journal.JournalSessions;
import aether.journal.JournalWriter;
import aether.journal.RecordType;
import aether.replay.OrderDigest;
import aether.replay.ReplaySource;
import aether.risk.KillScope;
import aether.state.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedList;
import java.util.List;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;

/**
 * The journals of one order session, one behind the other: each begins with a checkpoint of what was before it, or from nothing. Journals of builds
 * before checkpoints begin with all inputs of those before them, which is the same.
 */
public final class OrderSessions {
    private static final int BATCH = 4096;

    /** Receives what a session holds of orders. */
    public interface Restored {
        void onCheckpoint(DirectBuffer buffer, int length);

        void onInput(OrderInput input, long timeNs, DirectBuffer buffer, int offset, int length);
    }

    /** A session whose orders are to be taken up, and the settings it ran with. */
    public record Before(Path session, GatewayContext context) {}

    private OrderSessions() {}

    /**
     * The newest journal session with the same order session that had itself taken up all that was before it; the present one
     * aside. Null when there is none.
     *
     * @throws ConfigException when its inputs would not do again what they did
     */
    public static Before before(final Path journals, final Path present, final GatewayContext context) {
        if (!Files.isDirectory(journals)) {
            return null;
        }
        final Path before = newest(journals, session -> !session.equals(present.getFileName()), context.session());
        requireCertainty(journals, before, context.session());
        if (before == null) {
            return null;
        }
        final GatewayContext settings = contextOf(before);
        if (!settings.decidesLike(context)) {
            throw new ConfigException(
                    before + ": holds orders of the same session under other settings of 'orders'; "
                            + "start with its settings (limits may change), or settle its orders with the venue and move it away");
        }
        return new Before(before, settings);
    }

    /**
     * Nothing newer than what a start would go on from, and not that either, may be in doubt; unless what is whole of it has been kept. One whose beginning is lost may have been
     * anybody's.
     */
    private static void requireCertainty(final Path journals, final Path before, final SessionSettings settings) {
        for (final Path session : JournalSessions.begun(journals)) {
            final boolean isOlder = before != null && session.getFileName().compareTo(before.getFileName()) < 0;
            if (!isOlder
                    && isInDoubt(session)
                    && !Files.exists(JournalSalvage.keptOf(session))
                    && mayBeOf(session, settings)) {
                throw new ConfigException(
                        session + ": " + JournalWriter.IN_DOUBT
                                + ": what was sent last may not be in it. Settle its orders with the venue; then 'aether journal salvage "
                                + session
                                + "' keeps what is whole, with the kill switch thrown, and the next start goes on from that; or move it away");
            }
        }
    }

    private static boolean mayBeOf(final Path session, final SessionSettings settings) {
        try {
            final String text = ReplaySource.configurationOf(session);
            final SiteConfig.Orders orders = text == null
                    ? null
                    : ConfigReader.parse(text, session.toString()).orders();
            return text == null || orders != null && isSame(orders.context().session(), settings);
        } catch (final ConfigException | JournalException e) {
            return true;
        }
    }

    private static boolean isInDoubt(final Path session) {
        return JournalWriter.isInDoubt(new JournalContext().directory(session).conclude());
    }

    /**
     * Keeps what is whole of a session in doubt as a session that a start goes on from: orders that may have been sent are not in it, so that it ends with the kill
     * switch thrown, until somebody has settled them and takes it back.
     */
    public static JournalSalvage salvage(final Path session) {
        final InputWriter writer = new InputWriter();
        final JournalSalvage kept = JournalSalvage.of(session, (tap, timeNs) -> {
            final int length = writer.kill(KillScope.ALL, 0, 0, true);
            tap.offer(RecordType.ORDER_INPUT, OrderInput.KILL.number(), timeNs, writer.buffer(), 0, length);
        });
        if (!isWhole(kept.session())) {
            throw new ConfigException(kept.session() + ": " + kept.records()
                    + " records kept, and among them nothing of orders that a start could go on from: its beginning is lost. Settle with the venue "
                    + "what was open when it began, and move both away");
        }
        return kept;
    }

    private interface NameFilter {
        boolean fits(Path name);
    }

    private static Path newest(final Path journals, final NameFilter filter, final SessionSettings settings) {
        return JournalSessions.list(journals).stream()
                .filter(session -> filter.fits(session.getFileName()))
                .filter(session -> !Files.isSymbolicLink(session) && !Files.exists(JournalSalvage.keptOf(session)))
                .sorted((a, b) -> b.getFileName().compareTo(a.getFileName()))
                .filter(session -> isOf(session, settings) && isWhole(session))
                .findFirst()
                .orElse(null);
    }

    /** A session and all those before it that its checkpoints stand for and that are still there, oldest first. */
    public static List<Path> history(final Path session) {
        final LinkedList<Path> history = new LinkedList<>(List.of(real(session)));
        final GatewayContext context = contextOf(session);
        while (context != null && startsFromCheckpoint(history.getFirst())) {
            final Path later = history.getFirst();
            final Path before =
                    newest(later.getParent(), name -> name.compareTo(later.getFileName()) < 0, context.session());
            if (before == null) {
                break;
            }
            history.addFirst(before);
        }
        return history;
    }

    private static Path real(final Path session) {
        try {
            return session.toRealPath();
        } catch (final IOException e) {
            throw new JournalException(session + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static GatewayContext contextOf(final Path session) {
        final String text = ReplaySource.configurationOf(session);
        final SiteConfig config = text == null ? null : ConfigReader.parse(text, session.toString());
        return config == null || config.orders() == null
                ? null
                : config.orders().context();
    }

    private static boolean isOf(final Path session, final SessionSettings settings) {
        try {
            final GatewayContext context = contextOf(session);
            return context != null && isSame(context.session(), settings);
        } catch (final ConfigException | JournalException e) {
            // Whatever it is, it is no session that could be taken up.
            return false;
        }
    }

    private static boolean isSame(final SessionSettings one, final SessionSettings other) {
        return one.session().equals(other.session()) && one.firm().equals(other.firm());
    }

    /** What comes first of the order plane. */
    private static final class Beginning implements ReplaySource.Listener {
        private boolean hasCheckpoint;
        private boolean hasInput;
        private boolean hasDigest;

        static Beginning of(final Path session, final java.util.function.Predicate<Beginning> isEnough) {
            final Beginning beginning = new Beginning();
            try (ReplaySource source = new ReplaySource(session, packet -> {}, beginning)) {
                while (!isEnough.test(beginning) && source.poll(1) > 0) {
                    // It listens.
                }
            }
            return beginning;
        }

        @Override
        public void onCheckpoint(final DirectBuffer buffer, final int length) {
            hasCheckpoint |= !hasInput;
        }

        @Override
        public void onOrderInput(
                final int number, final long timeNs, final DirectBuffer buffer, final int offset, final int length) {
            hasInput = true;
        }

        @Override
        public void onOrderDigest(final OrderDigest journaled) {
            hasDigest = true;
        }
    }

    /** False for a process that was killed while it took up what was before it: it never traded. Its first digest is the sign. */
    private static boolean isWhole(final Path session) {
        return Beginning.of(session, beginning -> beginning.hasDigest).hasDigest;
    }

    /** Those of some sessions that hold orders of the same order session as this one, by name; none when this one holds no orders. */
    static List<Path> sameOrders(final Path session, final List<Path> sessions) {
        final SessionSettings settings = settingsOf(session);
        return settings == null
                ? List.of()
                : sessions.stream().filter(other -> isOf(other, settings)).toList();
    }

    private static SessionSettings settingsOf(final Path session) {
        try {
            final GatewayContext context = contextOf(session);
            return context == null ? null : context.session();
        } catch (final ConfigException | JournalException e) {
            return null;
        }
    }

    /** Whether it took over all that was before it, and needs none of that any more. */
    static boolean beginsWithCheckpoint(final Path session) {
        return isWhole(session) && startsFromCheckpoint(session);
    }

    private static boolean startsFromCheckpoint(final Path session) {
        return Beginning.of(session, beginning -> beginning.hasDigest || beginning.hasInput || beginning.hasCheckpoint)
                .hasCheckpoint;
    }

    /**
     * Tells what a session holds of orders, from its newest checkpoint on; what a killed process left in its tap first becomes part of its journal.
     *
     * @return the number of inputs told
     * @throws ConfigException when it cannot be told with certainty
     */
    public static long replay(final Path session, final Restored restored, final Runnable afterEachBatch) {
        JournalWriter.recover(new JournalContext().directory(session).conclude());
        final List<Supplier<JournalReader>> places = JournalReader.fromCheckpoints(session);
        for (final Supplier<JournalReader> place : places.subList(0, places.size() - 1)) {
            if (holdsCheckpoint(place)) {
                return replay(place.get(), restored, afterEachBatch);
            }
        }
        return replay(places.getLast().get(), restored, afterEachBatch);
    }

    /** Whether the first thing there is a whole checkpoint. */
    private static boolean holdsCheckpoint(final Supplier<JournalReader> place) {
        final Beginning beginning = new Beginning();
        try (ReplaySource source = new ReplaySource(place.get(), packet -> {}, beginning)) {
            while (!beginning.hasCheckpoint && !beginning.hasInput && source.poll(1) > 0) {
                // It listens.
            }
        }
        return beginning.hasCheckpoint;
    }

    private static long replay(final JournalReader reader, final Restored restored, final Runnable afterEachBatch) {
        final long[] inputs = new long[1];
        final ReplaySource.Listener listener = new ReplaySource.Listener() {
            @Override
            public void onCheckpoint(final DirectBuffer buffer, final int length) {
                restored.onCheckpoint(buffer, length);
            }

            @Override
            public void onOrderInput(
                    final int number,
                    final long timeNs,
                    final DirectBuffer buffer,
                    final int offset,
                    final int length) {
                final OrderInput input = OrderInput.of(number);
                if (input != null) {
                    inputs[0]++;
                    restored.onInput(input, timeNs, buffer, offset, length);
                }
            }
        };
        try (ReplaySource source = new ReplaySource(reader, packet -> {}, listener)) {
            while (source.poll(BATCH) > 0) {
                afterEachBatch.run();
            }
            if (source.damage() != null) {
                throw new ConfigException(
                        source.damage() + ": the orders before it cannot be taken over with certainty; "
                                + "settle them with the venue and move the session away");
            }
        } catch (final StateException e) {
            throw new ConfigException(reader.directory() + ": " + e.getMessage()
                    + ": its orders cannot be taken over by this build; start the build that wrote it, or settle them with the "
                    + "venue and move the session away");
        }
        return inputs[0];
    }
}
