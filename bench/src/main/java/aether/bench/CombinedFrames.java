package aether.bench;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.nic.MulticastGroup;
import aether.nic.UdpFrame;
import aether.nic.UdpFrameWriter;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The frames of a channel that carries books by price and by order at once: one packet for each order event, template 46
 * with the rows that change and the order, or 47 where the order stands behind the visible rows.
 */
final class CombinedFrames {
    static final MulticastGroup LINE = new MulticastGroup(0xEFFF5101, 34_101);
    static final int MAX_FRAME = UdpFrame.PLAIN_HEADER_LENGTH + 160;
    static final long START_NS = 1_700_400_000_000_000_000L;

    private static final int DEPTH = 10;
    private static final int END_OF_EVENT = 0x80;
    private static final int VERSION = 9;
    private static final int ROOT = 11;
    private static final int LEVEL_ENTRY = 32;
    private static final int ORDER_REFERENCE = 24;
    private static final int ORDER_ENTRY = 40;
    private static final int NO_SIDES = 2;

    private final OrderStream stream;
    private final VisibleSide[] sides;
    private final int[] rptSeqs;
    private final int[] restingQuantity;
    private final Int2IntHashMap indexes = new Int2IntHashMap(-1);
    private int entries;
    private UnsafeBuffer frame;
    private int position;

    CombinedFrames(final OrderStream stream) {
        this.stream = stream;
        sides = new VisibleSide[stream.instruments() * NO_SIDES];
        for (int i = 0; i < sides.length; i++) {
            sides[i] = new VisibleSide(OrderStream.LEVELS);
        }
        rptSeqs = new int[stream.instruments()];
        restingQuantity = new int[stream.length()];
    }

    /** Writes the frame of an event, which must be the one behind the last; returns its length. */
    int encode(final int event, final UnsafeBuffer target) {
        frame = target;
        final int payload = UdpFrame.PLAIN_HEADER_LENGTH;
        frame.putInt(payload, event + 1, LITTLE_ENDIAN);
        frame.putLong(payload + 4, START_NS + event, LITTLE_ENDIAN);
        final int message = payload + 12;
        position = message + 10;
        frame.putLong(position, START_NS, LITTLE_ENDIAN);
        frame.putByte(position + 8, (byte) END_OF_EVENT);
        position += ROOT;
        final int template = body(event);
        header(message, template);
        UdpFrameWriter.writeHeader(frame, 1, 1, LINE.address(), LINE.port());
        UdpFrameWriter.writeLength(frame, position - payload);
        return position;
    }

    private void header(final int message, final int template) {
        frame.putShort(message, (short) (position - message), LITTLE_ENDIAN);
        frame.putShort(message + 2, (short) ROOT, LITTLE_ENDIAN);
        frame.putShort(message + 4, (short) template, LITTLE_ENDIAN);
        frame.putShort(message + 6, (short) 1, LITTLE_ENDIAN);
        frame.putShort(message + 8, (short) VERSION, LITTLE_ENDIAN);
    }

    private int body(final int event) {
        final int instrument = indexes.computeIfAbsent(stream.securityId(event), id -> indexes.size());
        final boolean isBid = stream.type(event) == '0';
        final VisibleSide side = sides[instrument * NO_SIDES + (isBid ? 0 : 1)];
        final int level = OrderStream.levelOf(isBid, stream.price(event));
        final int row = side.row(level);
        final boolean wasThere = side.orders(level) > 0;
        change(event, side, level);
        if (row > DEPTH) {
            group(ORDER_ENTRY, 1);
            orderEntry(event);
            return 47;
        }
        final int group = position;
        group(LEVEL_ENTRY, 0);
        entries = 0;
        final boolean isThere = side.orders(level) > 0;
        final int action = !wasThere ? OrderStream.NEW : isThere ? OrderStream.CHANGE : OrderStream.DELETE;
        levelEntry(event, instrument, side, level, row, action);
        if (action == OrderStream.DELETE) {
            final int appearing = side.levelAt(DEPTH);
            if (appearing >= 0) {
                levelEntry(event, instrument, side, appearing, DEPTH, OrderStream.NEW);
            }
        }
        frame.putByte(group + 2, (byte) entries);
        reference(event);
        return 46;
    }

    /** What an order's event does to its level. */
    private void change(final int event, final VisibleSide side, final int level) {
        final int order = stream.originOf(event);
        final int before = restingQuantity[order];
        final int after = stream.action(event) == OrderStream.DELETE ? 0 : stream.quantity(event);
        restingQuantity[order] = after;
        final int count =
                stream.action(event) == OrderStream.NEW ? 1 : stream.action(event) == OrderStream.DELETE ? -1 : 0;
        side.change(level, after - before, count);
    }

    private void group(final int entryLength, final int count) {
        frame.putShort(position, (short) entryLength, LITTLE_ENDIAN);
        frame.putByte(position + 2, (byte) count);
        position += 3;
    }

    private void levelEntry(
            final int event,
            final int instrument,
            final VisibleSide side,
            final int level,
            final int row,
            final int action) {
        entries++;
        frame.setMemory(position, LEVEL_ENTRY, (byte) 0);
        frame.putLong(position, OrderStream.priceOf(stream.type(event) == '0', level), LITTLE_ENDIAN);
        frame.putInt(position + 8, (int) side.quantity(level), LITTLE_ENDIAN);
        frame.putInt(position + 12, stream.securityId(event), LITTLE_ENDIAN);
        frame.putInt(position + 16, ++rptSeqs[instrument], LITTLE_ENDIAN);
        frame.putInt(position + 20, side.orders(level), LITTLE_ENDIAN);
        frame.putByte(position + 24, (byte) row);
        frame.putByte(position + 25, (byte) action);
        frame.putByte(position + 26, stream.type(event));
        position += LEVEL_ENTRY;
    }

    private void reference(final int event) {
        frame.setMemory(position, 8 + ORDER_REFERENCE, (byte) 0);
        frame.putShort(position, (short) ORDER_REFERENCE, LITTLE_ENDIAN);
        frame.putByte(position + 7, (byte) 1);
        position += 8;
        frame.putLong(position, stream.orderId(event), LITTLE_ENDIAN);
        frame.putLong(position + 8, stream.priority(event), LITTLE_ENDIAN);
        frame.putInt(position + 16, stream.quantity(event), LITTLE_ENDIAN);
        frame.putByte(position + 20, (byte) 1);
        frame.putByte(position + 21, (byte) stream.action(event));
        position += ORDER_REFERENCE;
    }

    private void orderEntry(final int event) {
        frame.setMemory(position, ORDER_ENTRY, (byte) 0);
        frame.putLong(position, stream.orderId(event), LITTLE_ENDIAN);
        frame.putLong(position + 8, stream.priority(event), LITTLE_ENDIAN);
        frame.putLong(position + 16, stream.price(event), LITTLE_ENDIAN);
        frame.putInt(position + 24, stream.quantity(event), LITTLE_ENDIAN);
        frame.putInt(position + 28, stream.securityId(event), LITTLE_ENDIAN);
        frame.putByte(position + 32, (byte) stream.action(event));
        frame.putByte(position + 33, stream.type(event));
        position += ORDER_ENTRY;
    }
}
