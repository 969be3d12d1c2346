package aether.bench.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three machines that trade as one, in virtual time: whatever happens, nothing is lost or doubled, and all come to the same. */
class SimulationTest {
    /** More of them by command: {@code aether bench simulate}. */
    private static final int SEEDS = Integer.getInteger("aether.simulation.seeds", 200);

    private static final int MOST_SEEDS_FOR_A_MUTANT = 400;

    @Test
    void shouldLoseAndDoubleNothing() {
        final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
        final AtomicLong takeovers = new AtomicLong();
        final AtomicLong orders = new AtomicLong();
        new SeedRange(1, SEEDS, Runtime.getRuntime().availableProcessors()).run(outcome -> {
            takeovers.addAndGet(outcome.takeovers());
            orders.addAndGet(outcome.orders());
            if (outcome.violation() != null) {
                wrong.add("seed " + outcome.seed() + ": " + outcome.violation());
            }
        });
        assertEquals(List.of(), wrong);
        assertTrue(takeovers.get() > 2L * SEEDS, "something happened: " + takeovers);
        assertTrue(orders.get() > 20L * SEEDS, "and there was something to lose: " + orders);
    }

    @Test
    void shouldComeToTheSameWithTheSameSeed() {
        try (SimulatedSite site = new SimulatedSite();
                SimulatedSite other = new SimulatedSite()) {
            final Simulation.Outcome first = Simulation.run(site, 7);
            assertEquals(first, Simulation.run(site, 7));
            assertEquals(first, Simulation.run(other, 7));
            assertNotEquals(first.digest(), Simulation.run(site, 8).digest());
        }
    }

    /** A checker that lets a fault pass checks nothing. */
    @ParameterizedTest
    @EnumSource(Mutant.class)
    void shouldSeeTheFault(final Mutant mutant) {
        String seen = null;
        try (MutatedProduct product = new MutatedProduct(mutant)) {
            for (long seed = 1; seed <= MOST_SEEDS_FOR_A_MUTANT && seen == null; seed++) {
                seen = product.violation(seed);
            }
        }
        assertNotNull(seen, mutant.fault());
    }

    @Test
    void shouldSayWhenAMutantIsOfNothing() {
        final Mutation gone = Mutation.says(SimulatedSite.class.getName(), "noSuchMethod", 0);
        final byte[] bytes = MutatedProduct.bytes(SimulatedSite.class.getName());
        assertThrows(IllegalStateException.class, () -> gone.applied(bytes));
    }
}
