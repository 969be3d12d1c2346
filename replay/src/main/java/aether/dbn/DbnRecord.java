package aether.dbn;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One record: a view, moved from one to the next. What it holds is told by its rtype; every kind begins alike:
 *
 * <pre>
 *  0 u8 length in words of 4 bytes   1 u8 rtype   2 u16 publisher   4 u32 instrument   8 u64 ts_event
 *
 *  MBO    16 u64 order  24 i64 price  32 u32 size  36 flags  37 channel  38 action  39 side  40 u64 ts_recv  48 i32 delta  52 u32 sequence
 *  trade  16 i64 price  24 u32 size   28 action    29 side   30 flags    31 depth            32 u64 ts_recv  40 i32 delta  44 u32 sequence
 *         and behind it, in MBP-1 and MBP-10, levels of 32: 0 i64 bid  8 i64 ask  16 u32 bid size  20 u32 ask size  24, 28 u32 orders
 * </pre>
 */
final class DbnRecord {
    static final int HEADER = 16;
    static final int WORD = 4;

    static final int TRADE = 0x00;
    static final int MBP_1 = 0x01;
    static final int MBP_10 = 0x0A;
    static final int STATUS = 0x12;
    static final int DEFINITION = 0x13;
    static final int SYMBOL_MAPPING = 0x16;
    static final int STATISTICS = 0x18;
    static final int MBO = 0xA0;

    static final int LAST = 0x80;
    static final int TOP_OF_BOOK = 0x40;
    static final int MAYBE_BAD_BOOK = 0x04;

    static final long NO_TIME = -1;
    static final long NO_PRICE = Long.MAX_VALUE;

    private static final int TRADE_BYTES = 48;
    private static final int LEVEL = 32;
    private static final int BAND = 4;

    private final DirectBuffer buffer;
    private int at;
    private int version;

    DbnRecord(final DirectBuffer buffer) {
        this.buffer = buffer;
    }

    /** A view of a copy's bytes. */
    static DbnRecord over(final byte[] bytes) {
        return new DbnRecord(new UnsafeBuffer(bytes));
    }

    DbnRecord at(final int offset, final int ofVersion) {
        at = offset;
        version = ofVersion;
        return this;
    }

    /** Copies the record; returns behind it. */
    int copyTo(final byte[] bytes, final int offset) {
        buffer.getBytes(at, bytes, offset, length());
        return offset + length();
    }

    int version() {
        return version;
    }

    /** Bytes that a record of its kind has at least; 0 for kinds that are left out. */
    int least() {
        return switch (type()) {
            case MBO -> 56;
            case TRADE -> TRADE_BYTES;
            case MBP_1 -> TRADE_BYTES + LEVEL;
            case MBP_10 -> TRADE_BYTES + 10 * LEVEL;
            case STATUS -> 40;
            case STATISTICS -> version == 3 ? 80 : 64;
            case DEFINITION -> version == 1 ? 360 : version == 2 ? 400 : 520;
            case SYMBOL_MAPPING -> version == 1 ? 80 : 176;
            default -> 0;
        };
    }

    int length() {
        return byteAt(0) * WORD;
    }

    int type() {
        return byteAt(1);
    }

    /** Dataset and venue. */
    int publisher() {
        return shortAt(2);
    }

    /** The venue's number, such as CME's SecurityID. */
    int instrument() {
        return intAt(4);
    }

    /** Nanoseconds since the epoch; {@link #NO_TIME} when it is not known. */
    long eventNs() {
        return longAt(8);
    }

    /** When it was received: what files are sorted by. Without it, the time of the event. */
    long receivedNs() {
        final long received =
                switch (type()) {
                    case MBO -> longAt(40);
                    case TRADE, MBP_1, MBP_10 -> longAt(32);
                    case STATUS, DEFINITION, STATISTICS -> longAt(16);
                    default -> NO_TIME;
                };
        return received == NO_TIME ? eventNs() : received;
    }

    /** When the venue sent it. */
    long sentNs() {
        return receivedNs()
                - switch (type()) {
                    case MBO -> intAt(48);
                    case TRADE, MBP_1, MBP_10 -> intAt(40);
                    case STATISTICS -> intAt(version == 3 ? 52 : 48);
                    default -> 0;
                };
    }

    /** The venue's packet or message number; 0 for kinds that have none. */
    long sequence() {
        return switch (type()) {
            case MBO -> unsignedAt(52);
            case TRADE, MBP_1, MBP_10 -> unsignedAt(44);
            case STATISTICS -> unsignedAt(version == 3 ? 48 : 44);
            default -> 0;
        };
    }

    int flags() {
        return byteAt(isMbo() ? 36 : 30);
    }

    boolean has(final int flag) {
        return (flags() & flag) != 0;
    }

    char action() {
        return (char) byteAt(isMbo() ? 38 : 28);
    }

    /** B bid, A ask, N not known. */
    char side() {
        return (char) byteAt(isMbo() ? 39 : 29);
    }

    long orderId() {
        return longAt(16);
    }

    long price() {
        return longAt(isMbo() ? 24 : 16);
    }

    long size() {
        return unsignedAt(isMbo() ? 32 : 24);
    }

    private boolean isMbo() {
        return type() == MBO;
    }

    /** Rows of each side that it tells. */
    int levels() {
        return type() == MBP_10 ? 10 : type() == MBP_1 ? 1 : 0;
    }

    /** Of a row from 0; {@link #NO_PRICE} for an empty one. */
    long levelPrice(final int row, final int side) {
        return longAt(TRADE_BYTES + row * LEVEL + side * Long.BYTES);
    }

    long levelSize(final int row, final int side) {
        return unsignedAt(TRADE_BYTES + row * LEVEL + 2 * Long.BYTES + side * BAND);
    }

    int levelOrders(final int row, final int side) {
        return intAt(TRADE_BYTES + row * LEVEL + 3 * Long.BYTES + side * BAND);
    }

    int byteAt(final int offset) {
        return buffer.getByte(at + offset) & 0xFF;
    }

    int shortAt(final int offset) {
        return buffer.getShort(at + offset, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    int intAt(final int offset) {
        return buffer.getInt(at + offset, ByteOrder.LITTLE_ENDIAN);
    }

    private long unsignedAt(final int offset) {
        return intAt(offset) & 0xFFFFFFFFL;
    }

    long longAt(final int offset) {
        return buffer.getLong(at + offset, ByteOrder.LITTLE_ENDIAN);
    }
}
