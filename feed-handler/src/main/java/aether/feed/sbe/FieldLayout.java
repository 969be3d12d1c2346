package aether.feed.sbe;

/**
 * A field of a message block or of a group entry.
 *
 * @param name the schema's
 * @param id the FIX tag
 * @param offset from the start of the block or entry, bytes
 * @param sinceVersion the schema version that introduced it, 0 when it was always there
 * @param type meaning of its bytes
 */
public record FieldLayout(String name, int id, int offset, int sinceVersion, FieldType type) {
    /**
     * Whether the field is on the wire. Both tests are needed: a newer field may sit in what was padding, so that the block
     * length alone proves nothing, and a header may promise a version whose bytes are not there.
     */
    public boolean isPresent(final int actingVersion, final int actingBlockLength) {
        return actingVersion >= sinceVersion && offset + type.size() <= actingBlockLength;
    }
}
