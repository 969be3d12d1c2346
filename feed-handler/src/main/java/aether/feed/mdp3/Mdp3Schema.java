package aether.feed.mdp3;

import aether.feed.sbe.SbeSchema;
import aether.feed.sbe.SbeSchemaReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The project's own MDP 3.0 schema, as shipped. */
public final class Mdp3Schema {
    /** SchemaID in the header of every MDP 3.0 market-data message. */
    public static final int SCHEMA_ID = 1;

    private static final String RESOURCE = "mdp3.xml";

    private Mdp3Schema() {}

    /** Reads it; cold path. */
    public static SbeSchema load() {
        try (InputStream in = Mdp3Schema.class.getResourceAsStream(RESOURCE)) {
            return SbeSchemaReader.read(in, RESOURCE);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
