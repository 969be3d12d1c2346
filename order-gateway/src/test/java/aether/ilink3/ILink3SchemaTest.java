package aether.ilink3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.FieldType.Constant;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.SbeSchema;
import aether.feed.sbe.SbeSchemaReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our schema against the exchange's own files, offset by offset. Skipped, with the reason, where these are not at hand. */
class ILink3SchemaTest {
    @ParameterizedTest
    @ValueSource(strings = {"8.5", "8.9"})
    void shouldLayOutFieldsAsTheExchangeDoes(final String version) throws IOException {
        final Path file = Path.of(System.getProperty("aether.shared", "../../shared"))
                .resolve("schemas/cme-ilink3/Cme.Futures.iLink3.Sbe.v" + version + ".xml");
        final String reason = "skipped: exchange-owned file not here: " + file;
        if (!Files.exists(file)) {
            System.out.println(reason);
        }
        Assumptions.assumeTrue(Files.exists(file), reason);
        final SbeSchema exchange = SbeSchemaReader.read(file);
        final SbeSchema ours;
        try (InputStream in = Sofh.class.getResourceAsStream("ilink3.xml")) {
            ours = SbeSchemaReader.read(in, "ilink3.xml");
        }
        assertEquals(exchange.id(), ours.id());
        int fields = 0;
        for (final MessageLayout message : ours.messages()) {
            final MessageLayout theirs = exchange.message(message.templateId());
            if (theirs == null) {
                assertTrue(message.sinceVersion() > exchange.version(), message.schemaName());
                continue;
            }
            assertEquals(theirs.name(), message.name());
            fields += compare(theirs.fields(), message.fields(), exchange.version(), message.schemaName());
            for (int i = 0; i < theirs.groups().size(); i++) {
                final GroupLayout group = theirs.groups().get(i);
                final GroupLayout own = message.groups().get(i);
                assertEquals(group.name(), own.name(), message.schemaName());
                assertEquals(group.dimension(), own.dimension(), message.schemaName());
                fields += compare(group.fields(), own.fields(), exchange.version(), message.schemaName());
            }
        }
        assertTrue(fields > 400, fields + " fields");
    }

    private static int compare(
            final List<FieldLayout> theirs, final List<FieldLayout> ours, final int version, final String where) {
        int fields = 0;
        for (final FieldLayout field : theirs) {
            if (field.type() instanceof Constant) {
                continue;
            }
            final FieldLayout own = ours.stream()
                    .filter(candidate -> candidate.name().equals(field.name()))
                    .findFirst()
                    .orElse(null);
            assertNotNull(own, where + " " + field.name() + " version " + version);
            assertEquals(field.id(), own.id(), where + " " + field.name());
            assertEquals(field.offset(), own.offset(), where + " " + field.name());
            assertEquals(field.type().size(), own.type().size(), where + " " + field.name());
            assertEquals(field.sinceVersion(), own.sinceVersion(), where + " " + field.name());
            fields++;
        }
        return fields;
    }
}
