package aether.session;

import aether.console.Json;
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
import aether.nic.pcap.PcapSource;
import aether.session.FrameAccount.Fate;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Turns captured frames into one JSON line a message, by the generic decoder. */
public final class PacketDump {
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
    private PcapSource source;
    private String destination;
    private int messageIndex;
    private long messages;
    private long errors;
    private final FrameAccount account = new FrameAccount();
    private final ForeignDatagrams others = new ForeignDatagrams();
    private final boolean namesCaptures;

    /** {@code namesCaptures}: whether each line says of which capture it is. */
    public PacketDump(final Json json, final VenueAdapter venue, final SbeSchema schema, final boolean namesCaptures) {
        this.json = json;
        this.namesCaptures = namesCaptures;
        this.schema = schema;
        framer = venue.framer(schema);
        inspector = venue.inspector(schema);
        hasSendingTime = venue.sequencePolicy() == SequencePolicy.BY_SESSION;
        decoder = new GenericDecoder(schema);
        messageJson = new MessageJson(json, schema.byteOrder());
    }

    /** The frame that a capture stands at. */
    public void onFrame(final PcapSource captured) {
        source = captured;
        frame = captured.recordNumber();
        final DirectBuffer buffer = captured.frame();
        final int length = captured.length();
        final FrameStatus status = udp.wrap(buffer, length);
        switch (status) {
            case OK -> onDatagram(buffer);
            case NOT_UDP -> account.add(tcp.onFrame(buffer, length, this::onPacket) ? Fate.PLAYED : Fate.NOT_UDP);
            case NOT_IPV4 -> account.add(Fate.NOT_IPV4);
            case TRUNCATED -> onTruncated(captured);
            case BAD_IP_HEADER, FRAGMENT, BAD_UDP_LENGTH -> {
                account.add(Fate.of(status, false));
                error(status.text());
            }
        }
    }

    private void onTruncated(final PcapSource captured) {
        if (captured.isSnapped()) {
            account.snapped(captured.capturedLength());
            error("cut at " + captured.capturedLength() + " bytes by the capture");
        } else {
            account.add(Fate.TRUNCATED);
            error(FrameStatus.TRUNCATED.text());
        }
    }

    private void onDatagram(final DirectBuffer buffer) {
        final boolean isWhole = udp.hasRightChecksums(buffer);
        payload.wrap(buffer, udp.payloadOffset(), udp.payloadLength());
        final PacketVerdict verdict = framer.validate(payload, 0, udp.payloadLength());
        if (isWhole && verdict != PacketVerdict.WHOLE && others.isForeign(udp)) {
            account.add(Fate.FOREIGN);
            return;
        }
        account.add(Fate.PLAYED);
        if (isWhole) {
            others.known(udp, verdict);
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
        json.openObject().key("frame").number(frame);
        nameCapture();
        json.key("t");
        if (source.hasTime()) {
            json.number(source.timeNs());
        } else {
            json.nothing();
        }
        json.key("dst").text(destination);
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
            final int depth = json.depth();
            if (!decoder.decode(templateId, blockLength, version, payload, body, end, messageJson)) {
                // It ends before its groups do: what there is of it is shown.
                json.closeTo(depth).key("cut").flag(true);
            }
        }
        json.closeObject().endLine();
    }

    private String hex(final int from, final int to) {
        final StringBuilder text = new StringBuilder(2 * (to - from));
        for (int i = from; i < to; i++) {
            text.append(Character.forDigit(payload.getByte(i) >> 4 & 0xF, 16));
            text.append(Character.forDigit(payload.getByte(i) & 0xF, 16));
        }
        return text.toString();
    }

    private void nameCapture() {
        if (namesCaptures) {
            json.key("file").text(source.toString());
        }
    }

    private void error(final String reason) {
        errors++;
        json.openObject().key("frame").number(frame);
        nameCapture();
        json.key("error").text(reason).closeObject().endLine();
    }

    /** A capture that ends in the middle of a record. */
    public void onCutRecord(final PcapSource cut) {
        source = cut;
        frame = cut.recordNumber() + 1;
        error("the file ends inside this record");
    }

    public long messages() {
        return messages;
    }

    public long errors() {
        return errors;
    }

    /** Where the frames went. */
    public FrameAccount account() {
        return account;
    }
}
