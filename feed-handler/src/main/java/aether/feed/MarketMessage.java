package aether.feed;

import aether.state.StateFields;

/** Where the events that are being reported come from: one per decoder, overwritten for each packet and message. */
public final class MarketMessage {
    /** MatchEventIndicator bit: more of the same match event follows unless this is set. */
    public static final int END_OF_EVENT = 0x80;

    private long packetSequence;
    private long sendingTimeNs;
    private long rxTimeNs;
    private int messageIndex;
    private int templateId;
    private long transactTimeNs;
    private int matchEventIndicator;
    private int priceExponent;
    private int sizeExponent;

    /** For decoders: a new packet. */
    public void packet(final long sequence, final long sentNs, final long receivedNs) {
        packetSequence = sequence;
        sendingTimeNs = sentNs;
        rxTimeNs = receivedNs;
        messageIndex = -1;
    }

    /** For simulations: the packet is heard of at another time than was recorded. */
    public void heardAt(final long receivedNs) {
        rxTimeNs = receivedNs;
    }

    /** For decoders: the next message of the packet. */
    public void message(final int template, final long transactNs, final int indicator, final int exponent) {
        messageIndex++;
        templateId = template;
        transactTimeNs = transactNs;
        matchEventIndicator = indicator;
        priceExponent = exponent;
    }

    /** For decoders, once: power of ten of the venue's sizes. */
    public void sizeExponent(final int exponent) {
        sizeExponent = exponent;
    }

    /** For decoders: a message that reports nothing still takes its place in the packet. */
    public void skipMessage() {
        messageIndex++;
    }

    /** Packet sequence number (MsgSeqNum), unsigned 32 bits widened. */
    public long packetSequence() {
        return packetSequence;
    }

    /** Nanoseconds since the epoch, the exchange's clock. */
    public long sendingTimeNs() {
        return sendingTimeNs;
    }

    /** Nanoseconds since the epoch, our clock; in replay the recorded one. */
    public long rxTimeNs() {
        return rxTimeNs;
    }

    /** Position in the packet, from 0. */
    public int messageIndex() {
        return messageIndex;
    }

    public int templateId() {
        return templateId;
    }

    /** Nanoseconds since the epoch: when the exchange processed the cause. 0 when the message does not say. */
    public long transactTimeNs() {
        return transactTimeNs;
    }

    /** Raw bits. */
    public int matchEventIndicator() {
        return matchEventIndicator;
    }

    /** True when the match event ends with this message. */
    public boolean isEndOfEvent() {
        return (matchEventIndicator & END_OF_EVENT) != 0;
    }

    /** Power of ten of the price mantissas in this message. */
    public int priceExponent() {
        return priceExponent;
    }

    /** Power of ten of sizes: 0 where the venue trades whole contracts. */
    public int sizeExponent() {
        return sizeExponent;
    }

    /** All of it. */
    public void state(final StateFields fields) {
        packetSequence = fields.number(packetSequence);
        sendingTimeNs = fields.number(sendingTimeNs);
        rxTimeNs = fields.number(rxTimeNs);
        messageIndex = fields.whole(messageIndex);
        templateId = fields.whole(templateId);
        transactTimeNs = fields.number(transactTimeNs);
        matchEventIndicator = fields.whole(matchEventIndicator);
        priceExponent = fields.whole(priceExponent);
        sizeExponent = fields.whole(sizeExponent);
    }
}
