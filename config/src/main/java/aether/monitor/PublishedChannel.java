package aether.monitor;

import aether.config.SharedMemory.Part;
import aether.console.Times;
import aether.console.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A channel as an appliance publishes it in shared memory, or as one that was killed left it.
 *
 * @param directory where its files are
 * @param isAlive whether the appliance is running
 */
public record PublishedChannel(Path directory, int channel, boolean isAlive) {
    private static final long NS_PER_MS = 1_000_000L;

    /** All that publish a part in a directory. */
    public static List<PublishedChannel> in(final Path directory, final Part part) {
        return files(directory, part).stream()
                .map(PublishedChannel::channel)
                .map(channel -> new PublishedChannel(directory, channel, ChannelLock.isHeld(directory, channel)))
                .toList();
    }

    /** Files of a part, each named by its channel. */
    static List<Path> files(final Path directory, final Part part) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{1,9}\\" + part.suffix()))
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int channel(final Path file) {
        final String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.indexOf('.')));
    }

    /** The one that is meant: of the given number, alive rather than dead; an only one when nothing is said. */
    public static PublishedChannel choose(
            final List<PublishedChannel> found, final Integer channel, final Path directory) {
        if (found.isEmpty()) {
            throw new UsageException(
                    directory + ": no appliance publishes there; start one with 'aether run' or 'aether "
                            + "demo', or name its directory with --directory");
        }
        final List<PublishedChannel> ofNumber = found.stream()
                .filter(each -> channel == null || each.channel() == channel)
                .toList();
        if (ofNumber.isEmpty()) {
            throw new UsageException(
                    directory + ": no channel " + channel + " is published there; there is " + names(found));
        }
        final List<PublishedChannel> living =
                ofNumber.stream().filter(PublishedChannel::isAlive).toList();
        final List<PublishedChannel> meant = living.isEmpty() ? ofNumber : living;
        if (meant.size() > 1) {
            throw new UsageException("several channels are published; choose with " + options(meant));
        }
        return meant.getFirst();
    }

    private static String names(final List<PublishedChannel> channels) {
        return channels.stream()
                .map(each -> Integer.toString(each.channel()))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** What tells them from each other. */
    private static String options(final List<PublishedChannel> channels) {
        final boolean isOneDirectory =
                channels.stream().map(PublishedChannel::directory).distinct().count() == 1;
        final List<String> options = new ArrayList<>();
        for (final PublishedChannel each : channels) {
            options.add("--channel " + each.channel()
                    + (isOneDirectory ? "" : " --directory " + each.directory())
                    + (each.isAlive() ? "" : " (not alive)"));
        }
        return String.join(", or ", options);
    }

    public Path file(final Part part) {
        return part.file(directory, channel);
    }

    /** Number of its process; 0 when nobody knows. */
    public long process() {
        return ChannelLock.holder(directory, channel);
    }

    /** The journal session that it is writing. */
    public Path session() {
        try {
            return Path.of(Files.readString(file(Part.SESSION)));
        } catch (final IOException e) {
            throw new UsageException(directory + ": the appliance of channel " + channel + " has ended just now");
        }
    }

    /** That it is not alive, and since when; empty while it is. */
    public String death() {
        if (isAlive) {
            return "";
        }
        final Path counters = file(Part.COUNTERS);
        final String since = Files.exists(counters) ? since(CounterFile.read(counters)) : "";
        return directory + ": the appliance of channel " + channel + " is not alive" + since;
    }

    private static String since(final List<CounterFile.Value> values) {
        if (values.isEmpty() || values.getFirst().value() == 0) {
            return "";
        }
        final long aliveNs = values.getFirst().value();
        final long silentNs = System.currentTimeMillis() * NS_PER_MS - aliveNs;
        return " since " + Times.utc(aliveNs) + ", " + Times.wholeSeconds(silentNs) + " s ago";
    }
}
