package aether.config;

import aether.arbiter.ArbiterContext;
import aether.book.BookContext;
import aether.book.RangeDelete;
import aether.book.SizeZero;
import aether.channel.ChannelContext;
import aether.journal.JournalContext;
import aether.journal.JournalWriter;
import aether.journal.TapPolicy;
import aether.journal.TradeDates;
import aether.reader.BookFile;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a site's YAML file. Every setting has a default but the lines. */
public final class ConfigReader {
    private static final int RECORD_OVERHEAD = 64;
    private static final int TAP_MESSAGE_SHARE = 8;
    private static final String DEFAULT_PAGE_ADDRESS = "127.0.0.1";
    private static final int DEFAULT_PAGE_PORT = 9580;

    /** For so many channels of a machine. */
    private static final int DEFAULT_PAGE_PORTS = 64;

    private static final JournalContext DEFAULT_JOURNAL = new JournalContext();

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
            throw new ConfigException(file + ": not a text file; give a YAML file", e);
        } catch (final IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Reads text; {@code name} stands for the file in messages. */
    public static SiteConfig parse(final String text, final String name) {
        final YamlNode root = new YamlNode(name, "", load(text, name));
        final YamlNode journal = root.child("journal");
        final SiteConfig.Channel channel = withRollTime(ChannelReader.read(root.child("channel"), name), journal);
        final YamlNode arbiter = root.child("arbiter");
        final SiteConfig.Publication publication = publication(root.child("publication"));
        final SiteConfig.Orders orders = root.has("orders") ? OrdersReader.read(root.child("orders"), name) : null;
        final SiteConfig config = new SiteConfig(
                channel,
                TransportReader.read(root.child("transport"), channel.networkInterface(), name),
                arbiterContext(arbiter, channel),
                channelContext(arbiter),
                bookContext(root.child("books"), channel),
                publication,
                page(root.child("page")),
                journal(journal),
                MachineReader.runtime(root.child("runtime")),
                MachineReader.host(root.child("host")),
                VenueReader.read(root.child("venue"), name),
                orders,
                root.has("cluster") ? ClusterReader.read(root.child("cluster"), publication.directory(), orders) : null,
                text);
        arbiter.finish();
        root.finish();
        requireThatRecordsFit(config, name);
        ClusterReader.requireNeeds(config, name);
        return config;
    }

    /** The tap takes records of up to an eighth of its length. */
    private static void requireThatRecordsFit(final SiteConfig config, final String name) {
        final int longest = Math.max(
                        config.arbiterContext().maxPacketLength(), config.text().length())
                + RECORD_OVERHEAD;
        if (longest > config.journal().tapLength() / TAP_MESSAGE_SHARE || longest > JournalWriter.MAX_PAYLOAD) {
            throw new ConfigException(name + ": journal.tapLength must be at least " + TAP_MESSAGE_SHARE
                    + " times the longest record, " + longest + " bytes here");
        }
    }

    private static Map<?, ?> load(final String text, final String name) {
        try {
            final Object loaded = yaml().load(text);
            if (loaded instanceof final Map<?, ?> map) {
                return map;
            }
        } catch (final DuplicateKeyException e) {
            throw new ConfigException(
                    at(name, e.getProblemMark()) + "'" + keyOf(text, e.getProblemMark())
                            + "' is there twice; leave one out",
                    e);
        } catch (final MarkedYAMLException e) {
            throw new ConfigException(at(name, e.getProblemMark()) + "not valid YAML: " + oneLine(e.getProblem()), e);
        } catch (final YAMLException e) {
            throw new ConfigException(name + ": not valid YAML: " + oneLine(e.getMessage()), e);
        }
        throw new ConfigException(name + ": no configuration: a mapping with a 'channel' is expected");
    }

    /** A key stands once, and what looks like a date stays text. */
    private static Yaml yaml() {
        final LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        final DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new Resolver() {
            @Override
            public void addImplicitResolver(final Tag tag, final Pattern pattern, final String first, final int limit) {
                if (tag != Tag.TIMESTAMP) {
                    super.addImplicitResolver(tag, pattern, first, limit);
                }
            }
        });
    }

    private static String at(final String name, final Mark mark) {
        return name + (mark == null ? "" : ", line " + (mark.getLine() + 1)) + ": ";
    }

    private static String keyOf(final String text, final Mark mark) {
        final String line = text.lines().skip(mark.getLine()).findFirst().orElse("");
        return line.substring(Math.min(mark.getColumn(), line.length())).split("[:,}\\s]", 2)[0];
    }

    private static String oneLine(final String reason) {
        return reason == null ? "" : reason.strip().replaceAll("\\s+", " ");
    }

    private static ArbiterContext arbiterContext(final YamlNode node, final SiteConfig.Channel channel) {
        final ArbiterContext settings = new ArbiterContext();
        settings.lines(channel.lines().size())
                .sequencePolicy(channel.venue().sequencePolicy())
                .calendar(channel.calendar().sessions())
                .lossTimeoutNs(node.duration("lossTimeout", settings.lossTimeoutNs()))
                .ringPackets(node.integer("ringPackets", settings.ringPackets()))
                .maxPacketLength(node.size("maxPacketLength", settings.maxPacketLength()))
                .reorderTolerance(node.integer("reorderTolerance", settings.reorderTolerance()))
                .compareTwins(node.flag("compareTwins", settings.compareTwins()));
        return node.settings(settings::conclude);
    }

    private static ChannelContext channelContext(final YamlNode node) {
        final ChannelContext settings = new ChannelContext();
        settings.repairWindowNs(node.duration("repairWindow", settings.repairWindowNs()));
        return node.settings(settings::conclude);
    }

    private static BookContext bookContext(final YamlNode node, final SiteConfig.Channel channel) {
        final SiteConfig.Recovery recovery = channel.recovery();
        final BookContext settings = new BookContext();
        settings.policy(channel.venue().bookPolicy())
                .recovery(
                        !recovery.priceSnapshots().isEmpty(),
                        !recovery.orderSnapshots().isEmpty())
                .applId(channel.id() == 0 ? BookContext.ANY_CHANNEL : channel.id())
                .start(node.choice("start", settings.start(), BookContext.Start.class))
                .depth(node.integer("depth", settings.depth()))
                .impliedDepth(node.integer("impliedDepth", settings.impliedDepth()))
                .maxInstruments(node.integer("maxInstruments", settings.maxInstruments()))
                .maxOrders(node.integer("maxOrders", settings.maxOrders()))
                .queueEntries(node.integer("queueEntries", settings.queueEntries()))
                .verify(node.flag("verify", settings.isVerifying()))
                .rangeDelete(node.choice("rangeDelete", settings.rangeDelete(), RangeDelete.class))
                .sizeZero(node.choice("sizeZero", settings.sizeZero(), SizeZero.class));
        node.finish();
        return node.settings(settings::conclude);
    }

    private static SiteConfig.Publication publication(final YamlNode node) {
        final String directory = node.text("directory", null);
        final SiteConfig.Publication publication = new SiteConfig.Publication(
                directory == null ? SharedMemory.defaultDirectory() : Path.of(directory),
                node.integer("depth", 10, 1, BookFile.MAX_DEPTH));
        node.finish();
        return publication;
    }

    private static SiteConfig.Page page(final YamlNode node) {
        final boolean isWanted = node.flag("enabled", true);
        final String address = node.text("address", DEFAULT_PAGE_ADDRESS);
        final int ports = node.has("port") ? 1 : DEFAULT_PAGE_PORTS;
        final int port = node.integer("port", DEFAULT_PAGE_PORT, 0, 0xFFFF);
        node.finish();
        try {
            final SiteConfig.Page page = new SiteConfig.Page(InetAddress.ofLiteral(address), port, ports);
            return isWanted ? page : null;
        } catch (final IllegalArgumentException e) {
            throw node.wrong("address", address, "an address such as 127.0.0.1");
        }
    }

    private static SiteConfig.Journal journal(final YamlNode node) {
        final String directory = node.text("directory", null);
        final SiteConfig.Journal journal = new SiteConfig.Journal(
                directory == null ? null : Path.of(directory),
                node.space("lowWater", DEFAULT_JOURNAL.lowWater()),
                node.size("tapLength", DEFAULT_JOURNAL.tapLength()),
                node.choice("tapFull", DEFAULT_JOURNAL.tapPolicy(), TapPolicy.class),
                node.integer("digestEvery", 1024, 1, Integer.MAX_VALUE),
                node.choice("process", SiteConfig.JournalProcess.INSIDE, SiteConfig.JournalProcess.class),
                node.duration("keep", 0));
        node.finish();
        return journal;
    }

    /** As files said it before channels had calendars; a journal is read with the file it was written with. */
    private static SiteConfig.Channel withRollTime(final SiteConfig.Channel channel, final YamlNode journal) {
        final SiteConfig.Calendar calendar = channel.calendar();
        final TradeDates usual = calendar.tradeDates();
        final TradeDates said = new TradeDates(
                journal.zone("rollZone", usual.zone()),
                journal.time("rollTime", usual.end()),
                usual.days(),
                usual.holidays());
        return channel.with(new SiteConfig.Calendar(calendar.sessions(), said));
    }
}
