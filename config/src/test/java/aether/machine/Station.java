package aether.machine;

import aether.nic.FrameHandler;
import aether.nic.NicCounter;
import aether.nic.chip.ChipCounter;
import aether.nic.chip.NicPort;
import aether.nic.chip.Trouble;
import aether.nic.sys.Scheduling;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A card at work: a thread that receives and checks, one that looks after it, and what they have seen. */
final class Station implements FrameHandler, AutoCloseable {
    static final int ANY_CORE = -1;
    private static final int NOT_ASKED = -1;

    private final NicPort port;
    private final int core;
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final Thread receiver = new Thread(this::receive, "receiver");
    private final Thread supervisor = new Thread(this::supervise, "supervisor");
    private final UnsafeBuffer answer = new UnsafeBuffer(new byte[2048]);
    private volatile boolean isRunning = true;
    private volatile boolean isEchoing;
    private volatile long got;
    private volatile long gaps;
    private volatile long broken;
    private volatile long others;
    private volatile long unanswered;
    private volatile long late;
    private final AtomicInteger clearFrom = new AtomicInteger(NOT_ASKED);
    private int first;
    private int next;

    /** {@code receiverCore}: where the receiver is to run. */
    Station(final NicPort.Opener opener, final int receiverCore) {
        core = receiverCore;
        port = new NicPort(opener, reports::add);
        receiver.start();
        supervisor.start();
    }

    private void receive() {
        if (core != ANY_CORE && Scheduling.pin(core) < 0) {
            reports.add("not bound to core " + core);
        }
        while (isRunning) {
            clearIfAsked();
            if (port.source().poll(this, 64) == 0) {
                Thread.onSpinWait();
            }
            port.sink().flush();
        }
    }

    private void supervise() {
        try {
            while (isRunning) {
                port.supervise(System.nanoTime());
                Thread.sleep(5);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onFrame(final DirectBuffer frame, final int length, final long rxTimeNs) {
        if (!TestFrames.isOurs(frame, length)) {
            others++;
            return;
        }
        if (!TestFrames.isWhole(frame, length)) {
            broken++;
            return;
        }
        final int number = TestFrames.number(frame);
        if (number < first) {
            late++;
            return;
        }
        gaps += number == next ? 0 : 1;
        next = number + 1;
        got++;
        if (isEchoing) {
            answer.putBytes(0, frame, 0, length);
            unanswered += port.sink().offer(answer, length) ? 0 : 1;
        }
    }

    /**
     * Counts from nothing, and expects frames from that number on; those before it are late, and not looked at. The receiver does it, between frames:
     * it alone writes what it counts.
     */
    String clear(final int number) throws InterruptedException {
        clearFrom.set(number);
        final long deadlineNs = System.nanoTime() + NicScripts.PATIENCE_MS * 1_000_000;
        while (clearFrom.get() != NOT_ASKED) {
            if (System.nanoTime() > deadlineNs) {
                return "ERR the receiver stands still";
            }
            Thread.sleep(1);
        }
        return "OK";
    }

    private void clearIfAsked() {
        final int number = clearFrom.get();
        if (number == NOT_ASKED) {
            return;
        }
        got = 0;
        gaps = 0;
        broken = 0;
        others = 0;
        unanswered = 0;
        late = 0;
        next = number;
        first = number;
        clearFrom.set(NOT_ASKED);
    }

    String echo(final boolean isOn) {
        isEchoing = isOn;
        return "OK";
    }

    String await(final long count, final long mostMs) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + mostMs * 1_000_000;
        while (got < count && System.nanoTime() < deadlineNs) {
            Thread.sleep(2);
        }
        return state();
    }

    String awaitRecovery(final long count, final long mostMs) throws InterruptedException {
        final long deadlineNs = System.nanoTime() + mostMs * 1_000_000;
        while (port.recoveries() < count && System.nanoTime() < deadlineNs) {
            Thread.sleep(2);
        }
        return state();
    }

    String send(final int count, final int length) {
        final long deadlineNs = System.nanoTime() + NicScripts.PATIENCE_MS * 1_000_000;
        final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
        for (int number = 0; number < count; number++) {
            frame.wrap(TestFrames.frame(TestFrames.GROUP, number, length));
            while (!port.sink().offer(frame, length)) {
                if (System.nanoTime() > deadlineNs) {
                    return "ERR stuck at " + number;
                }
                Thread.onSpinWait();
            }
        }
        port.sink().flush();
        return "OK sent=" + count;
    }

    String state() {
        return "OK got=" + got + " gaps=" + gaps + " broken=" + broken + " others=" + others + " late=" + late
                + " unanswered="
                + unanswered
                + " invalid=" + port.counter(NicCounter.INVALID)
                + " linkdowns=" + port.counter(NicCounter.LINK_DOWN)
                + " counted=" + port.counter(ChipCounter.RECEIVED)
                + " recoveries=" + port.recoveries()
                + " us=" + port.lastRecoveryNs() / 1_000
                + " down=" + (port.downForNs(System.nanoTime()) != 0)
                + " troubles="
                + Arrays.stream(Trouble.values())
                        .filter(trouble -> port.troubles(trouble) > 0)
                        .map(trouble -> trouble + ":" + port.troubles(trouble))
                        .collect(Collectors.joining(","));
    }

    String reports() {
        return "OK " + String.join(" | ", reports);
    }

    @Override
    public String toString() {
        return port.toString();
    }

    @Override
    public void close() {
        isRunning = false;
        try {
            receiver.join(10_000);
            supervisor.join(10_000);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        port.close();
    }
}
