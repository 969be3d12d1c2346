package aether.bench;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.gateway.OrderInput;
import aether.gateway.OrderWire;
import aether.ilink3.Sofh;
import aether.ilink3.codec.EstablishmentAckEncoder;
import aether.ilink3.codec.ExecutionReportNewEncoder;
import aether.ilink3.codec.ExecutionReportTradeOutrightEncoder;
import aether.ilink3.codec.MessageHeaderEncoder;
import aether.ilink3.codec.NegotiateDecoder;
import aether.ilink3.codec.NegotiationResponseEncoder;
import aether.ilink3.codec.NewOrderSingleDecoder;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The far end of an order path in memory: lets anybody log on, and fills every order at once and whole. What comes is copied, and
 * answered when that is asked for, so that making and taking answers is never inside what is measured. Does not allocate.
 */
final class AnsweringVenue implements OrderWire {
    /** Who takes the answers. */
    interface Client {
        void input(OrderInput input, long timeNs, DirectBuffer buffer, int offset, int length);
    }

    private static final int CAPACITY = 1 << 17;
    private static final int TEXT = 20;
    private static final int NEGOTIATE = 500;
    private static final int ESTABLISH = 503;
    private static final int NEW_ORDER = 514;

    private final UnsafeBuffer received = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY));
    private final UnsafeBuffer taken = new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY));
    private final UnsafeBuffer answers = new UnsafeBuffer(ByteBuffer.allocateDirect(2 * Sofh.MAX_FRAME));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NegotiationResponseEncoder negotiated = new NegotiationResponseEncoder();
    private final EstablishmentAckEncoder established = new EstablishmentAckEncoder();
    private int receivedLength;
    private int length;
    private long uuid;
    private long sequence;
    private long execIds;
    private long orders;

    @Override
    public void send(final DirectBuffer buffer, final int offset, final int frameLength) {
        received.putBytes(receivedLength, buffer, offset, frameLength);
        receivedLength += frameLength;
    }

    @Override
    public void close() {
        throw new IllegalStateException("the order path gave its session up");
    }

    /** Hands over the answers to all that has come, until nothing comes any more. */
    void answer(final Client client, final long timeNs) {
        while (receivedLength > 0) {
            final int end = receivedLength;
            taken.putBytes(0, received, 0, end);
            receivedLength = 0;
            for (int at = 0; at < end; at += Sofh.size(taken, at)) {
                encode(taken, at);
                deliver(client, timeNs);
            }
        }
    }

    private void encode(final DirectBuffer frame, final int at) {
        length = 0;
        switch (Sofh.templateId(frame, at)) {
            case NEGOTIATE -> negotiated(frame, at + Sofh.BODY);
            case ESTABLISH -> established();
            case NEW_ORDER -> filled(frame, at + Sofh.BODY);
            default -> {
                // Keep-alives need no answer here.
            }
        }
    }

    private void deliver(final Client client, final long timeNs) {
        int at = 0;
        while (at < length) {
            final int size = Sofh.size(answers, at);
            client.input(OrderInput.FRAME, timeNs, answers, at, size);
            at += size;
        }
    }

    private void negotiated(final DirectBuffer request, final int body) {
        uuid = request.getLong(body + NegotiateDecoder.uUIDEncodingOffset(), LITTLE_ENDIAN);
        negotiated.wrapAndApplyHeader(answers, length + Sofh.LENGTH, header);
        negotiated.uUID(uuid).previousSeqNo(0).previousUUID(0);
        negotiated.putCredentials(new byte[0], 0, 0);
        end(negotiated.encodedLength());
    }

    private void established() {
        established.wrapAndApplyHeader(answers, length + Sofh.LENGTH, header);
        established.uUID(uuid).nextSeqNo(1).previousSeqNo(0).previousUUID(0).keepAliveInterval(60_000);
        end(established.encodedLength());
    }

    private void end(final int encodedLength) {
        length += Sofh.write(answers, length, MessageHeaderEncoder.ENCODED_LENGTH + encodedLength);
    }

    private void filled(final DirectBuffer order, final int body) {
        orders++;
        report(ExecutionReportNewEncoder.TEMPLATE_ID, ExecutionReportNewEncoder.BLOCK_LENGTH, order, body);
        final int ack = length + Sofh.BODY;
        answers.putLong(
                ack + ExecutionReportNewEncoder.orderRequestIDEncodingOffset(),
                order.getLong(body + NewOrderSingleDecoder.orderRequestIDEncodingOffset()));
        answers.putLong(ack + ExecutionReportNewEncoder.orderIDEncodingOffset(), orders, LITTLE_ENDIAN);
        answers.putByte(ack + ExecutionReportNewEncoder.possRetransFlagEncodingOffset(), (byte) 0);
        end(ExecutionReportNewEncoder.BLOCK_LENGTH);
        report(
                ExecutionReportTradeOutrightEncoder.TEMPLATE_ID,
                ExecutionReportTradeOutrightEncoder.BLOCK_LENGTH,
                order,
                body);
        final int trade = length + Sofh.BODY;
        final int quantity = order.getInt(body + NewOrderSingleDecoder.orderQtyEncodingOffset());
        answers.putLong(trade + ExecutionReportTradeOutrightEncoder.orderIDEncodingOffset(), orders, LITTLE_ENDIAN);
        answers.putLong(
                trade + ExecutionReportTradeOutrightEncoder.lastPxEncodingOffset(),
                order.getLong(body + NewOrderSingleDecoder.priceEncodingOffset()));
        answers.putInt(trade + ExecutionReportTradeOutrightEncoder.lastQtyEncodingOffset(), quantity);
        answers.putInt(trade + ExecutionReportTradeOutrightEncoder.cumQtyEncodingOffset(), quantity);
        answers.putByte(trade + ExecutionReportTradeOutrightEncoder.possRetransFlagEncodingOffset(), (byte) 0);
        end(ExecutionReportTradeOutrightEncoder.BLOCK_LENGTH);
    }

    /** What all execution reports begin with. */
    private void report(final int template, final int block, final DirectBuffer order, final int body) {
        header.wrap(answers, length + Sofh.LENGTH)
                .blockLength(block)
                .templateId(template)
                .schemaId(Sofh.SCHEMA_ID)
                .version(ExecutionReportNewEncoder.SCHEMA_VERSION);
        final int report = length + Sofh.BODY;
        answers.setMemory(report, block, (byte) 0);
        answers.putInt(report + ExecutionReportNewEncoder.seqNumEncodingOffset(), (int) ++sequence, LITTLE_ENDIAN);
        answers.putLong(report + ExecutionReportNewEncoder.uUIDEncodingOffset(), uuid, LITTLE_ENDIAN);
        answers.putLong(report + ExecutionReportNewEncoder.execIDEncodingOffset(), ++execIds, LITTLE_ENDIAN);
        answers.putBytes(
                report + ExecutionReportNewEncoder.clOrdIDEncodingOffset(),
                order,
                body + NewOrderSingleDecoder.clOrdIDEncodingOffset(),
                TEXT);
    }

    /** Orders that came. */
    long orders() {
        return orders;
    }
}
