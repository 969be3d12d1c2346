package aether.gateway.warmup;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import aether.gateway.OrderInput;
import aether.gateway.OrderWire;
import aether.ilink3.Sofh;
import aether.ilink3.codec.EstablishDecoder;
import aether.ilink3.codec.EstablishmentAckEncoder;
import aether.ilink3.codec.ExecutionReportCancelEncoder;
import aether.ilink3.codec.ExecutionReportModifyEncoder;
import aether.ilink3.codec.ExecutionReportNewEncoder;
import aether.ilink3.codec.ExecutionReportTradeOutrightEncoder;
import aether.ilink3.codec.MessageHeaderEncoder;
import aether.ilink3.codec.NegotiateDecoder;
import aether.ilink3.codec.NegotiationResponseEncoder;
import aether.ilink3.codec.NewOrderSingleDecoder;
import aether.ilink3.codec.OrderCancelReplaceRequestDecoder;
import aether.ilink3.codec.OrderCancelRequestDecoder;
import aether.order.TimeInForce;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The far end of an order path in memory: accepts any logon, fills every immediate order at once and in full, lets every other one
 * rest, and replaces and cancels as it is told. For measurements, and to warm a path up before it trades. What comes is copied, and
 * answered when that is asked for, so that making and taking answers is never inside what is measured. Does not allocate.
 */
public final class AnsweringVenue implements OrderWire {
    /** Who takes the answers. */
    public interface Client {
        void input(OrderInput input, long timeNs, DirectBuffer buffer, int offset, int length);
    }

    private static final int CAPACITY = 1 << 17;
    private static final int TEXT = 20;
    private static final int NEGOTIATE = NegotiateDecoder.TEMPLATE_ID;
    private static final int ESTABLISH = EstablishDecoder.TEMPLATE_ID;
    private static final int NEW_ORDER = NewOrderSingleDecoder.TEMPLATE_ID;
    private static final int REPLACE = OrderCancelReplaceRequestDecoder.TEMPLATE_ID;
    private static final int CANCEL = OrderCancelRequestDecoder.TEMPLATE_ID;
    private static final short NO_REASON = 255;

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
    public void answer(final Client client, final long timeNs) {
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
            case NEW_ORDER -> ordered(frame, at + Sofh.BODY);
            case REPLACE -> replaced(frame, at + Sofh.BODY);
            case CANCEL -> canceled(frame, at + Sofh.BODY);
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

    private void ordered(final DirectBuffer order, final int body) {
        orders++;
        begin(ExecutionReportNewEncoder.TEMPLATE_ID, ExecutionReportNewEncoder.BLOCK_LENGTH);
        text(order, body + NewOrderSingleDecoder.clOrdIDEncodingOffset());
        putLong(
                ExecutionReportNewEncoder.orderRequestIDEncodingOffset(),
                order.getLong(body + NewOrderSingleDecoder.orderRequestIDEncodingOffset(), LITTLE_ENDIAN));
        putLong(ExecutionReportNewEncoder.orderIDEncodingOffset(), orders);
        end(ExecutionReportNewEncoder.BLOCK_LENGTH);
        if (order.getByte(body + NewOrderSingleDecoder.timeInForceEncodingOffset())
                == TimeInForce.FILL_AND_KILL.code()) {
            filled(order, body);
        }
    }

    private void filled(final DirectBuffer order, final int body) {
        final int quantity = order.getInt(body + NewOrderSingleDecoder.orderQtyEncodingOffset(), LITTLE_ENDIAN);
        begin(ExecutionReportTradeOutrightEncoder.TEMPLATE_ID, ExecutionReportTradeOutrightEncoder.BLOCK_LENGTH);
        text(order, body + NewOrderSingleDecoder.clOrdIDEncodingOffset());
        putLong(ExecutionReportTradeOutrightEncoder.orderIDEncodingOffset(), orders);
        putLong(
                ExecutionReportTradeOutrightEncoder.lastPxEncodingOffset(),
                order.getLong(body + NewOrderSingleDecoder.priceEncodingOffset(), LITTLE_ENDIAN));
        putInt(ExecutionReportTradeOutrightEncoder.lastQtyEncodingOffset(), quantity);
        putInt(ExecutionReportTradeOutrightEncoder.cumQtyEncodingOffset(), quantity);
        end(ExecutionReportTradeOutrightEncoder.BLOCK_LENGTH);
    }

    private void replaced(final DirectBuffer request, final int body) {
        begin(ExecutionReportModifyEncoder.TEMPLATE_ID, ExecutionReportModifyEncoder.BLOCK_LENGTH);
        text(request, body + OrderCancelReplaceRequestDecoder.clOrdIDEncodingOffset());
        putLong(
                ExecutionReportModifyEncoder.orderRequestIDEncodingOffset(),
                request.getLong(body + OrderCancelReplaceRequestDecoder.orderRequestIDEncodingOffset(), LITTLE_ENDIAN));
        putLong(
                ExecutionReportModifyEncoder.priceEncodingOffset(),
                request.getLong(body + OrderCancelReplaceRequestDecoder.priceEncodingOffset(), LITTLE_ENDIAN));
        putInt(
                ExecutionReportModifyEncoder.orderQtyEncodingOffset(),
                request.getInt(body + OrderCancelReplaceRequestDecoder.orderQtyEncodingOffset(), LITTLE_ENDIAN));
        end(ExecutionReportModifyEncoder.BLOCK_LENGTH);
    }

    private void canceled(final DirectBuffer request, final int body) {
        begin(ExecutionReportCancelEncoder.TEMPLATE_ID, ExecutionReportCancelEncoder.BLOCK_LENGTH);
        text(request, body + OrderCancelRequestDecoder.clOrdIDEncodingOffset());
        putLong(
                ExecutionReportCancelEncoder.orderRequestIDEncodingOffset(),
                request.getLong(body + OrderCancelRequestDecoder.orderRequestIDEncodingOffset(), LITTLE_ENDIAN));
        answers.putByte(length + Sofh.BODY + ExecutionReportCancelEncoder.execRestatementReasonEncodingOffset(), (byte)
                NO_REASON);
        end(ExecutionReportCancelEncoder.BLOCK_LENGTH);
    }

    private void putLong(final int offset, final long value) {
        answers.putLong(length + Sofh.BODY + offset, value, LITTLE_ENDIAN);
    }

    private void putInt(final int offset, final int value) {
        answers.putInt(length + Sofh.BODY + offset, value, LITTLE_ENDIAN);
    }

    /** The ClOrdID stands at the same place in all execution reports. */
    private void text(final DirectBuffer request, final int index) {
        answers.putBytes(length + Sofh.BODY + ExecutionReportNewEncoder.clOrdIDEncodingOffset(), request, index, TEXT);
    }

    /** What all execution reports begin with; all else, the mark of a retransmission too, is zero. */
    private void begin(final int template, final int block) {
        header.wrap(answers, length + Sofh.LENGTH)
                .blockLength(block)
                .templateId(template)
                .schemaId(Sofh.SCHEMA_ID)
                .version(ExecutionReportNewEncoder.SCHEMA_VERSION);
        answers.setMemory(length + Sofh.BODY, block, (byte) 0);
        putInt(ExecutionReportNewEncoder.seqNumEncodingOffset(), (int) ++sequence);
        putLong(ExecutionReportNewEncoder.uUIDEncodingOffset(), uuid);
        putLong(ExecutionReportNewEncoder.execIDEncodingOffset(), ++execIds);
    }

    /** Orders that came. */
    public long orders() {
        return orders;
    }
}
