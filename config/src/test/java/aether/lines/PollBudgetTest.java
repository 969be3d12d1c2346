package aether.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.config.SiteConfig.Poll;
import org.junit.jupiter.api.Test;

/** The budget of a poll: first what was measured, then what the traffic shows, never outside of what is declared. */
class PollBudgetTest {
    private static final long OBJECTIVE_NS = 10_000;

    @Test
    void shouldNarrowTheDeclaredRangeByWhatWasMeasured() {
        assertEquals(100, new PollBudget(new Poll(8, 256), OBJECTIVE_NS, 100).most());
        assertEquals(8, new PollBudget(new Poll(8, 256), OBJECTIVE_NS, 10_000).most());
        assertEquals(256, new PollBudget(new Poll(8, 256), OBJECTIVE_NS, 1).most());
        assertEquals(256, new PollBudget(new Poll(8, 256), OBJECTIVE_NS, 0).most());
    }

    @Test
    void shouldFollowTheTrafficTowardsTheObjective() {
        final PollBudget budget = new PollBudget(new Poll(8, 64), OBJECTIVE_NS, 0);
        assertTrue(budget.isOpen());
        assertEquals(64, budget.limit());
        budget.onPolls(64, OBJECTIVE_NS + 1);
        assertEquals(32, budget.limit());
        budget.onPolls(32, OBJECTIVE_NS + 1);
        budget.onPolls(16, OBJECTIVE_NS + 1);
        budget.onPolls(8, OBJECTIVE_NS + 1);
        assertEquals(8, budget.limit());
        budget.onPolls(3, 1_000);
        assertEquals(8, budget.limit());
        for (int i = 0; i < 20; i++) {
            budget.onPolls(budget.limit(), OBJECTIVE_NS / 2 - 1);
        }
        assertEquals(64, budget.limit());
        assertEquals(10, budget.changes());
    }

    @Test
    void shouldLeaveAFixedBudgetAlone() {
        final PollBudget budget = new PollBudget(new Poll(64, 64), OBJECTIVE_NS, 1_000);
        assertFalse(budget.isOpen());
        assertEquals(64, budget.limit());
    }
}
