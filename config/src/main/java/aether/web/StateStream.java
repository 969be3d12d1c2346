package aether.web;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The state again and again, as server-sent events. For some seconds: whoever goes on looking asks again by itself, so that nobody who has gone keeps a thread.
 */
record StateStream(PageState state) implements Stream {
    private static final byte[] RETRY = "retry: 100\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);
    private static final int EVENTS = 15;
    private static final long BETWEEN_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final String INSTRUMENT = "instrument=";

    @Override
    public void tell(final OutputStream out, final String query) throws IOException {
        final String symbol = symbol(query);
        out.write(RETRY);
        for (int i = 0; i < EVENTS && !Thread.currentThread().isInterrupted(); i++) {
            out.write(DATA);
            out.write(state.at(symbol));
            out.write(END);
            out.flush();
            LockSupport.parkNanos(BETWEEN_NS);
        }
    }

    private static String symbol(final String query) {
        if (query == null || !query.startsWith(INSTRUMENT)) {
            return "";
        }
        try {
            return URLDecoder.decode(query.substring(INSTRUMENT.length()), StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            return "";
        }
    }
}
