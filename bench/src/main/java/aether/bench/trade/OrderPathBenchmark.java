package aether.bench.trade;

import aether.gateway.CoreListener;
import aether.gateway.InputWriter;
import aether.gateway.Market;
import aether.gateway.OrderCore;
import aether.gateway.OrderInput;
import aether.gateway.codec.NewOrderEncoder;
import aether.gateway.warmup.AnsweringVenue;
import aether.order.OrderTerms;
import aether.order.Side;
import aether.order.TimeInForce;
import aether.risk.InstrumentLimits;
import aether.risk.RiskCheck;
import aether.risk.RiskLimit;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What an order costs once a strategy wants it: all risk checks, the state machine and the encoding of NewOrderSingle; and what
 * the venue's reports of it cost. Bursts of 64 orders over 16 instruments, up to four open in each at a time, which then fill; the
 * other half of the work is done between invocations, and is not measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OrderPathBenchmark {
    private static final int BURST = 64;
    private static final int INTENT = NewOrderEncoder.BLOCK_LENGTH;
    private static final int INSTRUMENTS = 16;
    private static final long TICK = 1_000_000;
    private static final long MID = 1_000 * TICK;
    private static final int REPORTS_PER_ORDER = 2;

    /** An order core with its session up. */
    static final class Desk implements CoreListener {
        private final AnsweringVenue venue = new AnsweringVenue();
        private final OrderCore core = new OrderCore(TradePath.session(), 1024, 64, this);
        private final AnsweringVenue.Client client = core::apply;
        private final InputWriter writer = new InputWriter();
        private final UnsafeBuffer intents = new UnsafeBuffer(new byte[BURST * INTENT]);
        private final Market market = new Market();
        private long nowNs = TradePath.START_NS;
        private final OrderTerms terms = new OrderTerms();
        private long clOrdId;
        private boolean isBuying;
        private long refused;

        Desk() {
            TradePath.limits().forEach((limit, value) -> apply(limit, value));
            for (int i = 0; i < INSTRUMENTS; i++) {
                final int length = writer.instrument(
                        i + 1,
                        new InstrumentLimits().tick(TICK).quantities(1, 1_000).multiplier(1));
                core.apply(OrderInput.INSTRUMENT, nowNs, writer.buffer(), 0, length);
            }
            core.apply(OrderInput.CONNECTED, nowNs, writer.buffer(), 0, 0);
            hear();
        }

        private void apply(final RiskLimit limit, final long value) {
            core.apply(OrderInput.LIMIT, nowNs, writer.buffer(), 0, writer.limit(limit, 0, value));
        }

        /** What a strategy wants next; a second later, so that no window of time fills up. */
        void want() {
            nowNs += 1_000_000_000L;
            isBuying = !isBuying;
            market.set(1, MID - TICK, MID + TICK, true, nowNs);
            for (int i = 0; i < BURST; i++) {
                final int length = writer.order(
                        terms.of(1, ++clOrdId, i)
                                .instrument(i % INSTRUMENTS + 1)
                                .limit(
                                        isBuying ? Side.BUY : Side.SELL,
                                        isBuying ? MID + TICK : MID - TICK,
                                        1 + i / INSTRUMENTS,
                                        TimeInForce.FILL_AND_KILL),
                        market);
                intents.putBytes(i * INTENT, writer.buffer(), 0, length);
            }
        }

        void order() {
            for (int i = 0; i < BURST; i++) {
                core.apply(OrderInput.NEW_ORDER, nowNs, intents, i * INTENT, INTENT);
            }
        }

        void hear() {
            venue.answer(client, nowNs);
        }

        @Override
        public void onSend(final DirectBuffer buffer, final int offset, final int length) {
            venue.send(buffer, offset, length);
        }

        @Override
        public void onRefused(final long refusedId, final long tag, final RiskCheck check) {
            refused++;
        }

        void requireAllSent() {
            if (refused > 0 || core.orders().open() > 0 || venue.orders() == 0) {
                throw new IllegalStateException(
                        refused + " orders refused, " + core.orders().open() + " left open");
            }
        }
    }

    /** Orders are measured. */
    @State(Scope.Thread)
    public static class Ordering {
        private Desk desk;

        @Setup
        public void open() {
            desk = new Desk();
        }

        @Setup(Level.Invocation)
        public void want() {
            desk.want();
        }

        @TearDown(Level.Invocation)
        public void hear() {
            desk.hear();
        }

        @TearDown
        public void check() {
            desk.requireAllSent();
        }
    }

    /** Reports are measured. */
    @State(Scope.Thread)
    public static class Hearing {
        private Desk desk;

        @Setup
        public void open() {
            desk = new Desk();
        }

        @Setup(Level.Invocation)
        public void order() {
            desk.want();
            desk.order();
        }

        @TearDown
        public void check() {
            desk.requireAllSent();
        }
    }

    /** Risk, state machine and encoding of one order; the copy that the stand-in for the venue makes of it included. */
    @Benchmark
    @OperationsPerInvocation(BURST)
    public void order(final Ordering state) {
        state.desk.order();
    }

    /** One execution report: session, decoding, state machine, position. */
    @Benchmark
    @OperationsPerInvocation(BURST * REPORTS_PER_ORDER)
    public void report(final Hearing state) {
        state.desk.hear();
    }
}
