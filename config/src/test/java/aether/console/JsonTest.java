package aether.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonTest {
    private static String written(final Consumer<Json> lines) {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Json json = new Json(out)) {
            lines.accept(json);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    @Test
    void shouldWriteOneObjectALine() {
        assertEquals("{\"a\":1,\"b\":[null,18446744073709551615],\"c\":{\"d\":\"x\"}}\n{}\n", written(json -> {
            json.openObject().key("a").number(1).key("b").openArray();
            json.nothing().unsigned(-1).closeArray();
            json.key("c").openObject().key("d").text("x").closeObject();
            json.closeObject().endLine();
            json.openObject().closeObject().endLine();
        }));
    }

    @Test
    void shouldEscapeWhatIsNotPrintableAscii() {
        assertEquals(
                "\"\\\"\\\\\\u0000\\u0009\\u000a\\u001b\\u007f\\u00b5~\"\n",
                written(json -> json.text("\"\\\u0000\t\n\u001b\u007f\u00b5~").endLine()));
    }

    @Test
    void shouldCloseWhatIsOpen() {
        assertEquals("{\"a\":{\"b\":[{\"c\":1}]},\"cut\":true}\n", written(json -> {
            json.openObject();
            final int depth = json.depth();
            json.key("a").openObject().key("b").openArray().openObject();
            json.key("c").number(1);
            json.closeTo(depth).key("cut").flag(true);
            json.closeObject().endLine();
        }));
    }
}
