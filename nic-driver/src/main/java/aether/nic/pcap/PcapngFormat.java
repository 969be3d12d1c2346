package aether.nic.pcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * pcapng: sections of blocks, each block with its length in front and behind. Source: the IETF's pcapng draft.
 *
 * <pre>
 *  every block:            0 type  4 total length  8 body ... total-4 total length again
 *  section header  0A0D0D0A: 8 byte-order magic 1A2B3C4D
 *  interface       1:      8 link type u16  10 reserved  12 snap length  16 options (9 = if_tsresol, 14 = if_tsoffset)
 *  enhanced packet 6:      8 interface  12 time high  16 time low  20 captured  24 original  28 bytes
 *  simple packet   3:      8 original   12 bytes
 *  old packet      2:      8 interface u16  10 drops  12 time high  16 time low  20 captured  24 original  28 bytes
 * </pre>
 */
final class PcapngFormat implements CaptureFormat {
    private static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;
    private static final int BLOCK_INTERFACE = 1;
    private static final int BLOCK_OLD_PACKET = 2;
    private static final int BLOCK_SIMPLE_PACKET = 3;
    private static final int BLOCK_ENHANCED_PACKET = 6;
    private static final int MIN_BLOCK_LENGTH = 12;
    private static final int PACKET_BODY_OFFSET = 28;
    private static final int OPTION_TSRESOL = 9;
    private static final int OPTION_TSOFFSET = 14;
    private static final int DEFAULT_TSRESOL = 6;
    private static final int MAX_INTERFACES = 65_536;

    /** In what is remembered: link type, resolution, offset. */
    private static final int NUMBERS_OF_INTERFACE = 3;

    private final CaptureInput input;
    private final String name;
    private final IntArrayList linkTypes = new IntArrayList();
    private final IntArrayList resolutions = new IntArrayList();
    private final LongArrayList offsetSeconds = new LongArrayList();

    PcapngFormat(final CaptureInput input, final String name) {
        this.input = input;
        this.name = name;
    }

    @Override
    public Step next(final CaptureRecord record) throws IOException {
        while (input.ensure(MIN_BLOCK_LENGTH)) {
            final int type = input.buffer().getInt(input.position());
            if (CaptureFormat.isClassic(type) || CaptureFormat.isClassic(Integer.reverseBytes(type))) {
                return Step.ANOTHER_CAPTURE;
            }
            if (type == PCAPNG_SECTION) {
                startSection();
            }
            final int length = input.buffer().getInt(input.position() + 4);
            if (length < MIN_BLOCK_LENGTH || (length & 3) != 0 || length > CaptureInput.MAX_BLOCK_LENGTH) {
                throw new CaptureException(name + ": damaged: a block claims " + (length & 0xFFFFFFFFL) + " bytes");
            }
            if (!input.ensure(length)) {
                return Step.END;
            }
            record.start = input.offset();
            final boolean isPacket = onBlock(type, input.position(), length, record);
            input.skip(length);
            if (isPacket) {
                return Step.RECORD;
            }
        }
        return Step.END;
    }

    @Override
    public long[] memory() {
        final LongArrayList memory = new LongArrayList();
        memory.addLong(input.buffer().order() == ByteOrder.BIG_ENDIAN ? 1 : 0);
        for (int i = 0; i < linkTypes.size(); i++) {
            memory.addLong(linkTypes.getInt(i));
            memory.addLong(resolutions.getInt(i));
            memory.addLong(offsetSeconds.getLong(i));
        }
        return memory.toLongArray();
    }

    @Override
    public void remember(final long[] memory) {
        input.order(memory[0] == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (int i = 1; i < memory.length; i += NUMBERS_OF_INTERFACE) {
            linkTypes.addInt((int) memory[i]);
            resolutions.addInt((int) memory[i + 1]);
            offsetSeconds.addLong(memory[i + 2]);
        }
    }

    private void startSection() throws CaptureException {
        final int magicAsLittleEndian =
                Integer.reverseBytes(input.buffer().order(ByteOrder.BIG_ENDIAN).getInt(input.position() + 8));
        if (magicAsLittleEndian == BYTE_ORDER_MAGIC) {
            input.order(ByteOrder.LITTLE_ENDIAN);
        } else if (Integer.reverseBytes(magicAsLittleEndian) == BYTE_ORDER_MAGIC) {
            input.order(ByteOrder.BIG_ENDIAN);
        } else {
            throw new CaptureException(name + ": damaged: a section has no byte-order mark");
        }
        linkTypes.clear();
        resolutions.clear();
        offsetSeconds.clear();
    }

    private boolean onBlock(final int type, final int at, final int length, final CaptureRecord record)
            throws CaptureException {
        return switch (type) {
            case BLOCK_INTERFACE -> {
                addInterface(at, length);
                yield false;
            }
            case BLOCK_ENHANCED_PACKET -> readPacket(input.buffer().getInt(at + 8), at, length, record);
            case BLOCK_OLD_PACKET -> readPacket(input.buffer().getShort(at + 8) & 0xFFFF, at, length, record);
            case BLOCK_SIMPLE_PACKET -> readSimplePacket(at, length, record);
            default -> false;
        };
    }

    private void addInterface(final int at, final int length) throws CaptureException {
        if (length < 20 || linkTypes.size() == MAX_INTERFACES) {
            throw new CaptureException(name + ": damaged: an interface block of " + length + " bytes");
        }
        final ByteBuffer buffer = input.buffer();
        int resolution = DEFAULT_TSRESOL;
        long offset = 0;
        final int end = at + length - 4;
        int option = at + 16;
        while (option + 4 <= end) {
            final int code = Short.toUnsignedInt(buffer.getShort(option));
            final int optionLength = Short.toUnsignedInt(buffer.getShort(option + 2));
            if (code == 0 || option + 4 + optionLength > end) {
                break;
            }
            if (code == OPTION_TSRESOL && optionLength == 1) {
                resolution = buffer.get(option + 4) & 0xFF;
            } else if (code == OPTION_TSOFFSET && optionLength == 8) {
                offset = buffer.getLong(option + 4);
            }
            option += 4 + (optionLength + 3 & ~3);
        }
        linkTypes.addInt(Short.toUnsignedInt(buffer.getShort(at + 8)));
        resolutions.addInt(resolution);
        offsetSeconds.addLong(offset);
    }

    private boolean readPacket(final int interfaceId, final int at, final int length, final CaptureRecord record)
            throws CaptureException {
        if (length < PACKET_BODY_OFFSET + 4 || interfaceId < 0 || interfaceId >= linkTypes.size()) {
            throw new CaptureException(
                    name + ": damaged: a packet block names interface " + interfaceId + " of " + linkTypes.size());
        }
        final ByteBuffer buffer = input.buffer();
        final long ticks = (long) buffer.getInt(at + 12) << 32 | Integer.toUnsignedLong(buffer.getInt(at + 16));
        record.hasTime = true;
        record.originalLength = buffer.getInt(at + 24);
        record.timeNs = PcapngTime.toNanos(ticks, resolutions.getInt(interfaceId), offsetSeconds.getLong(interfaceId));
        return fill(record, interfaceId, at + PACKET_BODY_OFFSET, buffer.getInt(at + 20), at + length - 4);
    }

    private boolean readSimplePacket(final int at, final int length, final CaptureRecord record)
            throws CaptureException {
        if (linkTypes.isEmpty() || length < 16) {
            throw new CaptureException(name + ": damaged: a simple packet block without an interface");
        }
        final int captured = Math.min(input.buffer().getInt(at + 8) & Integer.MAX_VALUE, length - 16);
        record.timeNs = 0;
        record.hasTime = false;
        record.originalLength = input.buffer().getInt(at + 8);
        return fill(record, 0, at + 12, captured, at + length - 4);
    }

    private boolean fill(
            final CaptureRecord record, final int interfaceId, final int offset, final int captured, final int end)
            throws CaptureException {
        if (captured < 0 || captured > end - offset) {
            throw new CaptureException(name + ": damaged: a packet is longer than its block");
        }
        record.linkType = linkTypes.getInt(interfaceId);
        record.offset = offset;
        record.capturedLength = captured;
        return true;
    }
}
