package aether.cli.recorded;

import aether.backtest.Backtest;
import aether.backtest.BacktestSetup;
import aether.console.Terminal;
import aether.session.RecordedSession;
import aether.session.moment.Places;
import aether.session.moment.SessionPart;
import java.util.Optional;

/**
 * What a strategy is tried on.
 *
 * @param part of the session; of all of it when there is none
 */
record TriedSession(RecordedSession session, Optional<SessionPart> part) {
    /** With price steps of its own, a session is another one from its start on: no place in it is of use. */
    static TriedSession of(final RecordedSession session, final Optional<SessionPart> part, final BacktestSetup setup) {
        return new TriedSession(
                session, setup.money().ticks().isEmpty() ? part : part.map(meant -> meant.with(Places.NONE)));
    }

    Backtest backtest(final BacktestSetup setup) {
        return part.isPresent() ? Backtest.ofPart(setup) : new Backtest(setup);
    }

    RecordedSession.Played play(final Backtest backtest, final Terminal terminal) {
        return part.map(meant -> meant.play(session, backtest, terminal))
                .orElseGet(() -> session.play(backtest, terminal));
    }

    /** For many runs: places are noted once, and then left alone. */
    TriedSession noted(final Terminal terminal) {
        final boolean isNoted = part.isPresent() && part.get().places() == Places.NOTED;
        if (!isNoted) {
            return this;
        }
        part.get().note(session, terminal);
        return new TriedSession(session, part.map(meant -> meant.with(Places.USED)));
    }
}
