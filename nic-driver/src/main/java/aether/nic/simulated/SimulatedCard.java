package aether.nic.simulated;

import aether.nic.TransportException;
import aether.nic.chip.Bus;
import aether.nic.chip.Registers;
import aether.nic.chip.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A card and the slot that it is in. A test turns what can go wrong on and off, and puts frames in and takes them out; any thread may do so.
 */
public abstract class SimulatedCard implements Bus, Registers {
    private static final byte[] BROADCAST = {-1, -1, -1, -1, -1, -1};

    private final SimulatedIommu iommu = new SimulatedIommu();
    private final List<byte[]> sent = new ArrayList<>();
    private final byte[] address;
    private boolean isPresent = true;
    private boolean isDecoding;
    private boolean isMaster;
    private boolean isLinkUp = true;
    private boolean hasOwnReset = true;
    private boolean hasBusReset = true;
    private boolean isSilent;
    private boolean throwsWhenGone;
    private Trouble signalled = Trouble.NONE;
    private long dropped;
    private int closes;

    SimulatedCard(final byte[] address) {
        this.address = address.clone();
    }

    /** As it is when it gets power, and after every reset that works. */
    abstract void powerOn();

    /** A register's value; the card is there. */
    abstract int get(int offset, int width);

    /** A write to a register; the card is there. */
    abstract void put(int offset, int width, int value);

    /** A frame that has passed the filters of the link. Returns whether it has come to memory. */
    abstract boolean receive(byte[] frame);

    /** Sends what waits, as after a stop. */
    public abstract void sendWaiting();

    public final SimulatedIommu iommu() {
        return iommu;
    }

    final byte[] address() {
        return address;
    }

    /** A frame comes in by the wire; true when it has come to memory. */
    public final synchronized boolean inject(final byte[] frame) {
        return isPresent && isLinkUp && !isSilent && receive(frame);
    }

    /** What has left by the wire, and forgets it. */
    public final synchronized List<byte[]> takeSent() {
        final List<byte[]> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    final void leave(final byte[] frame) {
        sent.add(frame);
    }

    final void drop() {
        dropped++;
    }

    /** Frames that found no room. */
    public final synchronized long dropped() {
        return dropped;
    }

    final boolean reachesMemory() {
        return isPresent && isMaster;
    }

    final boolean isSilent() {
        return isSilent;
    }

    final boolean hasLink() {
        return isLinkUp;
    }

    final boolean hasOwnReset() {
        return hasOwnReset;
    }

    final boolean isForAll(final byte[] frame) {
        return Arrays.equals(frame, 0, 6, BROADCAST, 0, 6);
    }

    final boolean isForMe(final byte[] frame) {
        return Arrays.equals(frame, 0, 6, address, 0, 6);
    }

    // What can go wrong.

    /** The cable is pulled, or put in again. */
    public final synchronized void link(final boolean isUp) {
        isLinkUp = isUp;
    }

    /** The card is pulled: its registers answer with ones, or the access fails. */
    public final synchronized void remove(final boolean accessFails) {
        isPresent = false;
        isDecoding = false;
        isMaster = false;
        throwsWhenGone = accessFails;
    }

    /** Another card of the same kind is put in. */
    public final synchronized void insert() {
        isPresent = true;
        powerOn();
    }

    /** Whether a reset from outside resets anything; it reports success in any case. */
    public final synchronized void busReset(final boolean works) {
        hasBusReset = works;
    }

    /** Whether the card's own reset ever ends. */
    public final synchronized void ownReset(final boolean works) {
        hasOwnReset = works;
    }

    /** The card stops to move frames, and says nothing. */
    public final synchronized void silence(final boolean isOn) {
        isSilent = isOn;
        if (!isOn) {
            sendWaiting();
        }
    }

    /** The bus reports something. */
    public final synchronized void signal(final Trouble trouble) {
        signalled = trouble;
    }

    // The bus.

    @Override
    public final String name() {
        return "0000:00:00.0";
    }

    @Override
    public final boolean isPresent() {
        return isPresent;
    }

    @Override
    public final synchronized void decode(final boolean isOn) {
        isDecoding = isOn && isPresent;
    }

    @Override
    public final synchronized void master(final boolean isOn) {
        isMaster = isOn && isPresent;
    }

    @Override
    public final synchronized String reset() {
        if (hasBusReset && isPresent) {
            powerOn();
        }
        return "simulated";
    }

    @Override
    public final synchronized Trouble signalled() {
        final Trouble now = signalled;
        signalled = Trouble.NONE;
        return now;
    }

    @Override
    public final synchronized void close() {
        isMaster = false;
        closes++;
    }

    /** How often it was let go. */
    public final int closes() {
        return closes;
    }

    @Override
    public int config(final int offset, final int width) {
        throw new TransportException("no configuration space at " + offset);
    }

    @Override
    public Registers bar(final int index) {
        return this;
    }

    // Its registers.

    private boolean answers() {
        if (isPresent && isDecoding) {
            return true;
        }
        if (throwsWhenGone) {
            throw new InternalError("a fault occurred in an unsafe memory access operation");
        }
        return false;
    }

    private synchronized int read(final int offset, final int width) {
        return answers() ? get(offset, width) : -1 >>> 32 - 8 * width;
    }

    private synchronized void write(final int offset, final int width, final int value) {
        if (answers()) {
            put(offset, width, value);
        }
    }

    @Override
    public final int read(final int offset) {
        return read(offset, 4);
    }

    @Override
    public final void write(final int offset, final int value) {
        write(offset, 4, value);
    }

    @Override
    public final int readShort(final int offset) {
        return read(offset, 2);
    }

    @Override
    public final void writeShort(final int offset, final int value) {
        write(offset, 2, value & 0xFFFF);
    }

    @Override
    public final int readByte(final int offset) {
        return read(offset, 1);
    }

    @Override
    public final void writeByte(final int offset, final int value) {
        write(offset, 1, value & 0xFF);
    }
}
