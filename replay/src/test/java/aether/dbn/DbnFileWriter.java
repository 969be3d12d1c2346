package aether.dbn;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes files of the kind, byte by byte, so that nothing of what reads them is used. */
public final class DbnFileWriter {
    /** Of the record that a test is about to write. */
    public record Mbo(
            int instrument,
            long orderId,
            long price,
            long size,
            char action,
            char side,
            int flags,
            long timeNs,
            int sequence) {}

    public static final int LAST = 0x80;
    public static final int SNAPSHOT = 0x28;
    public static final long NONE = Long.MAX_VALUE;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int version;

    /** A file of one dataset, and of one symbol for each instrument: {@code S} and its number. */
    public DbnFileWriter(final int version, final int schema, final int symbolWidth, final int... instruments) {
        this.version = version;
        final int width = version == 1 ? 22 : symbolWidth;
        final ByteBuffer head = little(4096 + instruments.length * 8 * width);
        head.put(new byte[] {'D', 'B', 'N', (byte) version}).putInt(0);
        text(head, "TEST.SET", 16);
        head.putShort((short) schema).putLong(0).putLong(-1).putLong(0);
        if (version == 1) {
            head.putLong(-1).put((byte) 1).put((byte) 0).put((byte) 0).put(new byte[47]);
        } else {
            head.put((byte) 1)
                    .put((byte) 0)
                    .put((byte) 0)
                    .putShort((short) width)
                    .put(new byte[53]);
        }
        head.putInt(0);
        head.putInt(instruments.length);
        for (final int instrument : instruments) {
            text(head, "S" + instrument, width);
        }
        head.putInt(0).putInt(0).putInt(instruments.length);
        for (final int instrument : instruments) {
            text(head, "S" + instrument, width);
            head.putInt(1).putInt(19700101).putInt(20990101);
            text(head, String.valueOf(instrument), width);
        }
        while (version == 3 && head.position() % 8 != 0) {
            head.put((byte) 0);
        }
        head.putInt(4, head.position() - 8);
        add(head);
    }

    private static ByteBuffer little(final int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void text(final ByteBuffer into, final String text, final int width) {
        final byte[] field = new byte[width];
        final byte[] characters = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(characters, 0, field, 0, characters.length);
        into.put(field);
    }

    private void add(final ByteBuffer record) {
        bytes.write(record.array(), 0, record.position());
    }

    private static ByteBuffer record(final int length, final int type, final int instrument, final long timeNs) {
        return little(length)
                .put((byte) (length / 4))
                .put((byte) type)
                .putShort((short) 1)
                .putInt(instrument)
                .putLong(timeNs);
    }

    /** An order's record. */
    public DbnFileWriter mbo(final Mbo mbo) {
        add(record(56, 0xA0, mbo.instrument(), mbo.timeNs() - 1000)
                .putLong(mbo.orderId())
                .putLong(mbo.price())
                .putInt((int) mbo.size())
                .put((byte) mbo.flags())
                .put((byte) 0)
                .put((byte) mbo.action())
                .put((byte) mbo.side())
                .putLong(mbo.timeNs())
                .putInt(300)
                .putInt(mbo.sequence()));
        return this;
    }

    /**
     * All rows of an instrument.
     *
     * @param rows for each of ten: bid price, ask price, bid size, ask size, bid orders, ask orders
     */
    public DbnFileWriter mbp10(
            final int instrument,
            final char action,
            final int flags,
            final long timeNs,
            final int sequence,
            final long[][] rows) {
        final ByteBuffer record = record(368, 0x0A, instrument, timeNs - 1000)
                .putLong(NONE)
                .putInt(0)
                .put((byte) action)
                .put((byte) 'N')
                .put((byte) flags)
                .put((byte) 0)
                .putLong(timeNs)
                .putInt(300)
                .putInt(sequence);
        for (final long[] row : rows) {
            record.putLong(row[0]).putLong(row[1]);
            for (int i = 2; i < row.length; i++) {
                record.putInt((int) row[i]);
            }
        }
        add(record);
        return this;
    }

    /** A statistic; its quantity is as wide as the version has it. */
    public DbnFileWriter statistic(final int instrument, final int type, final long price, final long quantity) {
        final ByteBuffer record = record(version == 3 ? 80 : 64, 0x18, instrument, 1)
                .putLong(2)
                .putLong(-1)
                .putLong(price);
        if (version == 3) {
            record.putLong(quantity);
        } else {
            record.putInt(quantity == Long.MAX_VALUE ? Integer.MAX_VALUE : (int) quantity);
        }
        record.putInt(7)
                .putInt(0)
                .putShort((short) type)
                .putShort((short) 0)
                .put((byte) 1)
                .put((byte) 255);
        add(record.put(new byte[record.remaining()]));
        return this;
    }

    /** A status. */
    public DbnFileWriter status(final int instrument, final int action, final int reason, final int event) {
        add(record(40, 0x12, instrument, 1)
                .putLong(2)
                .putShort((short) action)
                .putShort((short) reason)
                .putShort((short) event)
                .put(new byte[10]));
        return this;
    }

    /** A definition; what is not given here stands for nothing. */
    public DbnFileWriter definition(final int instrument, final String symbol, final long increment) {
        final int[] places = version == 1
                ? new int[] {360, 200, 222, 248, 349}
                : version == 2 ? new int[] {400, 200, 271, 297, 382} : new int[] {520, 238, 309, 335, 493};
        final ByteBuffer record =
                record(places[0], 0x13, instrument, 1).putLong(2).putLong(increment);
        record.position(places[1]);
        text(record, symbol, version == 1 ? 22 : 71);
        record.position(places[2]);
        text(record, "GR", 21);
        record.position(places[3]);
        text(record, "ASSET", 7);
        record.put(places[4], (byte) 'A').position(places[0]);
        add(record);
        return this;
    }

    /** Bytes as they are. */
    public DbnFileWriter raw(final int... values) {
        for (final int value : values) {
            bytes.write(value);
        }
        return this;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }
}
