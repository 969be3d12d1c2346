package aether.session;

import aether.console.Times;
import aether.gateway.OrderInput;
import aether.journal.JournalReader;
import aether.journal.RecordType;
import aether.replay.Digest;
import aether.replay.ReplaySource.PacketRecord;
import java.util.Locale;

/** One journal record as a line. */
public final class RecordText {
    private RecordText() {}

    public static String of(final JournalReader reader) {
        final RecordType type = reader.type();
        return String.format(
                "%,12d  %s  %-13s  %s",
                reader.inputSequence(),
                Times.utc(reader.timeNs()),
                type == null ? "unknown" : type.name().toLowerCase(Locale.ROOT),
                type == null ? "" : detail(reader, type));
    }

    private static String detail(final JournalReader reader, final RecordType type) {
        return switch (type) {
            case PACKET ->
                PacketRecord.describe(reader.source(), reader.buffer(), reader.payloadOffset()) + ", "
                        + (reader.payloadLength() - PacketRecord.SEQUENCE_LENGTH) + " bytes";
            case DIGEST, END ->
                Digest.read(reader.buffer(), reader.payloadOffset()).toString();
            case ORDER_INPUT -> {
                final OrderInput input = OrderInput.of(reader.source());
                yield (input == null ? "unknown" : input.name().toLowerCase(Locale.ROOT)) + ", "
                        + reader.payloadLength() + " bytes";
            }
            default -> reader.payloadLength() + " bytes";
        };
    }
}
