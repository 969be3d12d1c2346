package aether.feed.sbe;

import java.util.List;

/**
 * A repeating group.
 *
 * @param name the schema's
 * @param id the FIX tag
 * @param blockLength bytes of one entry as far as the schema knows; the stride on the wire is what the dimension says
 * @param sinceVersion the schema version that introduced it
 * @param dimension its header
 * @param fields in schema order
 */
public record GroupLayout(
        String name, int id, int blockLength, int sinceVersion, Dimension dimension, List<FieldLayout> fields) {
    /**
     * A group's header: the entry length and the number of entries, each at its place.
     *
     * @param length bytes of the whole header, unused bytes included
     */
    public record Dimension(
            int length, int blockLengthOffset, Primitive blockLengthType, int countOffset, Primitive countType) {}
}
