package aether.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Position and cash, beside the sums that anybody would do with numbers of any length. */
class PositionsTest {
    private static final int ES = 7;
    private static final int FILLS = 20_000;
    private static final long NANO = 1_000_000_000L;

    private final Positions positions = new Positions(4);

    @Test
    void shouldSumWhatWasTraded() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        assertTrue(positions.add(ES));
        BigInteger cash = BigInteger.ZERO;
        long held = 0;
        for (int i = 0; i < FILLS; i++) {
            final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            // Prices as high as any contract's, some below zero; now and then a trade is undone.
            final long price = random.nextLong(-40 * NANO, 150_000 * NANO);
            final int quantity = random.nextInt(10) == 0 ? -random.nextInt(1, 5_000) : random.nextInt(1, 50_000);
            positions.fill(ES, side, price, quantity);
            held += side.signed(quantity);
            cash = cash.subtract(BigInteger.valueOf(price).multiply(BigInteger.valueOf(side.signed(quantity))));
            assertEquals(held, positions.position(ES), () -> "seed " + seed);
            assertEquals(cash, positions.cashAt(0).value(), () -> "seed " + seed);
        }
        assertEquals(held, positions.boughtAt(0) - positions.soldAt(0));
    }

    @Test
    void shouldDivideAsBigNumbersDo() {
        final long seed = System.nanoTime();
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < FILLS; i++) {
            final Amount amount = new Amount();
            for (int terms = random.nextInt(1, 5); terms > 0; terms--) {
                amount.add(random.nextLong(-150_000 * NANO, 150_000 * NANO), random.nextInt(1, 9_999));
            }
            final long quantity = random.nextLong(1, 1_000_000);
            assertEquals(
                    amount.value().divide(BigInteger.valueOf(quantity)).longValueExact(),
                    amount.dividedBy(quantity),
                    () -> "seed " + seed + ": " + amount.value() + " by " + quantity);
            assertEquals(0, amount.dividedBy(0));
            assertEquals(0, amount.dividedBy(-1));
        }
    }

    @Test
    void shouldTellWhatWasWonAtAMark() {
        positions.add(ES);
        positions.fill(ES, Side.BUY, 100, 3);
        positions.fill(ES, Side.SELL, 110, 1);
        assertEquals(110 - 300 + 2 * 105, positions.result(ES, 105));
        positions.fill(ES, Side.SELL, 104, 2);
        assertEquals(110 - 300 + 208, positions.result(ES, 105));
        assertEquals(110 - 300 + 208, positions.result(ES, Long.MAX_VALUE), "nothing is held: no mark is needed");
        assertEquals(0, positions.result(8, 105), "never traded");
    }

    /** A result that no long holds must not pass for a gain. */
    @Test
    void shouldTakeWhatNoLongHoldsForALoss() {
        positions.add(ES);
        for (int i = 0; i < 3; i++) {
            positions.fill(ES, Side.SELL, 2_000_000_000L * NANO, 3);
        }
        assertTrue(positions.cashAt(0).value().bitLength() > Long.SIZE - 1);
        assertTrue(positions.result(ES, 1) < -1_000_000_000L * NANO);
    }

    @Test
    void shouldHaveRoomForSoManyInstruments() {
        for (int securityId = 1; securityId <= 4; securityId++) {
            assertTrue(positions.add(securityId));
        }
        assertFalse(positions.add(5));
        assertTrue(positions.add(4), "known already");
        assertEquals(4, positions.size());
        assertEquals(0, positions.position(5));
    }

    @Test
    void shouldCompareToTheCent() {
        final Positions other = new Positions(4);
        assertTrue(positions.isSame(ES, other), "neither traded");
        positions.add(ES);
        assertTrue(positions.isSame(ES, other), "nothing traded yet");
        positions.fill(ES, Side.BUY, 100, 3);
        assertFalse(positions.isSame(ES, other));
        other.add(ES);
        other.fill(ES, Side.BUY, 101, 3);
        assertFalse(positions.isSame(ES, other), "another price");
        other.fill(ES, Side.BUY, 101, -3);
        other.fill(ES, Side.BUY, 100, 3);
        assertTrue(positions.isSame(ES, other));
        assertEquals(positions.hash(1), other.hash(1));
        other.fill(ES, Side.BUY, 100, 1);
        assertNotEquals(positions.hash(1), other.hash(1));
    }
}
