package aether.reader;

import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Layout of the file that books are published in: a header, then a slot for each instrument, in the order in which they
 * appeared. All little-endian, in words of 8 bytes:
 *
 * <pre>
 *  header   0        1         2             3                4                5                6          8
 *          +--------+---------+-------------+----------------+----------------+----------------+-  unused -+
 *          | magic  | version | slots u32,  | slots in use   | last alive, ns | live since, ns |           |
 *          |        |         | depth u32   |                |                |                |           |
 *          +--------+---------+-------------+----------------+----------------+----------------+-  -  -  - +
 *  slot     0          1                      2         3        4           5              6          7
 *          +----------+----------------------+---------+--------+-----------+--------------+----------+-----------+
 *          | sequence | SecurityID u32,      | eventId | RptSeq | packet    | TransactTime | receive  | rows set: |
 *          |          | state u8, order      |         |        | MsgSeqNum | ns           | time ns  | bid u32,  |
 *          |          | state u8, status u16 |         |        |           |              |          | offer u32 |
 *          +----------+----------------------+---------+--------+-----------+--------------+----------+-----------+
 *           8               9                10                      11 … 15
 *          +---------------+----------------+-----------------------+------------+
 *          | last trade:   | last trade:    | price exponent i32,   | symbol,    |
 *          | price         | size           | aggressor u32         | ASCII      |
 *          +---------------+----------------+-----------------------+------------+
 *           16                          16 + 3 * depth
 *          +---------------------------+---------------------------+
 *          | bid rows, best first      | offer rows, best first    |   each row: price, size, orders
 *          +---------------------------+---------------------------+
 * </pre>
 *
 * Before it is live, which is said by "live since", what is published is what was recorded once (0: still); a book whose receive time is before that has not changed since.
 *
 * <p>What every event changes lies in the slot's first cache line. The slot's sequence is odd while it is being written. A reader copies the slot and keeps the copy only when the sequence was
 * even before and is the same after: then it is one event's book, whole. The writer never waits for anybody.
 */
public final class BookFile {
    /** First word of the file. */
    public static final long MAGIC = 0x534B4F4F42454100L;

    public static final int VERSION = 3;
    public static final int HEADER_LENGTH = 64;
    public static final int VERSION_OFFSET = 8;
    public static final int SLOTS_OFFSET = 16;
    public static final int DEPTH_OFFSET = 20;
    public static final int USED_OFFSET = 24;
    public static final int ALIVE_OFFSET = 32;
    public static final int LIVE_SINCE_OFFSET = 40;

    public static final int SEQUENCE = 0;
    public static final int SECURITY_ID = 8;
    public static final int STATE = 12;
    public static final int ORDER_STATE = 13;
    public static final int STATUS = 14;
    public static final int EVENT_ID = 16;
    public static final int RPT_SEQ = 24;
    public static final int PACKET = 32;
    public static final int TRANSACT_TIME = 40;
    public static final int RX_TIME = 48;
    public static final int BID_ROWS = 56;
    public static final int OFFER_ROWS = 60;
    public static final int TRADE_PRICE = 64;
    public static final int TRADE_SIZE = 72;
    public static final int EXPONENT = 80;
    public static final int AGGRESSOR = 84;
    public static final int SYMBOL = 88;
    public static final int SYMBOL_LENGTH = 40;
    public static final int ROWS = 128;

    /** Longs of a row. */
    public static final int ROW_WORDS = 3;

    /** Rows of a side that a file can have at most. */
    public static final int MAX_DEPTH = 30;

    public static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN);
    public static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Of a slot's sequence, and of the number of slots in use. */
    public static final VarHandle ORDERED = LONG.varHandle();

    private BookFile() {}

    /** Bytes of a slot: whole cache lines, so that no two instruments share one. */
    public static long slotLength(final int depth) {
        final long length = ROWS + 2L * depth * ROW_WORDS * Long.BYTES;
        return length + 63 & ~63L;
    }

    /** Bytes of a file. */
    public static long length(final int slots, final int depth) {
        return HEADER_LENGTH + slots * slotLength(depth);
    }
}
