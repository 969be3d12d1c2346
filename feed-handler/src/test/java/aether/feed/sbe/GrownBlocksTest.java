package aether.feed.sbe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.feed.SharedFiles;
import aether.feed.sbe.FieldType.Constant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Messages of one version read with the schema of another: each message of the exchange's own files is filled at random, with blocks and
 * entries of the sender's length and of more, and the reader must find the same bytes in every field that both know.
 */
class GrownBlocksTest {
    private static final int ENTRIES = 3;

    /** What a reader saw: field by field, the bytes as far as the next field's, in order. */
    private static final class Seen implements MessageVisitor {
        private final List<String> fields = new ArrayList<>();
        private String path = "";

        @Override
        public void onMessageStart(final MessageLayout message, final int actingBlockLength, final int actingVersion) {}

        @Override
        public void onField(final FieldLayout field, final DirectBuffer buffer, final int index) {
            fields.add(path + field.name() + "=" + buffer.getByte(index));
        }

        @Override
        public void onGroupStart(final GroupLayout group, final int count) {
            fields.add(group.name() + " x " + count);
        }

        @Override
        public void onEntryStart(final GroupLayout group, final int entry) {
            path = group.name() + "[" + entry + "].";
        }

        @Override
        public void onEntryEnd(final GroupLayout group, final int entry) {
            path = "";
        }

        @Override
        public void onGroupEnd(final GroupLayout group) {}

        @Override
        public void onMessageEnd(final MessageLayout message) {
            fields.add("end");
        }
    }

    private final Random random = new Random(527);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64 * 1024]);

    private static SbeSchema schema(final String name) {
        final Path file = SharedFiles.require("schemas/" + name);
        return SbeSchemaReader.read(file);
    }

    /** Every byte of every block filled; {@code more} bytes behind what the schema knows. Returns where it ends. */
    private int fill(final MessageLayout message, final int more, final SbeSchema schema) {
        final byte[] noise = new byte[buffer.capacity()];
        random.nextBytes(noise);
        buffer.putBytes(0, noise);
        int at = message.blockLength() + more;
        for (final GroupLayout group : message.groups()) {
            final GroupLayout.Dimension dimension = group.dimension();
            put(dimension.blockLengthType(), at + dimension.blockLengthOffset(), group.blockLength() + more, schema);
            put(dimension.countType(), at + dimension.countOffset(), ENTRIES, schema);
            at += dimension.length() + ENTRIES * (group.blockLength() + more);
        }
        for (final DataLayout data : message.data()) {
            put(data.lengthType(), at + data.lengthOffset(), 2, schema);
            at += data.headerLength() + 2;
        }
        return at;
    }

    private void put(final Primitive type, final int at, final int value, final SbeSchema schema) {
        buffer.setMemory(at, type.size(), (byte) 0);
        final boolean isLittle = schema.byteOrder() == java.nio.ByteOrder.LITTLE_ENDIAN;
        for (int i = 0; i < type.size(); i++) {
            buffer.putByte(at + (isLittle ? i : type.size() - 1 - i), (byte) (value >>> 8 * i));
        }
    }

    private Seen read(
            final SbeSchema reader, final MessageLayout sent, final int more, final int version, final int end) {
        final Seen seen = new Seen();
        assertTrue(
                new GenericDecoder(reader)
                        .decode(sent.templateId(), sent.blockLength() + more, version, buffer, 0, end, seen),
                sent.schemaName());
        return seen;
    }

    @ParameterizedTest
    @CsvSource({
        "cme-ilink3/Cme.Futures.iLink3.Sbe.v8.9.xml, cme-ilink3/Cme.Futures.iLink3.Sbe.v8.5.xml",
        "cme-ilink3/Cme.Futures.iLink3.Sbe.v8.5.xml, cme-ilink3/Cme.Futures.iLink3.Sbe.v8.9.xml",
        "cme-ilink3/Cme.Futures.iLink3.Sbe.v8.9.xml, cme-ilink3/Cme.Futures.iLink3.Sbe.v8.9.xml",
        "cme-mdp3/Cme.Futures.Mdp3.Sbe.v1.13.xml, cme-mdp3/Cme.Futures.Mdp3.Sbe.v1.9.xml",
        "cme-mdp3/Cme.Futures.Mdp3.Sbe.v1.13.xml, cme-mdp3/Cme.Futures.Mdp3.Sbe.v1.12.xml",
        "cme-mdp3/Cme.Futures.Mdp3.Sbe.v1.12.xml, cme-mdp3/Cme.Futures.Mdp3.Sbe.v1.13.xml",
        "cme-mdp3/Cme.Futures.Mdp3.Sbe.v1.13.xml, cme-mdp3/Cme.Futures.Mdp3.Sbe.v1.13.xml",
    })
    void shouldFindTheFieldsThatBothVersionsKnow(final String senders, final String readers) {
        final SbeSchema sender = schema(senders);
        final SbeSchema reader = schema(readers);
        int compared = 0;
        for (final MessageLayout message : sender.messages()) {
            final MessageLayout known = reader.message(message.templateId());
            if (known == null || known.groups().size() != message.groups().size()) {
                continue;
            }
            for (int more = 0; more <= 9; more += 9) {
                final int end = fill(message, more, sender);
                final List<String> sent = read(sender, message, more, sender.version(), end).fields;
                final List<String> read = read(reader, message, more, sender.version(), end).fields;
                final List<String> common = new ArrayList<>(read);
                common.retainAll(sent);
                final long lost = sent.stream()
                        .filter(field -> isKnown(known, field) && !read.contains(field))
                        .count();
                assertEquals(0, lost, () -> message.schemaName() + "\n" + sent + "\n" + read);
                assertEquals("end", read.getLast(), message.schemaName());
                compared += common.size();
            }
        }
        assertTrue(compared > 1_000, compared + " fields compared");
    }

    private static boolean isKnown(final MessageLayout message, final String seen) {
        final String name = seen.substring(seen.indexOf('.') + 1).split("=")[0];
        final boolean isInGroup = seen.indexOf('.') > 0;
        return isInGroup
                ? message.groups().stream()
                        .filter(group -> seen.startsWith(group.name() + "["))
                        .anyMatch(group -> has(group.fields(), name))
                : has(message.fields(), name);
    }

    private static boolean has(final List<FieldLayout> fields, final String name) {
        return fields.stream().anyMatch(field -> field.name().equals(name) && !(field.type() instanceof Constant));
    }

    /** The groups that grew with version 9: an entry of 41 bytes, and one of 45. */
    @Test
    void shouldStepOverWhatGrewInSpreadReports() {
        final SbeSchema old = schema("cme-ilink3/Cme.Futures.iLink3.Sbe.v8.5.xml");
        for (final int templateId : new int[] {527, 550}) {
            final MessageLayout message = old.message(templateId);
            final GroupLayout grown = message.groups().stream()
                    .filter(group -> group.name().contains("NoOrderEvents"))
                    .findFirst()
                    .orElseThrow();
            final int more = 18;
            final int end = fill(message, more, old);
            final Seen seen = read(old, message, more, 9, end);
            assertTrue(seen.fields.contains(grown.name() + " x " + ENTRIES), seen.fields::toString);
            final long entries = seen.fields.stream()
                    .filter(field -> field.startsWith(grown.name() + "[2]."))
                    .count();
            assertTrue(entries > 0, seen.fields::toString);
            assertEquals("end", seen.fields.getLast());
        }
    }
}
