package aether.console;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes one JSON object a line: keys and values in the order of the calls, commas in between. */
public final class Json implements AutoCloseable {
    private static final int BUFFER_LENGTH = 1 << 16;

    private final OutputStream out;
    private final StringBuilder line = new StringBuilder(4096);
    private boolean needsComma;
    private boolean isBroken;

    public Json(final OutputStream out) {
        this.out = new BufferedOutputStream(out, BUFFER_LENGTH);
    }

    public Json open() {
        comma();
        line.append('{');
        needsComma = false;
        return this;
    }

    public Json close(final char bracket) {
        line.append(bracket);
        needsComma = true;
        return this;
    }

    public Json openArray() {
        comma();
        line.append('[');
        needsComma = false;
        return this;
    }

    public Json key(final String name) {
        comma();
        string(name);
        line.append(':');
        needsComma = false;
        return this;
    }

    public Json number(final long value) {
        comma();
        line.append(value);
        return this;
    }

    /** An unsigned 64-bit number. */
    public Json unsigned(final long value) {
        return raw(Long.toUnsignedString(value));
    }

    /** Text that is valid JSON already. */
    public Json raw(final String value) {
        comma();
        line.append(value);
        return this;
    }

    public Json text(final CharSequence value) {
        comma();
        string(value);
        return this;
    }

    public Json nothing() {
        return raw("null");
    }

    private void comma() {
        if (needsComma) {
            line.append(',');
        }
        needsComma = true;
    }

    private void string(final CharSequence value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < 0x20 || c >= 0x7F) {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }

    /** Ends the line; a reader that went away ends the output quietly. */
    public void endLine() {
        line.append('\n');
        write(line);
        line.setLength(0);
        needsComma = false;
    }

    private void write(final CharSequence text) {
        if (isBroken) {
            return;
        }
        try {
            out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
        } catch (final IOException e) {
            isBroken = true;
        }
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
