package aether.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a card and its driver must do together. The same scripts run on the emulated machine and on the simulated one: where they differ, the
 * simulation is wrong.
 */
abstract class NicScripts {
    private static final int LENGTH = 200;
    static final long PATIENCE_MS = 60_000;
    private static final long QUIET_MS = 500;

    /** Frames between two countings, at most. */
    private static final int EPOCH = 1_000_000;

    private String open;
    private long resetsInBursts;

    abstract Machine machine();

    /** Frames each way. */
    abstract int frames();

    /** How often a burst may be tried; more than once only where the machine itself may stand still. */
    int mostBursts() {
        return 1;
    }

    private int epoch;

    /** Counts from nothing: frames of numbers before the one returned, still on their way, are not counted. */
    final int clear() {
        final int first = ++epoch * EPOCH;
        ask("clear", first);
        return first;
    }

    final void open(final int card) {
        open = machine().address(card);
        final String said = machine().command("open " + open);
        assertTrue(said.startsWith("OK "), said);
    }

    @AfterEach
    void close() {
        if (open != null) {
            machine().command("close " + open);
            open = null;
        }
    }

    private String ask(final String command) {
        return machine().command(command + " " + open);
    }

    private Map<String, String> ask(final String command, final Object... more) {
        final String said = machine()
                .command(command + " " + open + " "
                        + Arrays.stream(more).map(Object::toString).collect(Collectors.joining(" ")));
        assertTrue(said.startsWith("OK"), said);
        return Arrays.stream(said.split(" "))
                .filter(word -> word.contains("="))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(word -> word[0], word -> word[1]));
    }

    private static long number(final Map<String, String> state, final String key) {
        return Long.parseLong(state.get(key));
    }

    final void inject(final int card, final byte[] group, final int from, final int count) {
        for (int number = from; number < from + count; number++) {
            machine().inject(card, TestFrames.frame(group, number, LENGTH));
        }
    }

    /**
     * Carries a burst, and again where the card was reset in the middle of it: its wire stood still for over a second, as a starved test's does, and
     * what it held is lost then.
     */
    private void assertCarries(final Callable<String> burst) throws Exception {
        for (int attempt = 0; attempt < mostBursts(); attempt++) {
            final long before = number(ask("state", ""), "recoveries");
            final String fault = burst.call();
            final Map<String, String> state = ask("state", "");
            if (fault.isEmpty()) {
                return;
            }
            assertNotEquals(before, number(state, "recoveries"), () -> fault + "; " + state);
            resetsInBursts += number(state, "recoveries") - before;
            System.out.println(fault + "; once more, since the card was reset: " + state);
        }
        fail("the card was reset within each of " + mostBursts() + " bursts");
    }

    /** Nothing lost, nothing changed, in order. */
    final void assertReceives(final int card, final int count) throws Exception {
        assertCarries(() -> receive(card, count));
    }

    private String receive(final int card, final int count) throws Exception {
        final int first = clear();
        // The wire loses nothing, so a card that has stopped would hold the sender up for ever.
        final CompletableFuture<Void> sender =
                CompletableFuture.runAsync(() -> inject(card, TestFrames.GROUP, first, count));
        final Map<String, String> state = ask("await", count, PATIENCE_MS);
        sender.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        final String got = state.get("got") + " " + state.get("gaps") + " " + state.get("broken");
        return got.equals(count + " 0 0") ? "" : "got, gaps, broken: " + got + ", of " + count;
    }

    final void assertSends(final int card, final int count) throws Exception {
        assertCarries(() -> send(card, count));
    }

    private String send(final int card, final int count) {
        final CompletableFuture<Map<String, String>> said =
                CompletableFuture.supplyAsync(() -> ask("send", count, LENGTH));
        for (int number = 0; number < count; number++) {
            byte[] frame = machine().receive(card, PATIENCE_MS);
            while (frame != null && !TestFrames.isOurs(frame)) {
                frame = machine().receive(card, PATIENCE_MS);
            }
            if (frame == null || !TestFrames.isSame(frame, TestFrames.frame(TestFrames.GROUP, number, LENGTH))) {
                said.join();
                while (machine().receive(card, QUIET_MS) != null) {
                    // What is still on the wire is of this burst.
                }
                return "frame " + number + (frame == null ? " did not leave" : " left as another one");
            }
        }
        assertEquals(count, number(said.join(), "sent"));
        return "";
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldCarryFramesBothWays(final int card) throws Exception {
        open(card);
        assertReceives(card, frames());
        assertSends(card, frames());
        assertEquals(resetsInBursts, number(ask("state", ""), "recoveries"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldEchoEachFrame(final int card) {
        open(card);
        final int first = clear();
        ask("echo", "on");
        for (int number = 0; number < 500; number++) {
            final byte[] frame = TestFrames.frame(TestFrames.GROUP, first + number, LENGTH);
            machine().inject(card, frame);
            byte[] back = machine().receive(card, PATIENCE_MS);
            while (back != null && !TestFrames.isOurs(back)) {
                back = machine().receive(card, PATIENCE_MS);
            }
            final int expected = number;
            assertNotNull(back, () -> "frame " + expected + " did not come back");
            assertTrue(TestFrames.isSame(back, frame), () -> "frame " + expected + " came back as another one");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldReceiveTheGroupsThatAreWanted(final int card) {
        open(card);
        final int first = clear();
        inject(card, TestFrames.OTHER_GROUP, first, 20);
        inject(card, TestFrames.GROUP, first, 20);
        final Map<String, String> state = ask("await", 20, PATIENCE_MS);
        assertEquals("20 0", state.get("got") + " " + state.get("gaps"), state::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldGoOnAfterTheLinkWasDown(final int card) throws Exception {
        open(card);
        assertReceives(card, 100);
        machine().link(card, false);
        awaitLinkDowns(1);
        machine().link(card, true);
        awaitReport("its link is up");
        assertReceives(card, 100);
        assertSends(card, 100);
    }

    private void awaitLinkDowns(final long count) throws InterruptedException {
        for (int i = 0; number(ask("state", ""), "linkdowns") < count; i++) {
            assertTrue(i < 1_000, "the link did not go down");
            Thread.sleep(10);
        }
    }

    final void awaitReport(final String text) throws InterruptedException {
        for (int i = 0; !ask("reports").contains(text); i++) {
            assertTrue(i < 1_000, () -> "nothing of '" + text + "': " + ask("reports"));
            Thread.sleep(10);
        }
    }

    /** An address that was never mapped, one that the card may only read, and the true place of that memory: all refused, nothing overwritten, and the driver recovers. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldSurviveDescriptorsThatPointElsewhere(final int card) throws Exception {
        open(card);
        int recoveries = 0;
        for (final String where : new String[] {"7700000000", "transmit", "physical"}) {
            assertReceives(card, 100);
            ask("fill", "transmit");
            final long faults = machine().faults();
            ask("misdirect", where);
            final CompletableFuture<Void> sender =
                    CompletableFuture.runAsync(() -> inject(card, TestFrames.GROUP, 0, 20));
            final Map<String, String> state = ask("recovered", ++recoveries, PATIENCE_MS);
            assertEquals(recoveries, number(state, "recoveries"), () -> state + ask("reports"));
            sender.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
            assertTrue(machine().faults() > faults, "the IOMMU saw nothing");
            assertEquals(0, number(ask("changed", "transmit"), "changed"));
            System.out.println(machine().address(card) + ": descriptors to " + where + ": " + state);
        }
        // The test sees what a card writes: a frame that arrives where it should.
        ask("fill", "receive");
        assertReceives(card, 100);
        assertTrue(number(ask("changed", "receive"), "changed") > 100 * (LENGTH - 32));
        assertSends(card, 100);
    }

    /** Memory that is taken away while the card uses it: refused for as long as it lasts, and the process lives on. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldSurviveMemoryThatIsTakenAway(final int card) throws Exception {
        open(card);
        assertReceives(card, 100);
        final long faults = machine().faults();
        ask("revoke", "");
        final CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> inject(card, TestFrames.GROUP, 0, 20));
        final Map<String, String> state = ask("recovered", 1, PATIENCE_MS);
        assertTrue(number(state, "recoveries") >= 1, state::toString);
        sender.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        assertTrue(machine().faults() > faults, "the IOMMU saw nothing");
        close();
        open(card);
        assertReceives(card, 100);
        assertSends(card, 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void shouldComeBackFromResetsUnderLoad(final int card) throws Exception {
        open(card);
        final AtomicBoolean isOver = new AtomicBoolean();
        final CompletableFuture<Void> load = CompletableFuture.runAsync(() -> {
            for (int number = 0; !isOver.get(); number++) {
                machine().inject(card, TestFrames.frame(TestFrames.GROUP, number % EPOCH, LENGTH));
            }
        });
        for (int round = 1; round <= 3; round++) {
            ask("clear", 0);
            ask("await", 300, PATIENCE_MS);
            ask("reset", "");
            final Map<String, String> state = ask("recovered", round, PATIENCE_MS);
            assertEquals(round, number(state, "recoveries"), () -> state + ask("reports"));
            System.out.println(machine().address(card) + ": reset under load " + round + ": back after "
                    + state.get("us") + " us");
            ask("clear", 0);
            final Map<String, String> after = ask("await", 300, PATIENCE_MS);
            assertTrue(number(after, "got") >= 300 && number(after, "broken") == 0, after::toString);
        }
        isOver.set(true);
        load.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        assertReceives(card, 100);
        assertSends(card, 100);
    }
}
