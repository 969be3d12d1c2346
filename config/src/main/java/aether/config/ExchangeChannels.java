package aether.config;

import aether.config.SiteConfig.Line;
import aether.config.SiteConfig.Recovery;
import aether.nic.Ipv4;
import aether.nic.MulticastGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The channels of an exchange's {@code config.xml}, as it is delivered: {@code configuration/channel@id} with {@code
 * connections/connection}, each with a feed type (I incremental, N instrument replay, S snapshots by price, SMBO snapshots by
 * order, H replay over TCP), a group, a port, a line (A or B) and the hosts that send it. Joins are restricted to those hosts.
 * Connections of an unknown type, or that make no sense, are left out with a warning.
 */
public final class ExchangeChannels {
    /** A channel. */
    public record Channel(int id, String label, List<Line> lines, Recovery recovery, List<String> products) {}

    private final Path file;
    private final Map<Integer, Channel> channels = new TreeMap<>();
    private final List<String> warnings = new ArrayList<>();

    private ExchangeChannels(final Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException when it cannot be read or is no such file
     */
    public static ExchangeChannels read(final Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigException(file + ": no such file; give the config.xml that the exchange delivers");
        }
        try {
            final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            final ExchangeChannels read = new ExchangeChannels(file);
            read.take(factory.newDocumentBuilder().parse(file.toFile()));
            return read;
        } catch (final ParserConfigurationException | SAXException | IOException e) {
            throw new ConfigException(file + ": not an exchange's config.xml: " + e.getMessage(), e);
        }
    }

    private void take(final Document document) {
        final Element root = document.getDocumentElement();
        if (!"configuration".equals(root.getTagName())) {
            throw new ConfigException(file + ": not an exchange's config.xml: its root is <" + root.getTagName()
                    + ">, not <configuration>");
        }
        for (final Element channel : children(root, "channel")) {
            try {
                takeChannel(channel);
            } catch (final NumberFormatException e) {
                warnings.add("channel '" + channel.getAttribute("id") + "' has no number and is left out");
            }
        }
        if (channels.isEmpty()) {
            throw new ConfigException(file + ": not an exchange's config.xml: there is no channel in it");
        }
    }

    private void takeChannel(final Element element) {
        final int id = Integer.parseInt(element.getAttribute("id"));
        final Map<String, Map<String, Line>> byType = new TreeMap<>();
        for (final Element connections : children(element, "connections")) {
            for (final Element connection : children(connections, "connection")) {
                takeConnection(id, connection, byType);
            }
        }
        final List<String> products = new ArrayList<>();
        for (final Element list : children(element, "products")) {
            children(list, "product").forEach(product -> products.add(product.getAttribute("code")));
        }
        channels.put(
                id,
                new Channel(
                        id,
                        element.getAttribute("label"),
                        lines(byType, "I"),
                        new Recovery(lines(byType, "N"), lines(byType, "S"), lines(byType, "SMBO"), null),
                        List.copyOf(products)));
    }

    private static List<Line> lines(final Map<String, Map<String, Line>> byType, final String type) {
        return List.copyOf(byType.getOrDefault(type, Map.of()).values());
    }

    private void takeConnection(
            final int channel, final Element connection, final Map<String, Map<String, Line>> byType) {
        final String name = "channel " + channel + ", connection " + connection.getAttribute("id");
        final List<Element> types = children(connection, "type");
        final String type = types.isEmpty() ? "" : types.getFirst().getAttribute("feed-type");
        switch (type) {
            case "I", "N", "S", "SMBO" -> {
                final Line line = line(connection, name);
                final String feed = text(connection, "feed").toUpperCase(Locale.ROOT);
                if (line != null
                        && byType.computeIfAbsent(type, t -> new TreeMap<>()).putIfAbsent(feed, line) != null) {
                    warnings.add(name + " repeats line " + feed + " of feed type " + type + " and is left out");
                }
            }
            case "H" -> {
                // Replay over TCP is no line to join.
            }
            default -> warnings.add(name + " has the unknown feed type '" + type + "' and is left out");
        }
    }

    private Line line(final Element connection, final String name) {
        try {
            final int group = Ipv4.parse(text(connection, "ip"));
            final int port = Integer.parseInt(text(connection, "port"));
            if (!Ipv4.isMulticast(group) || port < 1 || port > 65_535) {
                warnings.add(name + " has no multicast group and port and is left out");
                return null;
            }
            final List<Integer> hosts = new ArrayList<>();
            for (final Element host : children(connection, "host-ip")) {
                if (!host.getTextContent().isBlank()) {
                    hosts.add(Ipv4.parse(host.getTextContent().trim()));
                }
            }
            return new Line(new MulticastGroup(group, port), List.copyOf(hosts));
        } catch (final IllegalArgumentException e) {
            warnings.add(name + " cannot be read (" + e.getMessage() + ") and is left out");
            return null;
        }
    }

    private static String text(final Element parent, final String name) {
        final List<Element> found = children(parent, name);
        return found.isEmpty() ? "" : found.getFirst().getTextContent().trim();
    }

    private static List<Element> children(final Element parent, final String name) {
        final List<Element> found = new ArrayList<>();
        final NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            final Node node = nodes.item(i);
            if (node instanceof final Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    /** All channels, by number. */
    public List<Channel> channels() {
        return List.copyOf(channels.values());
    }

    /**
     * A channel with incremental lines.
     *
     * @throws ConfigException when the file has none of that number
     */
    public Channel channel(final int id) {
        final Channel channel = channels.get(id);
        if (channel == null || channel.lines().isEmpty()) {
            throw new ConfigException(file + ": has no lines for channel " + id + "; it has channels "
                    + String.join(
                            ", ",
                            channels.keySet().stream().map(String::valueOf).toList()));
        }
        return channel;
    }

    /** What was left out, and why. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }
}
