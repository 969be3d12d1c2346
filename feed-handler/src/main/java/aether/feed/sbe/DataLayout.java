package aether.feed.sbe;

/**
 * A field of variable length, behind the groups of a message: its length, then its bytes.
 *
 * @param name the schema's
 * @param id the FIX tag
 * @param sinceVersion the schema version that introduced it
 * @param headerLength bytes before the content
 * @param lengthOffset where in them the length stands
 * @param lengthType wire type of the length
 */
public record DataLayout(
        String name, int id, int sinceVersion, int headerLength, int lengthOffset, Primitive lengthType) {}
