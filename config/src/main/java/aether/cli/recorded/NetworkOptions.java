package aether.cli.recorded;

import aether.console.Terminal;
import aether.console.UsageException;
import aether.lines.TierSinks;
import aether.replay.CaptureSet;
import aether.session.LineChoice;
import aether.session.NetworkReplay;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** A capture's datagrams onto the network: the options that say how. */
final class NetworkOptions {
    private static final int MOST_HOPS = 255;

    @Option(
            names = "--to-network",
            description =
                    "Send a capture's datagrams to their multicast groups instead; with --from and --to, of frames of that time.")
    private boolean toNetwork;

    @Option(
            names = "--interface",
            paramLabel = "NAME",
            defaultValue = "lo",
            description = "Where --to-network sends (default: lo).")
    private String networkInterface;

    @Option(
            names = "--tier",
            paramLabel = "xdp|packet|batched|socket",
            defaultValue = "socket",
            description = {
                "How --to-network sends (default: socket).",
                "Past the kernel's sockets the frames go out as they were captured, headers included."
            })
    private String tier;

    @Option(
            names = "--ttl",
            paramLabel = "N",
            defaultValue = "0",
            description = "TTL of socket datagrams: 0 stays on this host, 1 reaches the local network (default: 0).")
    private int timeToLive;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "20000",
            description = {
                "With --to-network --speed max: datagrams a second at most (default: 20000).",
                "A receiver's socket buffer overflows when a burst outruns it; 0 takes the limit away."
            })
    private int rate;

    boolean isWanted() {
        return toNetwork;
    }

    int send(
            final List<Path> sources,
            final CaptureChoice choice,
            final double factor,
            final LineChoice line,
            final Terminal terminal) {
        if (rate < 0) {
            throw new UsageException("--rate: give 0 or a positive number, not " + rate);
        }
        if (timeToLive < 0 || timeToLive > MOST_HOPS) {
            throw new UsageException("--ttl: give 0 to " + MOST_HOPS + ", not " + timeToLive);
        }
        final NetworkReplay.Target target =
                new NetworkReplay.Target(networkInterface, TierSinks.named("--tier", tier), timeToLive);
        try (CaptureSet captures = choice.open(sources)) {
            return NetworkReplay.run(
                    captures,
                    choice::read,
                    new NetworkReplay.Settings(choice.adapter(), target, factor, rate, line),
                    terminal);
        }
    }
}
