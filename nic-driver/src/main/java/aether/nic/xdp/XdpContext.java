package aether.nic.xdp;

import aether.nic.socket.MulticastEndpoint;
import java.util.List;
import org.agrona.BitUtil;

/** Settings of an AF_XDP source or sink. */
public final class XdpContext {
    /** Frames that each queue can hold: at a million packets a second, 4 milliseconds. */
    public static final int DEFAULT_FRAMES = 4096;

    private static final int LEAST_FRAMES = 64;
    private static final int MOST_FRAMES = 1 << 17;
    private static final int MOST_BUDGET = 1024;
    private static final int MOST_BUSY_POLL_US = 1_000_000;

    /** Where the program runs. */
    public enum Mode {
        /** In the driver where it can, else in front of the stack. */
        AUTO,
        /** In the driver, or not at all. */
        NATIVE,
        /** In front of the stack: works with every driver. */
        GENERIC
    }

    /** Whether frames are copied into our memory. */
    public enum Copy {
        /** Not where the driver can do without. */
        AUTO,
        /** Always. */
        COPY,
        /** Never: refuse a driver that cannot. */
        ZERO_COPY
    }

    private String networkInterface;
    private List<MulticastEndpoint> feeds = List.of();
    private Mode mode = Mode.AUTO;
    private Copy copy = Copy.AUTO;
    private int frames = DEFAULT_FRAMES;
    private boolean wantsHugePages = true;
    private boolean wantsStamps;
    private boolean needsWakeup = true;
    private int busyPollUs;
    private int busyPollBudget = 64;

    /** Checks that all is there and in range. */
    public XdpContext conclude() {
        if (networkInterface == null || networkInterface.isEmpty()) {
            throw new IllegalArgumentException("an AF_XDP socket needs a network interface");
        }
        return checkRanges();
    }

    /** As {@link #conclude}, but for interface and feeds, which may not be known yet. */
    public XdpContext checkRanges() {
        if (!BitUtil.isPowerOfTwo(frames) || frames < LEAST_FRAMES || frames > MOST_FRAMES) {
            throw new IllegalArgumentException(
                    "frames must be a power of two from " + LEAST_FRAMES + " to " + MOST_FRAMES + ", not " + frames);
        }
        if (busyPollUs < 0 || busyPollUs > MOST_BUSY_POLL_US) {
            throw new IllegalArgumentException(
                    "busyPoll must be at most " + MOST_BUSY_POLL_US + " us, not " + busyPollUs);
        }
        if (busyPollBudget < 1 || busyPollBudget > MOST_BUDGET) {
            throw new IllegalArgumentException(
                    "busyPollBudget must be 1 to " + MOST_BUDGET + ", not " + busyPollBudget);
        }
        return this;
    }

    /** The same on another interface, for other feeds. */
    public XdpContext on(final String name, final List<MulticastEndpoint> endpoints) {
        return new XdpContext()
                .networkInterface(name)
                .feeds(endpoints)
                .mode(mode)
                .copy(copy)
                .frames(frames)
                .hugePages(wantsHugePages)
                .stamps(wantsStamps)
                .needWakeup(needsWakeup)
                .busyPoll(busyPollUs, busyPollBudget);
    }

    public XdpContext networkInterface(final String name) {
        networkInterface = name;
        return this;
    }

    /** Groups and ports that are taken in front of the kernel; their sources are not looked at here. */
    public XdpContext feeds(final List<MulticastEndpoint> endpoints) {
        feeds = List.copyOf(endpoints);
        return this;
    }

    public XdpContext mode(final Mode where) {
        mode = where;
        return this;
    }

    public XdpContext copy(final Copy how) {
        copy = how;
        return this;
    }

    /** Frames for receiving, and as many for sending, of each queue: a power of two. */
    public XdpContext frames(final int count) {
        frames = count;
        return this;
    }

    public XdpContext hugePages(final boolean wanted) {
        wantsHugePages = wanted;
        return this;
    }

    /** Whether the kernel stamps each frame as it arrives; else the time of the poll is taken. */
    public XdpContext stamps(final boolean wanted) {
        wantsStamps = wanted;
        return this;
    }

    /** Whether the kernel says when it must be woken, instead of being called each time. */
    public XdpContext needWakeup(final boolean wanted) {
        needsWakeup = wanted;
        return this;
    }

    /** The poll itself runs the driver, for up to so many microseconds and frames; 0: interrupts do. */
    public XdpContext busyPoll(final int microseconds, final int budget) {
        busyPollUs = microseconds;
        busyPollBudget = budget;
        return this;
    }

    String networkInterface() {
        return networkInterface;
    }

    List<MulticastEndpoint> feeds() {
        return feeds;
    }

    public Mode mode() {
        return mode;
    }

    public Copy copy() {
        return copy;
    }

    public int frames() {
        return frames;
    }

    public boolean wantsHugePages() {
        return wantsHugePages;
    }

    public boolean wantsStamps() {
        return wantsStamps;
    }

    boolean needsWakeup() {
        return needsWakeup;
    }

    public int busyPollUs() {
        return busyPollUs;
    }

    public int busyPollBudget() {
        return busyPollBudget;
    }
}
