package aether.feed.sbe;

import static aether.feed.sbe.SbeSchemaReader.attribute;
import static aether.feed.sbe.SbeSchemaReader.children;
import static aether.feed.sbe.SbeSchemaReader.localName;
import static aether.feed.sbe.SbeSchemaReader.number;

import aether.feed.sbe.FieldType.Composite;
import aether.feed.sbe.FieldType.Constant;
import aether.feed.sbe.FieldType.Decimal;
import aether.feed.sbe.FieldType.Kind;
import aether.feed.sbe.FieldType.Part;
import aether.feed.sbe.FieldType.Scalar;
import aether.feed.sbe.FieldType.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** The type section of a schema file, resolved. Only used while a file is read. */
final class SchemaTypes {
    private final String name;
    private final Map<String, Element> declared = new HashMap<>();

    SchemaTypes(final String name, final Element root) {
        this.name = name;
        for (final Element section : children(root)) {
            if ("types".equals(localName(section))) {
                children(section).forEach(type -> declared.put(type.getAttribute("name"), type));
            }
        }
    }

    /** The type of a field element. */
    FieldType fieldType(final Element field) {
        final String typeName = field.getAttribute("type");
        final FieldType type = resolve(typeName);
        final boolean isConstant = "constant".equals(field.getAttribute("presence"));
        if (isConstant && !(type instanceof Constant)) {
            return new Constant(
                    attribute(field, "valueRef", field.getTextContent().trim()));
        }
        return type;
    }

    /** A group header by the name of its composite. */
    GroupLayout.Dimension dimension(final String typeName) {
        if (!(resolve(typeName) instanceof final Composite composite)) {
            throw new SchemaException(name + ": dimension type " + typeName + " is no composite");
        }
        final Part length = part(composite, typeName, "blockLength");
        final Part count = part(composite, typeName, "numInGroup");
        return new GroupLayout.Dimension(
                composite.size(),
                length.offset(),
                length.type().primitive(),
                count.offset(),
                count.type().primitive());
    }

    /** A field of variable length. */
    DataLayout data(final Element field) {
        final String typeName = field.getAttribute("type");
        if (!(resolve(typeName) instanceof final Composite composite)) {
            throw new SchemaException(name + ": data type " + typeName + " is no composite");
        }
        final Part length = part(composite, typeName, "length");
        return new DataLayout(
                field.getAttribute("name"),
                number(field, "id", 0),
                number(field, "sinceVersion", 0),
                part(composite, typeName, "varData").offset(),
                length.offset(),
                length.type().primitive());
    }

    private Part part(final Composite composite, final String typeName, final String partName) {
        return composite.parts().stream()
                .filter(part -> part.name().equals(partName))
                .findFirst()
                .orElseThrow(() -> new SchemaException(name + ": composite " + typeName + " has no " + partName));
    }

    private FieldType resolve(final String typeName) {
        final Element element = declared.get(typeName);
        if (element != null) {
            return switch (localName(element)) {
                case "type" -> ofType(element);
                case "composite" -> ofComposite(element);
                case "enum" -> ofEncoded(element, Kind.ENUM);
                case "set" -> ofEncoded(element, Kind.SET);
                default -> throw new SchemaException(name + ": type " + typeName + " is a " + element.getNodeName());
            };
        }
        final Primitive primitive = Primitive.byName(typeName);
        if (primitive == null) {
            throw new SchemaException(name + ": type " + typeName + " is used but not declared");
        }
        return scalar(primitive, kindOf(primitive), false, primitive.defaultNull());
    }

    private FieldType ofType(final Element element) {
        final Primitive primitive = primitive(element.getAttribute("primitiveType"));
        final String presence = attribute(element, "presence", "required");
        if ("constant".equals(presence)) {
            return new Constant(element.getTextContent().trim());
        }
        final int length = number(element, "length", 1);
        if (primitive == Primitive.CHAR && length > 1) {
            return new Text(length);
        }
        if (length > 1) {
            throw new SchemaException(name + ": type " + element.getAttribute("name") + " is an array of numbers");
        }
        final long nullValue = element.hasAttribute("nullValue")
                ? primitive.parse(element.getAttribute("nullValue"))
                : primitive.defaultNull();
        return scalar(primitive, kindOf(primitive), "optional".equals(presence), nullValue);
    }

    /** An enumeration or set is as optional as the type that encodes it. */
    private FieldType ofEncoded(final Element element, final Kind kind) {
        final String encoding = element.getAttribute("encodingType");
        if (element.hasAttribute("nullValue")) {
            final Primitive primitive = primitive(encoding);
            return scalar(primitive, kind, true, primitive.parse(element.getAttribute("nullValue")));
        }
        if (!(resolve(encoding) instanceof final Scalar base)) {
            throw new SchemaException(name + ": " + element.getAttribute("name") + " is encoded by no scalar");
        }
        return scalar(base.primitive(), kind, base.isOptional(), base.nullValue());
    }

    private FieldType ofComposite(final Element element) {
        final List<Part> parts = new ArrayList<>();
        Integer exponent = null;
        int offset = 0;
        for (final Element member : children(element)) {
            final FieldType type = ofType(member);
            offset = number(member, "offset", offset);
            if (type instanceof final Scalar scalar) {
                parts.add(new Part(member.getAttribute("name"), offset, scalar));
            } else if (type instanceof final Constant constant && "exponent".equals(member.getAttribute("name"))) {
                exponent = Integer.valueOf(constant.value());
            }
            offset += type.size();
        }
        if (exponent != null && parts.size() == 1) {
            return new Decimal(parts.getFirst().type(), exponent);
        }
        return new Composite(List.copyOf(parts), offset);
    }

    private Primitive primitive(final String text) {
        final Primitive primitive = Primitive.byName(text);
        if (primitive == null) {
            throw new SchemaException(name + ": '" + text + "' is no primitive type");
        }
        return primitive;
    }

    private static Kind kindOf(final Primitive primitive) {
        return primitive == Primitive.CHAR ? Kind.CHARACTER : Kind.INTEGER;
    }

    private static Scalar scalar(
            final Primitive primitive, final Kind kind, final boolean isOptional, final long nullValue) {
        return new Scalar(primitive, kind, isOptional, nullValue);
    }
}
