package aether.venue.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.gateway.Checkpoint;
import aether.gateway.CoreListener;
import aether.gateway.OrderCore;
import aether.gateway.OrderInput;
import aether.order.OrderCounter;
import aether.risk.KillScope;
import aether.state.StateException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** A core that was put where another stood does what that one does, byte for byte, from any moment of any session. */
class CheckpointTest {
    private static final long SEED = Long.getLong("aether.checkpoint.seed", 20_261_128L);
    private static final int SESSIONS = Integer.getInteger("aether.checkpoint.sessions", 4);
    private static final int EVENTS = 60_000;
    private static final int MOST_BETWEEN = 4_000;

    /** A core beside the one that runs, which was never told what came before its checkpoint. */
    private static final class Twin implements CoreListener {
        private final List<byte[]> sent = new ArrayList<>();
        private final OrderCore core;

        Twin(final Checkpoint from) {
            this(from, 256, 16);
        }

        Twin(final Checkpoint from, final int maxOrders, final int maxInstruments) {
            core = new OrderCore(OrderPlane.SETTINGS, maxOrders, maxInstruments, this);
            Checkpoint.load(core, from.bytes(), 0, from.length());
        }

        void apply(final OrderPlane.Input input) {
            core.apply(input.type(), input.timeNs(), new UnsafeBuffer(input.bytes()), 0, input.bytes().length);
        }

        @Override
        public void onSend(final DirectBuffer buffer, final int offset, final int length) {
            final byte[] frame = new byte[length];
            buffer.getBytes(offset, frame);
            sent.add(frame);
        }
    }

    @Test
    void shouldGoOnAsTheOtherDoes() {
        final SplittableRandom seeds = new SplittableRandom(SEED);
        for (int i = 0; i < SESSIONS; i++) {
            playBeside(seeds.nextLong());
        }
    }

    private static void playBeside(final long seed) {
        final String where = "seed " + seed;
        final OrderPlane plane = new OrderPlane(seed);
        final SplittableRandom random = new SplittableRandom(seed);
        final RandomSession session = new RandomSession(plane, random.split());
        plane.logOn();
        int left = EVENTS;
        while (left > 0) {
            final Checkpoint checkpoint = Checkpoint.of(plane.core, plane.nowNs);
            final Twin twin = new Twin(checkpoint);
            SameState.assertSame(plane.core, twin.core, where);
            plane.inputs.clear();
            plane.sent.clear();
            final int steps = 1 + random.nextInt(MOST_BETWEEN);
            for (int step = 0; step < steps; step++) {
                if (random.nextInt(400) == 0) {
                    operator(plane, random);
                }
                session.step();
            }
            plane.inputs.forEach(twin::apply);
            assertSameFrames(plane.sent, twin.sent, where);
            assertEquals(plane.core.hash(), twin.core.hash(), where);
            assertSameBytes(Checkpoint.of(plane.core, 0), Checkpoint.of(twin.core, 0), where);
            left -= steps;
        }
        assertTrue(plane.core.orders().counters().get(OrderCounter.FILLS) > 500, where);
    }

    /** What {@link RandomSession} leaves out: the kill switch, the market's states, the second connection. */
    private static void operator(final OrderPlane plane, final SplittableRandom random) {
        final int instrument = plane.instrument(random.nextInt(3));
        final boolean isOn = random.nextInt(4) == 0;
        switch (random.nextInt(12)) {
            case 0 -> plane.apply(OrderInput.KILL, plane.writer.kill(KillScope.ALL, 0, 7, isOn));
            case 1 -> plane.apply(OrderInput.KILL, plane.writer.kill(KillScope.STRATEGY, random.nextInt(3), 7, isOn));
            case 2 -> plane.apply(OrderInput.KILL, plane.writer.kill(KillScope.INSTRUMENT, instrument, 7, isOn));
            case 3 ->
                plane.apply(OrderInput.MARKET_STATE, plane.writer.marketState(instrument, isOn ? 2 : 17, isOn ? 1 : 0));
            case 4 -> plane.apply(OrderInput.BACKUP_CONNECTED, 0);
            case 5 -> plane.apply(OrderInput.BACKUP_DISCONNECTED, 0);
            case 6 -> plane.cancelAll();
            default -> {
                plane.apply(OrderInput.KILL, plane.writer.kill(KillScope.ALL, 0, 7, false));
                plane.apply(OrderInput.KILL, plane.writer.kill(KillScope.STRATEGY, 1, 7, false));
                for (int i = 0; i < 3; i++) {
                    plane.apply(
                            OrderInput.KILL, plane.writer.kill(KillScope.INSTRUMENT, plane.instrument(i), 7, false));
                    plane.apply(OrderInput.MARKET_STATE, plane.writer.marketState(plane.instrument(i), 17, 0));
                }
            }
        }
    }

    private static void assertSameFrames(final List<byte[]> expected, final List<byte[]> actual, final String where) {
        assertEquals(expected.size(), actual.size(), where);
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), where + ", frame " + i);
        }
    }

    private static void assertSameBytes(final Checkpoint expected, final Checkpoint actual, final String where) {
        assertEquals(expected.hash(), actual.hash(), where);
        assertArrayEquals(bytes(expected), bytes(actual), where);
    }

    private static byte[] bytes(final Checkpoint checkpoint) {
        final byte[] bytes = new byte[checkpoint.length()];
        checkpoint.bytes().getBytes(0, bytes);
        return bytes;
    }

    private static Checkpoint afterSome() {
        final OrderPlane plane = new OrderPlane(3);
        final RandomSession session = new RandomSession(plane, new SplittableRandom(3));
        plane.logOn();
        for (int i = 0; i < 20_000; i++) {
            session.step();
        }
        return Checkpoint.of(plane.core, plane.nowNs);
    }

    /** Any bit of it: whatever else it says, it is not believed. */
    @Test
    void shouldRefuseWhatIsDamaged() {
        final Checkpoint checkpoint = afterSome();
        final byte[] whole = bytes(checkpoint);
        final SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 300; i++) {
            final byte[] damaged = whole.clone();
            final int at = i < 40 ? i : random.nextInt(damaged.length);
            if (at >= 24 && at < 32) {
                // When it was taken is for people.
                continue;
            }
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            final int place = at;
            if (at < 12 || at >= 16) {
                assertThrows(StateException.class, () -> load(damaged, damaged.length), () -> "bit of byte " + place);
            }
        }
        for (final int length : new int[] {0, 8, 39, 40, 60, whole.length / 2, whole.length - 1}) {
            assertThrows(StateException.class, () -> load(whole, length), () -> length + " bytes");
        }
        assertThrows(StateException.class, () -> load(Arrays.copyOf(whole, whole.length + 8), whole.length + 8));
    }

    private static void load(final byte[] bytes, final int length) {
        final OrderCore core = new OrderCore(OrderPlane.SETTINGS, 256, 16, new CoreListener() {});
        Checkpoint.load(core, new UnsafeBuffer(bytes), 0, length);
    }

    @Test
    void shouldSayWhenThereIsNoRoomForAll() {
        final Checkpoint checkpoint = afterSome();
        final StateException refused = assertThrows(StateException.class, () -> new Twin(checkpoint, 16, 16));
        assertTrue(refused.getMessage().contains("room for 16"), refused.getMessage());
    }
}
