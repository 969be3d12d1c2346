package aether.feed.mdp3;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.feed.SharedFiles;
import aether.feed.sbe.FieldLayout;
import aether.feed.sbe.FieldType.Constant;
import aether.feed.sbe.GroupLayout;
import aether.feed.sbe.MessageLayout;
import aether.feed.sbe.SbeSchema;
import aether.feed.sbe.SbeSchemaReader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our own schema against the exchange's, offset by offset, for every version that is at hand. */
class ExchangeSchemaTest {
    @ParameterizedTest
    @ValueSource(ints = {5, 8, 9, 12, 13})
    void shouldLayOutEveryFieldAsTheExchangeDoes(final int version) {
        final SbeSchema exchange = SbeSchemaReader.read(
                SharedFiles.require("schemas/cme-mdp3/Cme.Futures.Mdp3.Sbe.v1." + version + ".xml"));
        final SbeSchema ours = Mdp3Schema.load();
        assertEquals(version, exchange.version());
        assertEquals(exchange.id(), ours.id());
        int fields = 0;
        for (final MessageLayout theirs : exchange.messages()) {
            final MessageLayout message = ours.message(theirs.templateId());
            final String where = "version " + version + " template " + theirs.templateId();
            assertNotNull(message, where);
            assertEquals(theirs.name(), message.name(), where);
            assertEquals(theirs.sinceVersion(), message.sinceVersion(), where);
            fields += compare(theirs.fields(), message.fields(), theirs.blockLength(), version, where);
            compareGroups(theirs, message, version, where);
        }
        assertTrue(fields > 100, "compared " + fields + " fields");
    }

    private static void compareGroups(
            final MessageLayout theirs, final MessageLayout ours, final int version, final String where) {
        final List<GroupLayout> groups = ours.groups().stream()
                .filter(group -> group.sinceVersion() <= version)
                .toList();
        assertEquals(
                theirs.groups().stream().map(GroupLayout::name).toList(),
                groups.stream().map(GroupLayout::name).toList(),
                where);
        for (int i = 0; i < groups.size(); i++) {
            final GroupLayout group = theirs.groups().get(i);
            assertEquals(group.dimension(), groups.get(i).dimension(), where);
            assertEquals(group.blockLength(), groups.get(i).blockLength(), where);
            compare(group.fields(), groups.get(i).fields(), group.blockLength(), version, where + " " + group.name());
        }
    }

    /** Ours has the fields of newer versions too; those that this version can carry must be the exchange's, one by one. */
    private static int compare(
            final List<FieldLayout> theirs,
            final List<FieldLayout> ours,
            final int blockLength,
            final int version,
            final String where) {
        final List<FieldLayout> known = ours.stream()
                .filter(field -> !(field.type() instanceof Constant))
                .filter(field -> field.isPresent(version, blockLength))
                .toList();
        final List<FieldLayout> expected = theirs.stream()
                .filter(field -> !(field.type() instanceof Constant))
                .toList();
        assertEquals(expected.size(), known.size(), where + ": " + expected + " / " + known);
        for (int i = 0; i < expected.size(); i++) {
            final FieldLayout field = expected.get(i);
            assertEquals(field.name(), known.get(i).name(), where);
            assertEquals(field.id(), known.get(i).id(), where + " " + field.name());
            assertEquals(field.offset(), known.get(i).offset(), where + " " + field.name());
            assertEquals(field.type(), known.get(i).type(), where + " " + field.name());
            assertEquals(field.sinceVersion(), known.get(i).sinceVersion(), where + " " + field.name());
        }
        return expected.size();
    }
}
