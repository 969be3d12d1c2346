package aether.cli.recorded;

import aether.console.ExitCode;
import aether.console.Json;
import aether.console.UsageException;
import aether.feed.VenueAdapter;
import aether.feed.sbe.SbeSchema;
import aether.feed.sbe.SbeSchemaReader;
import aether.replay.CaptureReader;
import aether.replay.CaptureSet;
import aether.session.Captures;
import aether.session.PacketDump;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
        footer = {
            "",
            "Example: aether decode session.pcapng | head -3",
            "         aether decode part2.pcap.zst part1.pcap.zst --channel 310 --from 14:30:00 --to 14:30:05"
        })
public final class DecodeCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Captures (pcap, pcapng; also .gz, .zst, .lz4), in any order; - for the standard input.")
    private List<Path> files;

    @Mixin
    private CaptureChoice.Span choice;

    @Option(
            names = "--schema",
            paramLabel = "XML",
            description = "The exchange's own SBE schema instead of the built-in one.")
    private Path schemaFile;

    @Override
    public Integer call() {
        final VenueAdapter adapter = choice.adapter();
        final SbeSchema schema = schemaFile == null ? adapter.schema() : SbeSchemaReader.read(schemaFile);
        try (CaptureSet captures = choice.open(files);
                CaptureReader reader = choice.read(captures);
                Json json = new Json(System.out)) {
            final PacketDump dump = new PacketDump(json, adapter, schema, captures.size() > 1);
            while (!json.isBroken() && reader.next()) {
                dump.onFrame(reader.source());
            }
            reader.cut().forEach(dump::onCutRecord);
            Captures.finish(dump.account(), reader);
            final int exitCode = Captures.tell(reader, System.err);
            if (dump.messages() == 0 && dump.errors() == 0 && exitCode == ExitCode.OK) {
                throw new UsageException(captures + ": "
                        + (dump.account().sum() == 0
                                ? "the capture is empty"
                                : "no UDP datagram or conflated TCP packet of " + adapter.name() + " among "
                                        + dump.account().describe()));
            }
            if (!json.isBroken() && !dump.account().leftOut().isEmpty()) {
                System.err.println("aether: " + dump.account().leftOut());
            }
            return exitCode;
        }
    }
}
