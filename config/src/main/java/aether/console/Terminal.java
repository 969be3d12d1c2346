package aether.console;

import java.io.Console;
import java.io.OutputStream;
import java.io.PrintStream;

/** Where people read: a line that rewrites itself on a terminal, plain lines elsewhere. */
public final class Terminal {
    private final PrintStream out;
    private final boolean isInteractive;
    private boolean isLineOpen;

    public Terminal(final PrintStream out) {
        this(out, isTerminal());
    }

    private Terminal(final PrintStream out, final boolean isInteractive) {
        this.out = out;
        this.isInteractive = isInteractive;
    }

    /** Nobody reads. */
    public static Terminal silent() {
        return new Terminal(new PrintStream(OutputStream.nullOutputStream()), false);
    }

    private static boolean isTerminal() {
        final Console console = System.console();
        return console != null && console.isTerminal();
    }

    public boolean isInteractive() {
        return isInteractive;
    }

    /** A status that the next one replaces; on a terminal only. */
    public void status(final String text) {
        if (isInteractive) {
            out.print("\r\u001B[K" + text);
            out.flush();
            isLineOpen = true;
        }
    }

    /** A line that stays. */
    public void line(final String text) {
        if (isLineOpen) {
            out.print("\r\u001B[K");
            isLineOpen = false;
        }
        out.println(text);
        out.flush();
    }
}
