package aether.nic;

import aether.arbiter.LineCounter;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** One thread counts, another looks twice: it sees whole values, and never one that goes back. */
@JCStressTest
@Outcome(
        id = {
            "0, 0",
            "0, 4294967297",
            "0, 8589934594",
            "4294967297, 4294967297",
            "4294967297, 8589934594",
            "8589934594, 8589934594"
        },
        expect = Expect.ACCEPTABLE,
        desc = "rising")
@State
public class CountersStress {
    private static final long STEP = 0x1_0000_0001L;

    private final Counters<LineCounter> counters = new Counters<>(LineCounter.class);

    @Actor
    public void count() {
        counters.add(LineCounter.BYTES, STEP);
        counters.add(LineCounter.BYTES, STEP);
    }

    @Actor
    public void look(final JJ_Result seen) {
        seen.r1 = counters.get(LineCounter.BYTES);
        seen.r2 = counters.get(LineCounter.BYTES);
    }
}
