package aether.desk;

import aether.config.ConfigException;
import aether.config.ConfigReader;
import aether.config.SiteConfig;
import aether.gateway.GatewayContext;
import aether.gateway.OrderInput;
import aether.ilink3.SessionSettings;
import aether.journal.JournalContext;
import aether.journal.JournalException;
import aether.journal.JournalSessions;
import aether.journal.JournalWriter;
import aether.replay.OrderDigest;
import aether.replay.ReplaySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;

/** Finds the journal of the order session before this one, and replays its inputs. */
final class OrderSessions {
    private static final int BATCH = 4096;

    /** Receives inputs. */
    interface InputHandler {
        void onInput(OrderInput input, long timeNs, DirectBuffer buffer, int offset, int length);
    }

    /** A session whose orders are to be taken up, and the settings it ran with. */
    record Before(Path session, GatewayContext context) {}

    private OrderSessions() {}

    /**
     * The newest journal session with the same order session that had itself taken up all that was before it; the present one
     * aside. Null when there is none.
     *
     * @throws ConfigException when its inputs would not do again what they did
     */
    static Before before(final Path journals, final Path present, final GatewayContext context) {
        if (!Files.isDirectory(journals)) {
            return null;
        }
        final List<Path> sessions = JournalSessions.list(journals);
        final Path before = sessions.stream()
                .filter(session -> !session.getFileName().equals(present.getFileName()))
                .sorted((a, b) -> b.getFileName().compareTo(a.getFileName()))
                .filter(session -> isOf(session, context.session()) && isWhole(session))
                .findFirst()
                .orElse(null);
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

    private static GatewayContext contextOf(final Path session) {
        final String text = ReplaySource.configurationOf(session);
        final SiteConfig config = text == null ? null : ConfigReader.parse(text, session.toString());
        return config == null || config.orders() == null
                ? null
                : config.orders().context();
    }

    /** False for a process that was killed while it took up what was before it: it never traded. Its first digest is the sign. */
    private static boolean isWhole(final Path session) {
        final boolean[] isWhole = new boolean[1];
        final ReplaySource.Listener listener = new ReplaySource.Listener() {
            @Override
            public void onOrderDigest(final OrderDigest journaled) {
                isWhole[0] = true;
            }
        };
        try (ReplaySource source = new ReplaySource(session, packet -> {}, listener)) {
            while (!isWhole[0] && source.poll(1) > 0) {
                // The listener looks.
            }
        }
        return isWhole[0];
    }

    private static boolean isOf(final Path session, final SessionSettings settings) {
        try {
            final GatewayContext context = contextOf(session);
            return context != null
                    && context.session().session().equals(settings.session())
                    && context.session().firm().equals(settings.firm());
        } catch (final ConfigException | JournalException e) {
            // Whatever it is, it is no session that could be taken up.
            return false;
        }
    }

    /** What a killed process left in its tap first becomes part of its journal; returns the number of inputs told. */
    static long replay(final Path session, final InputHandler handler, final Runnable afterEachBatch) {
        JournalWriter.recover(new JournalContext().directory(session).conclude());
        final long[] inputs = new long[1];
        final ReplaySource.Listener listener = new ReplaySource.Listener() {
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
                    handler.onInput(input, timeNs, buffer, offset, length);
                }
            }
        };
        try (ReplaySource source = new ReplaySource(session, packet -> {}, listener)) {
            while (source.poll(BATCH) > 0) {
                afterEachBatch.run();
            }
            if (source.damage() != null) {
                throw new ConfigException(
                        source.damage() + ": the orders before it cannot be taken over with certainty; "
                                + "settle them with the venue and move the session away");
            }
        }
        return inputs[0];
    }
}
