package aether.feed.sbe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.agrona.collections.Int2ObjectHashMap;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads an SBE schema file, ours or the exchange's as delivered. Messages with nested groups are refused. */
public final class SbeSchemaReader {
    private final String name;
    private final SchemaTypes types;

    private SbeSchemaReader(final String name, final Element root) {
        this.name = name;
        types = new SchemaTypes(name, root);
    }

    /**
     * Reads a file.
     *
     * @throws SchemaException when it is missing or no SBE schema
     */
    public static SbeSchema read(final Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SchemaException(file + ": no such file, or a directory; give an SBE schema in XML");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (final IOException e) {
            throw new SchemaException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a stream.
     *
     * @param name used in messages
     * @throws SchemaException when it is no SBE schema
     */
    public static SbeSchema read(final InputStream in, final String name) {
        final Element root = parse(in, name);
        if (!"messageSchema".equals(localName(root))) {
            throw new SchemaException(name + ": no SBE schema: the root element is <" + root.getNodeName() + ">");
        }
        try {
            return new SbeSchemaReader(name, root).readSchema(root);
        } catch (final NumberFormatException e) {
            throw new SchemaException(name + ": a number is expected where it says " + e.getMessage(), e);
        }
    }

    private static Element parse(final InputStream in, final String name) {
        try {
            final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            final var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(in).getDocumentElement();
        } catch (final SAXException | IOException e) {
            throw new SchemaException(name + ": no XML: " + e.getMessage(), e);
        } catch (final ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private SbeSchema readSchema(final Element root) {
        final Int2ObjectHashMap<MessageLayout> messages = new Int2ObjectHashMap<>();
        for (final Element child : children(root)) {
            if ("message".equals(localName(child))) {
                final MessageLayout message = readMessage(child);
                messages.put(message.templateId(), message);
            }
        }
        final ByteOrder order =
                "bigEndian".equals(root.getAttribute("byteOrder")) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new SbeSchema(number(root, "id", 0), number(root, "version", 0), order, messages);
    }

    private MessageLayout readMessage(final Element element) {
        final List<GroupLayout> groups = new ArrayList<>();
        final List<DataLayout> data = new ArrayList<>();
        for (final Element child : children(element)) {
            if ("group".equals(localName(child))) {
                groups.add(readGroup(child));
            } else if ("data".equals(localName(child))) {
                data.add(types.data(child));
            }
        }
        final List<FieldLayout> fields = readFields(element);
        return new MessageLayout(
                number(element, "id", -1),
                element.getAttribute("name"),
                blockLength(element, fields),
                number(element, "sinceVersion", 0),
                fields,
                List.copyOf(groups),
                List.copyOf(data));
    }

    private GroupLayout readGroup(final Element element) {
        final String groupName = element.getAttribute("name");
        final List<FieldLayout> fields = readFields(element);
        for (final Element child : children(element)) {
            if ("group".equals(localName(child)) || "data".equals(localName(child))) {
                throw new SchemaException(
                        name + ": group " + groupName + " holds a group or data of its own, which is not supported");
            }
        }
        final String dimension = attribute(element, "dimensionType", "groupSizeEncoding");
        return new GroupLayout(
                groupName,
                number(element, "id", 0),
                blockLength(element, fields),
                number(element, "sinceVersion", 0),
                types.dimension(dimension),
                fields);
    }

    private List<FieldLayout> readFields(final Element element) {
        final List<FieldLayout> fields = new ArrayList<>();
        int offset = 0;
        for (final Element child : children(element)) {
            if ("field".equals(localName(child))) {
                final FieldType type = types.fieldType(child);
                offset = number(child, "offset", offset);
                fields.add(new FieldLayout(
                        child.getAttribute("name"),
                        number(child, "id", 0),
                        offset,
                        number(child, "sinceVersion", 0),
                        type));
                offset += type.size();
            }
        }
        return List.copyOf(fields);
    }

    private static int blockLength(final Element element, final List<FieldLayout> fields) {
        int end = 0;
        for (final FieldLayout field : fields) {
            end = Math.max(end, field.offset() + field.type().size());
        }
        return number(element, "blockLength", end);
    }

    static List<Element> children(final Element parent) {
        final List<Element> elements = new ArrayList<>();
        final NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof final Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** The builder does not look at namespaces, so that files with any prefix for the SBE namespace are read alike. */
    static String localName(final Node node) {
        final String qualified = node.getNodeName();
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    static int number(final Element element, final String attribute, final int otherwise) {
        return element.hasAttribute(attribute) ? Integer.parseInt(element.getAttribute(attribute)) : otherwise;
    }

    static String attribute(final Element element, final String attribute, final String otherwise) {
        return element.hasAttribute(attribute) ? element.getAttribute(attribute) : otherwise;
    }
}
