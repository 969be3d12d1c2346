package aether.appliance;

import aether.feed.PacketVerdict;
import aether.feed.mdp3.Mdp3Framer;
import aether.feed.mdp3.Mdp3Packet;
import aether.feed.sbe.GenericDecoder;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.SbeSchema;
import aether.nic.FrameStatus;
import aether.nic.Ipv4;
import aether.nic.TcpFrame;
import aether.nic.UdpFrame;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Turns captured frames into one JSON line a message, by the generic decoder. */
final class PacketDump {
    private static final int TCP_PACKET_OFFSET = Mdp3Packet.TCP_PREAMBLE_LENGTH;
    private static final int TCP_HEADER_LENGTH = TCP_PACKET_OFFSET + Mdp3Packet.HEADER_LENGTH;

    private final Json json;
    private final SbeSchema schema;
    private final Mdp3Framer framer;
    private final GenericDecoder decoder;
    private final MessageJson messageJson;
    private final UdpFrame udp = new UdpFrame();
    private final TcpFrame tcp = new TcpFrame();
    private final UnsafeBuffer payload = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer segment = new UnsafeBuffer(0, 0);
    private long frame;
    private long timeNs;
    private String destination;
    private long messages;
    private long errors;
    private long strangers;

    PacketDump(final Json json, final SbeSchema schema) {
        this.json = json;
        this.schema = schema;
        framer = new Mdp3Framer(schema);
        decoder = new GenericDecoder(schema);
        messageJson = new MessageJson(json, schema.byteOrder());
    }

    /** One captured frame; {@code number} counts from 1. */
    void onFrame(final long number, final DirectBuffer buffer, final int length, final long rxTimeNs) {
        frame = number;
        timeNs = rxTimeNs;
        final FrameStatus status = udp.wrap(buffer, length);
        switch (status) {
            case OK -> {
                destination = Ipv4.format(udp.destinationAddress()) + ':' + udp.destinationPort();
                payload.wrap(buffer, udp.payloadOffset(), udp.payloadLength());
                onDatagram();
            }
            case NOT_UDP -> onTcp(buffer, length);
            case NOT_IPV4 -> strangers++;
            case TRUNCATED, BAD_IP_HEADER, FRAGMENT, BAD_UDP_LENGTH -> error(status.text());
        }
    }

    private void onDatagram() {
        final PacketVerdict verdict = framer.validate(payload, 0, payload.capacity());
        if (verdict == PacketVerdict.WHOLE) {
            onPacket();
        } else {
            error(verdict.text());
        }
    }

    /** A segment of a conflated TCP feed; segments without such a packet at their start are somebody else's. */
    private void onTcp(final DirectBuffer buffer, final int length) {
        if (!tcp.wrap(buffer, length) || tcp.payloadLength() < TCP_HEADER_LENGTH) {
            strangers++;
            return;
        }
        segment.wrap(buffer, tcp.payloadOffset(), tcp.payloadLength());
        if (Mdp3Packet.messageSize(segment, 0) != Mdp3Packet.TCP_ENCODING_TYPE) {
            strangers++;
            return;
        }
        destination = Ipv4.format(tcp.destinationAddress()) + ':' + tcp.destinationPort();
        int start = 0;
        while (start < segment.capacity()) {
            final int end = endOfTcpPacket(start);
            payload.wrap(segment, start + TCP_PACKET_OFFSET, end - start - TCP_PACKET_OFFSET);
            onDatagram();
            start = end;
        }
    }

    /** Packets follow each other without a length of their own: one ends where the next preamble stands for a size. */
    private int endOfTcpPacket(final int start) {
        int message = start + TCP_HEADER_LENGTH;
        while (message + 2 <= segment.capacity()) {
            final int size = Mdp3Packet.messageSize(segment, message);
            if (size == Mdp3Packet.TCP_ENCODING_TYPE) {
                return message;
            }
            if (size < Mdp3Packet.MESSAGE_HEADER_LENGTH || size > segment.capacity() - message) {
                break;
            }
            message += size;
        }
        return segment.capacity();
    }

    private void onPacket() {
        final long sequence = Mdp3Packet.sequence(payload, 0);
        final long sendingTimeNs = Mdp3Packet.sendingTimeNs(payload, 0);
        int index = 0;
        int message = Mdp3Packet.HEADER_LENGTH;
        while (message < payload.capacity()) {
            final int size = Mdp3Packet.messageSize(payload, message);
            onMessage(sequence, sendingTimeNs, index, message, size);
            index++;
            message += size;
        }
    }

    private void onMessage(
            final long sequence, final long sendingTimeNs, final int index, final int message, final int size) {
        messages++;
        final long header = Mdp3Packet.messageHeader(payload, message);
        final int templateId = Mdp3Packet.templateId(header);
        final int version = Mdp3Packet.version(payload, message);
        final int blockLength = Mdp3Packet.blockLength(header);
        final int schemaId = Mdp3Packet.schemaId(header);
        final MessageLayout layout = schemaId == schema.id() ? schema.message(templateId) : null;
        json.open()
                .key("frame")
                .number(frame)
                .key("t")
                .number(timeNs)
                .key("dst")
                .text(destination);
        json.key("seq").number(sequence).key("sendingTime").raw(Long.toUnsignedString(sendingTimeNs));
        json.key("msg").number(index).key("templateId").number(templateId);
        if (layout == null) {
            json.key("name").nothing().key("schemaId").number(schemaId);
        } else {
            json.key("name").text(layout.name());
        }
        json.key("version").number(version).key("blockLength").number(blockLength);
        final int root = message + Mdp3Packet.MESSAGE_HEADER_LENGTH;
        if (layout == null) {
            json.key("unknown").text(schemaId == schema.id() ? "template" : "schema");
            json.key("body").text(hex(root, message + size));
        } else {
            decoder.decode(templateId, blockLength, version, payload, root, message + size, messageJson);
        }
        json.close('}').endLine();
    }

    private String hex(final int from, final int to) {
        final StringBuilder text = new StringBuilder(2 * (to - from));
        for (int i = from; i < to; i++) {
            text.append(Character.forDigit(payload.getByte(i) >> 4 & 0xF, 16));
            text.append(Character.forDigit(payload.getByte(i) & 0xF, 16));
        }
        return text.toString();
    }

    private void error(final String reason) {
        errors++;
        json.open()
                .key("frame")
                .number(frame)
                .key("error")
                .text(reason)
                .close('}')
                .endLine();
    }

    /** A file that ends in the middle of a record. */
    void onCutRecord(final long number) {
        frame = number;
        error("the file ends inside this record");
    }

    long messages() {
        return messages;
    }

    long errors() {
        return errors;
    }

    /** Frames that are no market data at all. */
    long strangers() {
        return strangers;
    }
}
