package aether.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What waits for a majority, beside a plain list that does the same. */
class ProposalsTest {
    private static final int LENGTH = 64 * 1024;
    private static final int MOST = 3_000;
    private static final int STEPS = 200_000;

    private record Waiting(long number, int length, long turnNs) {}

    private final Proposals proposals = new Proposals(LENGTH);
    private final UnsafeBuffer content = new UnsafeBuffer(new byte[MOST]);

    @Test
    void shouldOfferInOrderAndReleaseWhatCameOut() {
        final long seed = Long.getLong("aether.seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        final Deque<Waiting> waiting = new ArrayDeque<>();
        final List<Long> offered = new ArrayList<>();
        long number = 0;
        int sent = 0;
        proposals.begin(3, 1);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    final int length = random.nextInt(MOST);
                    if (proposals.add(5, step, content, 0, length, step)) {
                        waiting.add(new Waiting(++number, length, step));
                    }
                }
                case 3, 4 -> {
                    final int most = random.nextInt(4);
                    offered.clear();
                    proposals.send(
                            (buffer, offset, length) -> offered.size() < most && offered.add(number(buffer, offset)));
                    assertEquals(numbers(waiting, sent, offered.size()), offered, () -> "seed " + seed);
                    sent += offered.size();
                }
                case 5, 6 -> {
                    if (sent > 0) {
                        final int count = 1 + random.nextInt(sent);
                        Waiting last = null;
                        for (int i = 0; i < count; i++) {
                            last = waiting.poll();
                        }
                        assertEquals(last.turnNs(), proposals.release(last.number()), () -> "seed " + seed);
                        sent -= count;
                    }
                }
                default -> {
                    if (random.nextInt(50) == 0) {
                        proposals.again();
                        sent = 0;
                    }
                }
            }
            assertEquals(waiting.isEmpty(), proposals.isEmpty(), () -> "seed " + seed);
        }
    }

    /** What somebody else proposed, and what came out before, is none of these. */
    @Test
    void shouldKnowWhatIsNotItsOwn() {
        proposals.begin(3, 1);
        proposals.add(5, 0, content, 0, 8, 77);
        assertEquals(77, proposals.release(1));
        assertEquals(Long.MIN_VALUE, proposals.release(1));
        assertEquals(Long.MIN_VALUE, proposals.release(2));
    }

    @Test
    void shouldForgetWithTheTerm() {
        proposals.begin(3, 1);
        proposals.add(5, 0, content, 0, 8, 1);
        proposals.begin(4, 1);
        proposals.add(6, 0, content, 0, 8, 2);
        final List<Long> terms = new ArrayList<>();
        proposals.send((buffer, offset, length) -> terms.add(InputLayout.term(buffer, offset + LogDoor.HEADER_LENGTH)));
        assertEquals(List.of(4L), terms);
    }

    private static long number(final UnsafeBuffer buffer, final int offset) {
        return InputLayout.number(buffer, offset + LogDoor.HEADER_LENGTH);
    }

    private static List<Long> numbers(final Deque<Waiting> waiting, final int from, final int count) {
        return waiting.stream().skip(from).limit(count).map(Waiting::number).toList();
    }
}
