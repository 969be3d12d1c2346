package aether.nic.chip;

import aether.nic.FrameSink;
import aether.nic.FrameSource;
import aether.nic.NicCounter;
import aether.nic.TransportException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.agrona.CloseHelper;

/**
 * A card that is driven by this process, from its first reset to its last, through everything that may happen in between: one thread receives
 * from its {@link #source()}, one sends through its {@link #sink()}, and one looks after it ({@link #supervise}). When something is wrong, the
 * other two stay away while the card is stopped, reset, verified and started anew; the frames that were lost meanwhile are the feed's to
 * recover.
 *
 * <pre>
 *  RUNNING - trouble - LEAVING - the receiver has left - RECOVERING - well - RUNNING
 *                                                             | not well: again after a second
 * </pre>
 */
public final class NicPort implements AutoCloseable {
    private static final long RETRY_NS = TimeUnit.SECONDS.toNanos(1);

    /** A card on its bus. */
    public record Unit(Bus bus, Chip chip) {}

    /** How to get hold of the card, at first and after it was away. */
    public interface Opener {
        /**
         * Opens it, and resets or starts nothing yet.
         *
         * @throws TransportException when it cannot be had
         */
        Unit open();
    }

    /** Where it is. */
    public enum State {
        /** Frames come and go. */
        RUNNING,
        /** The receiver is asked to stay away. */
        LEAVING,
        /** Nobody but the supervisor touches the card. */
        RECOVERING,
        /** It is closed. */
        CLOSED
    }

    private final Opener opener;
    private final Consumer<String> report;
    private final PortSource source = new PortSource(this);
    private final PortSink sink = new PortSink(this);
    private final AtomicLongArray troubles = new AtomicLongArray(Trouble.values().length);
    private final EarlierCounts earlier = new EarlierCounts();
    private volatile State state = State.RECOVERING;
    private volatile boolean isFaulty;
    private volatile Unit unit;
    private Trouble trouble = Trouble.NONE;
    private long troubleNs;
    private long retryNs;
    private long wentDownNs;
    private boolean wasLinkUp = true;
    private boolean isReported;
    private boolean isAway;
    private volatile long linkDowns;
    private volatile long recoveries;
    private volatile long lastRecoveryNs;

    /**
     * Opens, resets and starts a card.
     *
     * @param report takes lines for people
     * @throws TransportException when the card cannot be had or does not come to life; nothing is left open
     */
    public NicPort(final Opener opener, final Consumer<String> report) {
        this.opener = opener;
        this.report = report;
        unit = opener.open();
        try {
            bringUp();
        } catch (final TransportException | InternalError e) {
            CloseHelper.quietClose(unit.bus());
            throw e instanceof final TransportException failed
                    ? failed
                    : new TransportException(unit.bus().name() + ": its registers do not answer", e);
        }
        state = State.RUNNING;
    }

    /** From any state to running: quiet, reset from outside and by its own means, verified; only then may it reach memory. */
    private void bringUp() {
        final Bus bus = unit.bus();
        final Chip chip = unit.chip();
        bus.master(false);
        bus.decode(true);
        chip.stop();
        chip.mark();
        final String how = bus.reset();
        bus.decode(true);
        final boolean hadEffect = !chip.isMarked();
        chip.reset();
        if (!hadEffect && chip.isMarked()) {
            throw new TransportException(
                    bus.name() + ": neither the reset from outside (" + how + ") nor the card's own resets anything");
        }
        bus.master(true);
        chip.start();
        if (!hadEffect) {
            report.accept(bus.name() + ": the reset from outside (" + how + ") had no effect; its own reset had");
        }
    }

    /** Frames that come. One for the port; its counters go on over resets. */
    public FrameSource source() {
        return source;
    }

    /** Frames that leave. One for the port. */
    public FrameSink sink() {
        return sink;
    }

    /** Name of the card, and where it is. */
    @Override
    public String toString() {
        return unit.chip().name() + " at " + unit.bus().name();
    }

    /** The card's own address, 48 bits, the first octet highest. */
    public long hardwareAddress() {
        return unit.chip().hardwareAddress();
    }

    Chip chip() {
        return unit.chip();
    }

    State state() {
        return state;
    }

    /** On the receiver's thread, which sees that it is to stay away. */
    void leave() {
        if (state == State.LEAVING) {
            state = State.RECOVERING;
        }
    }

    /** Any thread: an access to the card did not come back well. */
    void onFault() {
        isFaulty = true;
    }

    /** Looks after the card; every few milliseconds on a thread of the host, with {@code nowNs} by any clock that goes on. */
    public void supervise(final long nowNs) {
        switch (state) {
            case RUNNING -> look(nowNs);
            case RECOVERING -> recover(nowNs);
            default -> {
                // The receiver comes by at its next turn; nobody else is to do anything.
            }
        }
    }

    private void look(final long nowNs) {
        Trouble found;
        try {
            watchLink();
            found = unit.chip().inspect(nowNs);
            final Trouble signalled = unit.bus().signalled();
            found = signalled == Trouble.NONE ? found : signalled;
        } catch (final InternalError e) {
            // The kernel has taken the registers away: the way in which a card that was pulled answers.
            found = Trouble.REMOVED;
        }
        if (isFaulty && found == Trouble.NONE) {
            found = Trouble.DEVICE_FAULT;
        }
        if (found != Trouble.NONE) {
            begin(found, nowNs);
        }
    }

    private void watchLink() {
        final boolean isUp = unit.chip().isLinkUp();
        if (isUp != wasLinkUp) {
            wasLinkUp = isUp;
            linkDowns += isUp ? 0 : 1;
            report.accept(unit.bus().name() + ": its link is " + (isUp ? "up" : "down"));
        }
    }

    private void begin(final Trouble found, final long nowNs) {
        trouble = found;
        troubleNs = nowNs;
        retryNs = nowNs;
        wentDownNs = System.nanoTime();
        isReported = false;
        troubles.incrementAndGet(found.ordinal());
        state = State.LEAVING;
    }

    private void recover(final long nowNs) {
        if (nowNs < retryNs || !sink.tryClaim()) {
            return;
        }
        try {
            isFaulty = false;
            if (trouble == Trouble.REMOVED) {
                openAgain();
            } else {
                quietly();
            }
            bringUp();
            lastRecoveryNs = System.nanoTime() - wentDownNs;
            recoveries++;
            report.accept(String.format(
                    "%s: %s; reset, and running again after %.1f ms",
                    unit.bus().name(), trouble.text(), lastRecoveryNs / 1e6));
            state = State.RUNNING;
        } catch (final TransportException | InternalError e) {
            retryNs = nowNs + RETRY_NS;
            trouble = unit.bus().isPresent() ? trouble : Trouble.REMOVED;
            if (!isReported) {
                isReported = true;
                report.accept(unit.bus().name() + ": " + trouble.text() + ", and it does not come back: "
                        + e.getMessage() + "; tried again every second");
            }
        } finally {
            sink.release();
        }
    }

    /** Nothing of a card that is gone can be used again. */
    private void openAgain() {
        isAway = true;
        unit.bus().close();
        final Unit opened = opener.open();
        earlier.add(unit.chip());
        unit = opened;
        isAway = false;
    }

    private void quietly() {
        try {
            unit.chip().stop();
        } catch (final InternalError e) {
            // It will be reset anyhow.
        }
    }

    /** For how long it has not been running, nanoseconds; 0 while it is. By the clock of {@link #supervise}. */
    public long downForNs(final long nowNs) {
        return state == State.RUNNING ? 0 : nowNs - troubleNs;
    }

    /** How often something was wrong; any thread. */
    public long troubles(final Trouble which) {
        return troubles.get(which.ordinal());
    }

    /** How often the card was brought back; any thread. */
    public long recoveries() {
        return recoveries;
    }

    /** How long that took the last time, from the first notice, nanoseconds; any thread. */
    public long lastRecoveryNs() {
        return lastRecoveryNs;
    }

    /** What driver and card have counted since the port was opened; any thread. */
    public long counter(final NicCounter counter) {
        return counter == NicCounter.LINK_DOWN ? linkDowns : unit.chip().counter(counter) + earlier.get(counter);
    }

    /** What the card has counted; any thread. */
    public long counter(final ChipCounter counter) {
        return unit.chip().counter(counter) + earlier.get(counter);
    }

    /** Stops the card and lets it go; when neither receiver nor sender runs any more. */
    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        if (isAway) {
            return;
        }
        quietly();
        try {
            unit.bus().master(false);
        } catch (final TransportException e) {
            // A card that is gone reaches nothing.
        }
        unit.bus().close();
    }
}
