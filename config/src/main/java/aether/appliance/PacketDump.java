package aether.appliance;

import aether.feed.PacketFramer;
import aether.feed.PacketInspector;
import aether.feed.PacketVerdict;
import aether.feed.SequencePolicy;
import aether.feed.VenueAdapter;
import aether.feed.sbe.GenericDecoder;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.SbeSchema;
import aether.nic.FrameStatus;
import aether.nic.Ipv4;
import aether.nic.UdpFrame;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Turns captured frames into one JSON line a message, by the generic decoder. */
final class PacketDump {
    private final Json json;
    private final SbeSchema schema;
    private final PacketFramer framer;
    private final PacketInspector inspector;
    private final boolean hasSendingTime;
    private final GenericDecoder decoder;
    private final MessageJson messageJson;
    private final UdpFrame udp = new UdpFrame();
    private final ConflatedTcp tcp = new ConflatedTcp();
    private final UnsafeBuffer payload = new UnsafeBuffer(0, 0);
    private long frame;
    private long timeNs;
    private String destination;
    private int messageIndex;
    private long messages;
    private long errors;
    private long strangers;

    PacketDump(final Json json, final VenueAdapter venue, final SbeSchema schema) {
        this.json = json;
        this.schema = schema;
        framer = venue.framer(schema);
        inspector = venue.inspector(schema);
        hasSendingTime = venue.sequencePolicy() == SequencePolicy.BY_SESSION;
        decoder = new GenericDecoder(schema);
        messageJson = new MessageJson(json, schema.byteOrder());
    }

    /** One captured frame; {@code number} counts from 1. */
    void onFrame(final long number, final DirectBuffer buffer, final int length, final long rxTimeNs) {
        frame = number;
        timeNs = rxTimeNs;
        final FrameStatus status = udp.wrap(buffer, length);
        switch (status) {
            case OK -> onDatagram(buffer);
            case NOT_UDP -> strangers += tcp.onFrame(buffer, length, this::onPacket) ? 0 : 1;
            case NOT_IPV4 -> strangers++;
            case TRUNCATED, BAD_IP_HEADER, FRAGMENT, BAD_UDP_LENGTH -> error(status.text());
        }
    }

    private void onDatagram(final DirectBuffer buffer) {
        if (udp.hasRightChecksums(buffer)) {
            onPacket(
                    Ipv4.format(udp.destinationAddress()) + ':' + udp.destinationPort(),
                    buffer,
                    udp.payloadOffset(),
                    udp.payloadLength());
        } else {
            error("a checksum of IPv4 or UDP is wrong");
        }
    }

    private void onPacket(final String target, final DirectBuffer buffer, final int offset, final int length) {
        destination = target;
        payload.wrap(buffer, offset, length);
        final PacketVerdict verdict = framer.validate(payload, 0, length);
        if (verdict == PacketVerdict.WHOLE) {
            messageIndex = 0;
            inspector.messages(payload, 0, length, this::onMessage);
        } else {
            error(verdict.text());
        }
    }

    private void onMessage(
            final int templateId,
            final int schemaId,
            final int version,
            final int blockLength,
            final int body,
            final int end) {
        messages++;
        final MessageLayout layout = schemaId == schema.id() ? schema.message(templateId) : null;
        json.open()
                .key("frame")
                .number(frame)
                .key("t")
                .number(timeNs)
                .key("dst")
                .text(destination);
        json.key("seq").number(framer.sequence(payload, 0)).key("sendingTime");
        if (hasSendingTime) {
            json.raw(Long.toUnsignedString(framer.sendingTimeNs(payload, 0)));
        } else {
            json.nothing().key("channel").number(inspector.channel(payload, 0));
        }
        json.key("msg").number(messageIndex++).key("templateId").number(templateId);
        if (layout == null) {
            json.key("name").nothing().key("schemaId").number(schemaId);
        } else {
            json.key("name").text(layout.name());
        }
        json.key("version").number(version).key("blockLength").number(blockLength);
        if (layout == null) {
            json.key("unknown").text(schemaId == schema.id() ? "template" : "schema");
            json.key("body").text(hex(body, end));
        } else {
            decoder.decode(templateId, blockLength, version, payload, body, end, messageJson);
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
