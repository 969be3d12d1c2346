package aether.feed.sbe;

import java.nio.ByteOrder;
import org.agrona.collections.Int2ObjectHashMap;

/** The messages of one schema, by template id. Immutable once read. */
public final class SbeSchema {
    private final int id;
    private final int version;
    private final ByteOrder byteOrder;
    private final Int2ObjectHashMap<MessageLayout> messages;

    SbeSchema(
            final int id,
            final int version,
            final ByteOrder byteOrder,
            final Int2ObjectHashMap<MessageLayout> messages) {
        this.id = id;
        this.version = version;
        this.byteOrder = byteOrder;
        this.messages = messages;
    }

    /** Schema id, as message headers carry it. */
    public int id() {
        return id;
    }

    /** Newest version that this schema describes. */
    public int version() {
        return version;
    }

    public ByteOrder byteOrder() {
        return byteOrder;
    }

    /** The layout of a template, or null when the schema does not have it. */
    public MessageLayout message(final int templateId) {
        return messages.get(templateId);
    }

    /** Every template, in no particular order. */
    public Iterable<MessageLayout> messages() {
        return messages.values();
    }
}
