package aether.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aether.order.Positions;
import aether.order.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The venue's second word on each trade, held against the first. */
class DropCopyCheckTest implements DropCopyCheck.Listener {
    private static final int ES = 5;
    private static final long PATIENCE_NS = 1_000;

    private final Positions own = new Positions(8);
    private final List<String> told = new ArrayList<>();
    private final DropCopyCheck check = new DropCopyCheck(own, PATIENCE_NS, this);

    @Override
    public void onBreak(final int securityId, final long position, final long copied) {
        told.add(securityId + ": " + position + ", copied " + copied);
    }

    @Override
    public void onBreakEnd(final int securityId) {
        told.add(securityId + " the same again");
    }

    @BeforeEach
    void know() {
        own.add(ES);
    }

    private void copy(final long execId, final Side side, final long price, final int quantity) {
        check.onFill(1, 2, ES, side, execId, price, quantity, quantity);
    }

    @Test
    void shouldWaitForTheCopyBeforeItSpeaksOfABreak() {
        own.fill(ES, Side.BUY, 100, 3);
        check.onTime(0);
        check.onTime(PATIENCE_NS - 1);
        copy(1, Side.BUY, 100, 3);
        check.onTime(PATIENCE_NS);
        assertEquals(List.of(), told);
        assertEquals(0, check.breaks());
    }

    @Test
    void shouldSpeakOnceOfABreakAndOnceOfItsEnd() {
        own.fill(ES, Side.BUY, 100, 3);
        for (long nowNs = 0; nowNs < 5 * PATIENCE_NS; nowNs += PATIENCE_NS / 2) {
            check.onTime(nowNs);
        }
        assertEquals(List.of("5: 3, copied 0"), told);
        copy(1, Side.BUY, 100, 3);
        check.onTime(6 * PATIENCE_NS);
        check.onTime(7 * PATIENCE_NS);
        assertEquals(List.of("5: 3, copied 0", "5 the same again"), told);
        assertEquals(1, check.breaks());
    }

    /** A trade that only the copy knows is the worse break: something of ours was lost. */
    @Test
    void shouldNoticeATradeThatOnlyTheCopyKnows() {
        copy(1, Side.SELL, 100, 2);
        check.onTime(0);
        check.onTime(PATIENCE_NS);
        assertEquals(List.of("5: 0, copied -2"), told);
    }

    @Test
    void shouldNoticeThatThePricesDiffer() {
        own.fill(ES, Side.BUY, 100, 3);
        copy(1, Side.BUY, 101, 3);
        check.onTime(0);
        check.onTime(PATIENCE_NS);
        assertEquals(List.of("5: 3, copied 3"), told);
    }

    @Test
    void shouldTakeEachReportOnce() {
        own.fill(ES, Side.BUY, 100, 3);
        copy(1, Side.BUY, 100, 3);
        copy(1, Side.BUY, 100, 3);
        check.onTime(0);
        check.onTime(PATIENCE_NS);
        assertEquals(List.of(), told);
    }

    @Test
    void shouldFollowACorrection() {
        own.fill(ES, Side.BUY, 100, 3);
        copy(1, Side.BUY, 100, 3);
        own.fill(ES, Side.BUY, 100, -3);
        own.fill(ES, Side.BUY, 99, 2);
        check.onAddendum(1, ES, Side.BUY, 2, 100, 3, 99, 2);
        check.onTime(0);
        check.onTime(PATIENCE_NS);
        assertEquals(List.of(), told);
    }
}
