package aether.feed.sbe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SbeSchemaReaderTest {
    private static final String HEAD = "<x:messageSchema xmlns:x='urn:x' id='9' version='3'><types>"
            + "<composite name='groupSizeEncoding'><type name='blockLength' primitiveType='uint16'/>"
            + "<type name='numInGroup' primitiveType='uint16'/></composite>"
            + "<type name='Qty' primitiveType='int32' presence='optional' nullValue='7'/>"
            + "<enum name='Side' encodingType='char'><validValue name='B'>1</validValue></enum></types>";

    @Test
    void shouldPlaceFieldsOneBehindTheOther() {
        final SbeSchema schema = read(HEAD
                + "<x:message name='Order5' id='5'><field name='a' id='1' type='uint8'/><field name='b' id='2' type='Qty'/>"
                + "<field name='c' id='3' type='Side' offset='8' sinceVersion='2'/></x:message></x:messageSchema>");
        final MessageLayout message = schema.message(5);
        assertEquals("Order", message.name());
        assertEquals(9, message.blockLength());
        assertEquals(1, message.fields().get(1).offset());
        assertEquals(8, message.fields().get(2).offset());
        assertEquals(
                new FieldType.Scalar(Primitive.INT32, FieldType.Kind.INTEGER, true, 7),
                message.fields().get(1).type());
    }

    @Test
    void shouldAskForBothVersionAndLength() {
        final FieldLayout field = new FieldLayout("f", 1, 8, 2, new FieldType.Text(4));
        assertTrue(field.isPresent(2, 12));
        assertEquals(false, field.isPresent(1, 12));
        assertEquals(false, field.isPresent(2, 11));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no xml at all",
                "<other/>",
                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
                "<messageSchema id='x'/>",
                "<messageSchema><message name='M' id='1'><field name='f' id='1' type='Nothing'/></message></messageSchema>",
                "<messageSchema><types><type name='T' primitiveType='int99'/></types><message name='M' id='1'>"
                        + "<field name='f' id='1' type='T'/></message></messageSchema>"
            })
    void shouldSayWhatIsWrong(final String text) {
        final SchemaException refused = assertThrows(SchemaException.class, () -> read(text));
        assertTrue(refused.getMessage().startsWith("test.xml: "), refused.getMessage());
    }

    @Test
    void shouldNameAMissingFile() {
        final SchemaException refused =
                assertThrows(SchemaException.class, () -> SbeSchemaReader.read(Path.of("nosuch.xml")));
        assertTrue(refused.getMessage().startsWith("nosuch.xml: no such file"), refused.getMessage());
    }

    private static SbeSchema read(final String text) {
        return SbeSchemaReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "test.xml");
    }
}
