package aether.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Writes one JSON object a line, in ASCII: keys and values in the order of the calls. */
public final class Json implements AutoCloseable {
    private static final int BUFFER_LENGTH = 1 << 16;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .characterEscapes(new ControlCharacters())
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    /** Control characters by number, DEL included: no reader takes them for anything else. */
    private static final class ControlCharacters extends CharacterEscapes {
        private static final int FIRST_PRINTABLE = 0x20;
        private static final int DEL = 0x7F;

        private final int[] escapes = CharacterEscapes.standardAsciiEscapesForJSON();

        ControlCharacters() {
            Arrays.fill(escapes, 0, FIRST_PRINTABLE, ESCAPE_STANDARD);
            escapes[DEL] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes;
        }

        @Override
        public SerializableString getEscapeSequence(final int character) {
            return null;
        }
    }

    private final OutputStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final JsonGenerator generator;
    private boolean isBroken;

    public Json(final OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER_LENGTH);
        try {
            generator = FACTORY.createGenerator(line).setRootValueSeparator(null);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What goes to memory does not fail. */
    @FunctionalInterface
    private interface Step {
        void write() throws IOException;
    }

    private Json write(final Step step) {
        try {
            step.write();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Begins an object. */
    public Json openObject() {
        return write(generator::writeStartObject);
    }

    /** Ends an object. */
    public Json closeObject() {
        return write(generator::writeEndObject);
    }

    public Json openArray() {
        return write(generator::writeStartArray);
    }

    public Json closeArray() {
        return write(generator::writeEndArray);
    }

    public Json key(final String name) {
        return write(() -> generator.writeFieldName(name));
    }

    public Json number(final long value) {
        return write(() -> generator.writeNumber(value));
    }

    /** An unsigned 64-bit number. */
    public Json unsigned(final long value) {
        return raw(Long.toUnsignedString(value));
    }

    /** Text that is valid JSON already. */
    public Json raw(final String value) {
        return write(() -> generator.writeRawValue(value));
    }

    public Json text(final CharSequence value) {
        return write(() -> generator.writeString(value.toString()));
    }

    public Json nothing() {
        return write(generator::writeNull);
    }

    public Json flag(final boolean value) {
        return write(() -> generator.writeBoolean(value));
    }

    /** Objects and arrays that are open. */
    public int depth() {
        return generator.getOutputContext().getNestingDepth();
    }

    /** Ends what is open, down to {@code depth}. */
    public Json closeTo(final int depth) {
        while (depth() > depth) {
            if (generator.getOutputContext().inArray()) {
                closeArray();
            } else {
                closeObject();
            }
        }
        return this;
    }

    /** Ends the line; a reader that went away ends the output quietly. */
    public void endLine() {
        write(generator::flush);
        line.write('\n');
        if (!isBroken) {
            try {
                line.writeTo(out);
            } catch (final IOException e) {
                isBroken = true;
            }
        }
        line.reset();
    }

    /** True once the reader of a pipe has gone. */
    public boolean isBroken() {
        return isBroken;
    }

    @Override
    public void close() {
        try {
            if (!isBroken) {
                out.flush();
            }
        } catch (final IOException e) {
            isBroken = true;
        }
    }
}
