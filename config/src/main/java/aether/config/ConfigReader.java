package aether.config;

import aether.book.BookContext;
import aether.book.RangeDelete;
import aether.book.SizeZero;
import aether.feed.ArbiterContext;
import aether.feed.ChannelContext;
import aether.host.CorePlan;
import aether.host.CpuList;
import aether.journal.JournalWriter;
import aether.journal.TapPolicy;
import aether.reader.BookFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.BitUtil;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads a site's YAML file. Every setting has a default but the lines. */
public final class ConfigReader {
    private static final int RECORD_OVERHEAD = 64;
    private static final int TAP_MESSAGE_SHARE = 8;
    private static final int MOST_CORES = 1023;
    private static final int DEFAULT_RING = 4 * 1024 * 1024;
    private static final long SECOND_NS = 1_000_000_000L;

    private ConfigReader() {}

    /**
     * Reads a file.
     *
     * @throws ConfigException naming the file, the key and what is expected
     */
    public static SiteConfig read(final Path file) {
        if (!Files.exists(file)) {
            throw new ConfigException(file + ": no such file; shipped profiles are in config/profiles");
        }
        if (Files.isDirectory(file)) {
            throw new ConfigException(file + ": is a directory; give a YAML file");
        }
        try {
            return parse(Files.readString(file), file.toString());
        } catch (final CharacterCodingException e) {
            throw new ConfigException(file + ": no text file; give a YAML file", e);
        } catch (final IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads text; {@code name} stands for the file in messages. */
    public static SiteConfig parse(final String text, final String name) {
        final YamlNode root = new YamlNode(name, "", load(text, name));
        final SiteConfig.Channel channel = ChannelReader.read(root.child("channel"), name);
        final SiteConfig config = new SiteConfig(
                channel,
                TransportReader.read(root.child("transport"), channel.networkInterface(), name),
                arbiter(root.child("arbiter")),
                books(root.child("books")),
                publication(root.child("publication")),
                journal(root.child("journal")),
                runtime(root.child("runtime")),
                host(root.child("host")),
                VenueReader.read(root.child("venue"), name),
                root.has("orders") ? OrdersReader.read(root.child("orders"), name) : null,
                text);
        root.finish();
        try {
            config.arbiterContext().conclude();
            config.bookContext().conclude();
            config.channelContext().conclude();
        } catch (final IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage(), e);
        }
        requireThatRecordsFit(config, name);
        return config;
    }

    /** The tap takes records of up to an eighth of its length. */
    private static void requireThatRecordsFit(final SiteConfig config, final String name) {
        final int longest =
                Math.max(config.arbiter().maxPacketLength(), config.text().length()) + RECORD_OVERHEAD;
        if (longest > config.journal().tapLength() / TAP_MESSAGE_SHARE || longest > JournalWriter.MAX_PAYLOAD) {
            throw new ConfigException(name + ": journal.tapLength must be at least " + TAP_MESSAGE_SHARE
                    + " times the longest record, " + longest + " bytes here");
        }
    }

    private static Map<?, ?> load(final String text, final String name) {
        try {
            final Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            if (loaded instanceof final Map<?, ?> map) {
                return map;
            }
        } catch (final YAMLException e) {
            final String reason = e.getMessage() == null ? "" : e.getMessage().replaceAll("\\s+", " ");
            throw new ConfigException(name + ": no YAML: " + reason, e);
        }
        throw new ConfigException(name + ": no configuration: a mapping with a 'channel' is expected");
    }

    private static SiteConfig.Arbiter arbiter(final YamlNode node) {
        final SiteConfig.Arbiter arbiter = new SiteConfig.Arbiter(
                node.duration("lossTimeout", ArbiterContext.DEFAULT_LOSS_TIMEOUT_NS),
                node.integer("ringPackets", ArbiterContext.DEFAULT_RING_PACKETS, 2, 1 << 20),
                node.size("maxPacketLength", ArbiterContext.DEFAULT_MAX_PACKET_LENGTH),
                node.integer("reorderTolerance", 0, 0, 1 << 20),
                node.flag("compareTwins", false),
                node.duration("repairWindow", ChannelContext.DEFAULT_REPAIR_WINDOW_NS));
        node.finish();
        return arbiter;
    }

    private static SiteConfig.Books books(final YamlNode node) {
        final SiteConfig.Books books = new SiteConfig.Books(
                node.choice("start", BookContext.Start.SNAPSHOT, BookContext.Start.class),
                node.integer("depth", 10, 1, 30),
                node.integer("impliedDepth", 2, 1, 30),
                node.integer("maxInstruments", 4096, 1, 1_000_000),
                node.integer("maxOrders", 65_536, 0, 100_000_000),
                node.integer("queueEntries", 65_536, 16, 100_000_000),
                node.flag("verify", false),
                node.choice("rangeDelete", RangeDelete.FROM_WORSE_THRU_BEST, RangeDelete.class),
                node.choice("sizeZero", SizeZero.FAULT, SizeZero.class));
        node.finish();
        return books;
    }

    private static SiteConfig.Publication publication(final YamlNode node) {
        final String directory = node.text("directory", null);
        final SiteConfig.Publication publication = new SiteConfig.Publication(
                directory == null ? SharedMemory.defaultDirectory() : Path.of(directory),
                node.integer("depth", 10, 1, BookFile.MAX_DEPTH));
        node.finish();
        return publication;
    }

    private static SiteConfig.Journal journal(final YamlNode node) {
        final String directory = node.text("directory", null);
        final SiteConfig.Journal journal = new SiteConfig.Journal(
                directory == null ? null : Path.of(directory),
                node.time("rollTime", LocalTime.of(16, 30)),
                node.zone("rollZone", ZoneId.of("America/Chicago")),
                node.size("tapLength", 16 * 1024 * 1024),
                node.choice("tapFull", TapPolicy.DROP_AND_MARK, TapPolicy.class),
                node.integer("digestEvery", 1024, 1, Integer.MAX_VALUE));
        node.finish();
        return journal;
    }

    private static SiteConfig.Runtime runtime(final YamlNode node) {
        final SiteConfig.Runtime runtime = new SiteConfig.Runtime(
                node.choice("idle", SiteConfig.Idle.BACKOFF, SiteConfig.Idle.class),
                node.choice("layout", SiteConfig.Layout.FUSED, SiteConfig.Layout.class),
                node.integer("receiveCore", CorePlan.ANY_CORE, CorePlan.ANY_CORE, MOST_CORES),
                node.integer("tradeCore", CorePlan.ANY_CORE, CorePlan.ANY_CORE, MOST_CORES),
                node.integer("fifoPriority", 0, 0, 99),
                node.flag("lockMemory", false),
                node.flag("keepAwake", false),
                node.duration("stall", SECOND_NS),
                BitUtil.findNextPositivePowerOfTwo(node.size("ring", DEFAULT_RING)),
                node.duration("statusInterval", SECOND_NS),
                node.duration("silence", 5 * SECOND_NS),
                node.duration("recoveryAlarm", 30 * SECOND_NS),
                node.text("user", ""));
        node.finish();
        return runtime;
    }

    private static SiteConfig.Host host(final YamlNode node) {
        final String cores = node.text("hotCores", "");
        try {
            CpuList.parse(cores);
        } catch (final IllegalArgumentException e) {
            throw node.wrong("hotCores", cores, "cores such as 2-3,5");
        }
        final String allowed = node.text("allow", "");
        final SiteConfig.Host host = new SiteConfig.Host(
                cores,
                node.size("hugePages", 0),
                node.space("journalSpace", 1L << 30),
                allowed.isBlank()
                        ? Set.of()
                        : Set.copyOf(List.of(allowed.strip().split("[,\\s]+"))));
        node.finish();
        return host;
    }
}
