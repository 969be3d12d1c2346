package aether.feed.sbe;

import java.util.List;

/**
 * A message.
 *
 * @param templateId number in the message header
 * @param schemaName the schema's name, such as {@code MDIncrementalRefreshBook46}
 * @param blockLength root block as far as the schema knows, bytes
 * @param sinceVersion the schema version that introduced it
 * @param fields of the root block, in schema order
 * @param groups in schema order, which is wire order
 * @param data fields of variable length behind the groups, in wire order
 */
public record MessageLayout(
        int templateId,
        String schemaName,
        int blockLength,
        int sinceVersion,
        List<FieldLayout> fields,
        List<GroupLayout> groups,
        List<DataLayout> data) {
    /** The name without the template id that schemas append to keep names apart: {@code MDIncrementalRefreshBook}. */
    public String name() {
        final String suffix = Integer.toString(templateId);
        return schemaName.endsWith(suffix)
                ? schemaName.substring(0, schemaName.length() - suffix.length())
                : schemaName;
    }
}
