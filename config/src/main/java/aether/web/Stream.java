package aether.web;

import java.io.IOException;
import java.io.OutputStream;

/** What is told at one path again and again, to whoever goes on listening. */
@FunctionalInterface
interface Stream {
    /** Tells, for a bounded time; {@code query} is what was asked, or null. Any thread. */
    void tell(OutputStream out, String query) throws IOException;
}
