package aether.feed.deribit;

import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.concurrent.UnsafeBuffer;

/** Builds packets of the venue's form, message by message, in the style of the tests' language. */
public final class DeribitPackets {
    /** Room for one packet, bytes. */
    public static final int MAX_LENGTH = 2000;

    /** One level of a change. */
    public record Change(boolean isBid, int action, double price, double amount) {}

    /** One level of a snapshot. */
    public record Level(boolean isBid, double price, double amount) {}

    private static final int SNAPSHOT_CHANNELS = 100;
    private static final int SCHEMA_ID = 1;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MAX_LENGTH]);
    private int length = 8;

    private DeribitPackets(final int channel, final long sequence) {
        buffer.putShort(2, (short) channel, ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(4, (int) sequence, ByteOrder.LITTLE_ENDIAN);
    }

    /** A packet of live messages. */
    public static DeribitPackets live(final int channel, final long sequence) {
        return new DeribitPackets(channel, sequence);
    }

    /** A packet of the channel's snapshots. */
    public static DeribitPackets snapshots(final int channel, final long sequence) {
        return new DeribitPackets(SNAPSHOT_CHANNELS + channel, sequence);
    }

    /** A level that was not there. */
    public static Change created(final boolean isBid, final double price, final double amount) {
        return new Change(isBid, 0, price, amount);
    }

    /** A level with another amount. */
    public static Change changed(final boolean isBid, final double price, final double amount) {
        return new Change(isBid, 1, price, amount);
    }

    /** A level that is gone. */
    public static Change deleted(final boolean isBid, final double price) {
        return new Change(isBid, 2, price, 0);
    }

    private void header(final int templateId, final int version, final int block, final int groups, final int data) {
        for (final int value : new int[] {block, templateId, SCHEMA_ID, version, groups, data}) {
            u16(value);
        }
    }

    private void group(final int block, final int entries) {
        for (final int value : new int[] {block, entries, 0, 0}) {
            u16(value);
        }
    }

    private void u8(final int value) {
        buffer.putByte(length++, (byte) value);
    }

    private void u16(final int value) {
        buffer.putShort(length, (short) value, ByteOrder.LITTLE_ENDIAN);
        length += 2;
    }

    private void u32(final int value) {
        buffer.putInt(length, value, ByteOrder.LITTLE_ENDIAN);
        length += 4;
    }

    private void u64(final long value) {
        buffer.putLong(length, value, ByteOrder.LITTLE_ENDIAN);
        length += 8;
    }

    private void f64(final double value) {
        u64(Double.doubleToRawLongBits(value));
    }

    /** A change of a book that takes one message. */
    public DeribitPackets book(
            final int instrument, final long timeMs, final long previous, final long change, final Change... levels) {
        return book(instrument, timeMs, previous, change, true, levels);
    }

    /** A change, or a part of one. */
    public DeribitPackets book(
            final int instrument,
            final long timeMs,
            final long previous,
            final long change,
            final boolean isLast,
            final Change... levels) {
        header(1001, 2, 29, 1, 0);
        u32(instrument);
        u64(timeMs);
        u64(previous);
        u64(change);
        u8(isLast ? 1 : 0);
        group(18, levels.length);
        for (final Change level : levels) {
            u8(level.isBid() ? 1 : 0);
            u8(level.action());
            f64(level.price());
            f64(level.amount());
        }
        return this;
    }

    /** One trade. */
    public DeribitPackets trade(
            final int instrument, final long timeMs, final boolean isSell, final double price, final double amount) {
        header(1002, 2, 4, 1, 0);
        u32(instrument);
        group(83, 1);
        u8(isSell ? 1 : 0);
        f64(price);
        f64(amount);
        u64(timeMs);
        for (int i = 0; i < 4; i++) {
            u64(i);
        }
        u16(0);
        for (int i = 0; i < 3; i++) {
            u64(-1);
        }
        return this;
    }

    /** Open interest, limits and settlement; everything else is nothing. */
    public DeribitPackets ticker(
            final int instrument,
            final long timeMs,
            final double openInterest,
            final double minSell,
            final double maxBuy,
            final double settlement) {
        header(1003, 2, 133, 0, 0);
        u32(instrument);
        u8(1);
        u64(timeMs);
        f64(openInterest);
        f64(minSell);
        f64(maxBuy);
        for (int i = 0; i < 11; i++) {
            u64(-1);
        }
        f64(settlement);
        return this;
    }

    /** A whole book. */
    public DeribitPackets snapshot(final int instrument, final long timeMs, final long change, final Level... levels) {
        return snapshot(instrument, timeMs, change, true, levels);
    }

    /** A book, or a part of one. */
    public DeribitPackets snapshot(
            final int instrument, final long timeMs, final long change, final boolean isLast, final Level... levels) {
        header(1004, 2, 22, 1, 0);
        u32(instrument);
        u64(timeMs);
        u64(change);
        u8(1);
        u8(isLast ? 1 : 0);
        group(17, levels.length);
        for (final Level level : levels) {
            u8(level.isBid() ? 1 : 0);
            f64(level.price());
            f64(level.amount());
        }
        return this;
    }

    /** A pass over all snapshots begins. */
    public DeribitPackets passStart() {
        header(1005, 2, 4, 0, 0);
        u32(200);
        return this;
    }

    /** It ends. */
    public DeribitPackets passEnd() {
        header(1006, 2, 0, 0, 0);
        return this;
    }

    /** An instrument's definition in its newer form, with a table of tick sizes. */
    public DeribitPackets instrument(final int id, final String name, final double tickSize) {
        header(1010, 3, 139, 1, 1);
        final int root = length;
        buffer.setMemory(root, 139, (byte) 0);
        u32(id);
        u8(1);
        length = root + 91;
        f64(tickSize);
        length = root + 139;
        group(16, 2);
        for (int i = 0; i < 4; i++) {
            f64(i);
        }
        name(name);
        return this;
    }

    /** An index price, with a group nested in a group behind it that no version known has. */
    public DeribitPackets unknownWithNestedGroups(final int entries) {
        header(1999, 9, 4, 1, 0);
        u32(7);
        for (final int value : new int[] {2, entries, 1, 1}) {
            u16(value);
        }
        for (int i = 0; i < entries; i++) {
            u16(i);
            group(8, 1);
            u64(i);
            name("x".repeat(i));
        }
        return this;
    }

    private void name(final String text) {
        u8(text.length());
        for (final byte character : text.getBytes(StandardCharsets.US_ASCII)) {
            u8(character);
        }
    }

    /** The packet; the header's length is set. */
    public UnsafeBuffer build() {
        buffer.putShort(0, (short) (length - 8), ByteOrder.LITTLE_ENDIAN);
        return new UnsafeBuffer(buffer, 0, length);
    }

    /** As {@link #build}, as an array of its own. */
    public byte[] toBytes() {
        final byte[] bytes = new byte[length];
        build().getBytes(0, bytes);
        return bytes;
    }
}
