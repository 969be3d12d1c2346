package aether.appliance;

import aether.config.Venues;
import aether.feed.VenueAdapter;
import aether.feed.sbe.SbeSchema;
import aether.feed.sbe.SbeSchemaReader;
import aether.nic.pcap.PcapSource;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code aether decode}. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = {
            "Prints every message of a capture as one JSON object a line, in capture order.",
            "Damaged packets give one line with the reason, and decoding goes on."
        },
        footer = {"", "Example: aether decode session.pcapng | head -3"})
final class DecodeCommand implements Callable<Integer> {
    private static final int BATCH = 256;

    @Parameters(paramLabel = "FILE", description = "A pcap or pcapng file.")
    private Path file;

    @Option(
            names = "--venue",
            paramLabel = "cme|deribit",
            defaultValue = Venues.DEFAULT,
            description = "The venue whose feed it is (default: ${DEFAULT-VALUE}).")
    private String venue;

    @Option(
            names = "--schema",
            paramLabel = "XML",
            description = "The exchange's own SBE schema instead of the built-in one.")
    private Path schemaFile;

    @Override
    public Integer call() {
        final VenueAdapter adapter = VenueOption.of(venue);
        final SbeSchema schema = schemaFile == null ? adapter.schema() : SbeSchemaReader.read(schemaFile);
        try (PcapSource source = Captures.open(file);
                Json json = new Json(System.out)) {
            final PacketDump dump = new PacketDump(json, adapter, schema);
            while (!json.isBroken()
                    && source.poll((frame, length, t) -> dump.onFrame(source.recordNumber(), frame, length, t), BATCH)
                            > 0) {
                // The handler prints.
            }
            if (source.unsupportedRecords() > 0) {
                System.err.printf(
                        "aether: %s: %,d records of a link type that carries no IP were left out%n",
                        file, source.unsupportedRecords());
            }
            if (source.endsInsideRecord()) {
                dump.onCutRecord(source.recordNumber() + 1);
            }
            if (source.recordNumber() == 0 && !source.endsInsideRecord()) {
                throw new UsageException(file + ": the capture is empty");
            }
            if (dump.messages() == 0 && dump.errors() == 0) {
                throw new UsageException(file + ": none of its " + source.recordNumber()
                        + " frames carries a UDP datagram or a conflated TCP packet");
            }
        }
        return ExitCode.OK;
    }
}
