package aether.config;

import aether.config.SiteConfig.Line;
import aether.config.SiteConfig.Recovery;
import aether.feed.VenueAdapter;
import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a channel: its lines one by one, or all of them from the file that the exchange delivers. */
final class ChannelReader {
    private static final List<String> LINE_NAMES = List.of("A", "B", "C", "D");
    private static final int DEFAULT_REPLAYED_PACKETS = 200;
    private static final int MAX_REPLAYED_PACKETS = 4000;
    private static final int DEFAULT_ATTEMPTS = 3;
    private static final int DEFAULT_BUFFER = 4 * 1024 * 1024;

    /** What a channel is, wherever its lines are. */
    private record Identity(int id, VenueAdapter venue, SiteConfig.Calendar calendar) {}

    private ChannelReader() {}

    static SiteConfig.Channel read(final YamlNode node, final String name) {
        final VenueAdapter venue = venue(node, name);
        final int id = node.integer("id", 0, 0, Short.MAX_VALUE);
        final SiteConfig.Calendar calendar = CalendarReader.read(node.child("calendar"), venue, id);
        final String exchangeFile = node.text("exchangeFile", null);
        final SiteConfig.Channel channel = exchangeFile == null
                ? new SiteConfig.Channel(
                        id,
                        venue,
                        node.text("interface", "lo"),
                        node.integer("weight", 1, 1, 1_000_000),
                        node.size("receiveBuffer", DEFAULT_BUFFER),
                        incremental(node, name),
                        recovery(node.child("recovery"), name),
                        calendar)
                : ofExchange(node, name, new Identity(id, venue, calendar), Path.of(exchangeFile));
        node.finish();
        return channel;
    }

    private static VenueAdapter venue(final YamlNode node, final String name) {
        try {
            return Venues.named(node.text("venue", Venues.DEFAULT));
        } catch (final ConfigException e) {
            throw new ConfigException(name + ": channel.venue: " + e.getMessage());
        }
    }

    private static SiteConfig.Channel ofExchange(
            final YamlNode node, final String name, final Identity identity, final Path file) {
        if (node.has("lines") || node.has("recovery")) {
            throw new ConfigException(
                    name + ": channel.exchangeFile names all lines: leave out channel.lines and channel.recovery");
        }
        final VenueAdapter venue = identity.venue();
        if (!Venues.DEFAULT.equals(venue.name())) {
            throw new ConfigException(name + ": channel.exchangeFile: " + venue.name()
                    + " delivers no such file; give channel.lines and channel.recovery");
        }
        final ExchangeChannels.Channel channel = ExchangeChannels.read(file).channel(identity.id());
        return new SiteConfig.Channel(
                identity.id(),
                venue,
                node.text("interface", "lo"),
                node.integer("weight", 1, 1, 1_000_000),
                node.size("receiveBuffer", DEFAULT_BUFFER),
                channel.lines(),
                channel.recovery(),
                identity.calendar());
    }

    private static List<Line> incremental(final YamlNode node, final String name) {
        final List<Line> found = lines(node.child("lines"), name, "channel.lines.");
        if (found.isEmpty()) {
            throw new ConfigException(
                    name + ": channel.lines is missing; give at least A: { group: 224.0.31.11, port: 14320 }");
        }
        return found;
    }

    private static Recovery recovery(final YamlNode node, final String name) {
        final Recovery recovery = new Recovery(
                lines(node.child("definitions"), name, "channel.recovery.definitions."),
                lines(node.child("priceSnapshots"), name, "channel.recovery.priceSnapshots."),
                lines(node.child("orderSnapshots"), name, "channel.recovery.orderSnapshots."),
                node.has("replay") ? replay(node.child("replay"), name) : null);
        node.finish();
        return recovery;
    }

    private static SiteConfig.Replay replay(final YamlNode node, final String name) {
        final SiteConfig.Replay replay = new SiteConfig.Replay(
                node.requiredText("host", "the host of the replay service"),
                node.integer("port", 0, 1, 65_535),
                node.text("user", "CME"),
                node.text("password", "CME"),
                node.integer("maxPackets", DEFAULT_REPLAYED_PACKETS, 1, MAX_REPLAYED_PACKETS),
                node.integer("attempts", DEFAULT_ATTEMPTS, 1, 1000));
        if (replay.port() == 0) {
            throw new ConfigException(name + ": channel.recovery.replay.port is missing; give 1 to 65535");
        }
        node.finish();
        return replay;
    }

    private static List<Line> lines(final YamlNode node, final String name, final String path) {
        final List<Line> found = new ArrayList<>();
        for (final String lineName : LINE_NAMES) {
            if (node.has(lineName)) {
                found.add(line(node.child(lineName), name, path + lineName));
            }
        }
        node.finish();
        return List.copyOf(found);
    }

    private static Line line(final YamlNode node, final String name, final String path) {
        final int group = node.address("group", null);
        if (!Ipv4.isMulticast(group)) {
            throw new ConfigException(name + ": " + path + ".group: " + Ipv4.format(group) + " is no multicast group");
        }
        final int port = node.integer("port", 0, 1, 65_535);
        if (port == 0) {
            throw new ConfigException(name + ": " + path + ".port is missing; give 1 to 65535");
        }
        final int source = node.address("source", "0.0.0.0");
        node.finish();
        return new Line(new MulticastGroup(group, port), source == 0 ? List.of() : List.of(source));
    }
}
