package aether.console;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** A print stream that says when it takes no more. */
public final class CheckedOutput extends OutputStream {
    private final PrintStream out;

    /** {@code out} stays open. */
    public CheckedOutput(final PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(final int one) throws IOException {
        out.write(one);
        check();
    }

    @Override
    public void write(final byte[] bytes, final int from, final int length) throws IOException {
        out.write(bytes, from, length);
        check();
    }

    @Override
    public void flush() throws IOException {
        check();
    }

    private void check() throws IOException {
        if (out.checkError()) {
            throw new IOException("the standard output takes no more: it was closed, or there is no room");
        }
    }
}
