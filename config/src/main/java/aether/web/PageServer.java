package aether.web;

import aether.config.SiteConfig;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Serves what can be read, and nothing else: GET and HEAD of the paths that there are. Whoever asks is not trusted: connections, headers, and the time that a
 * request or an answer may take are bounded; it is to be asked by address, since a name may be led here by whose page a browser shows.
 */
final class PageServer implements AutoCloseable {
    private static final int MOST_AT_ONCE = 16;
    static final int MOST_LISTENERS = 32;
    private static final int BACKLOG = 32;

    static {
        // Read once, when the first server of the process is made.
        limit("jdk.httpserver.maxConnections", 128);
        limit("sun.net.httpserver.maxReqHeaders", 64);
        limit("sun.net.httpserver.maxReqHeaderSize", 16 * 1024);
        limit("sun.net.httpserver.maxReqTime", 5);
        limit("sun.net.httpserver.maxRspTime", 10);
        limit("sun.net.httpserver.maxIdleConnections", 32);
    }

    private final Map<String, Resource> resources;
    private final Map<String, Stream> streams;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final Semaphore listeners = new Semaphore(MOST_LISTENERS);
    private final boolean isForThisMachine;

    private PageServer(
            final HttpServer server, final Map<String, Resource> resources, final Map<String, Stream> streams) {
        this.server = server;
        this.resources = Map.copyOf(resources);
        this.streams = Map.copyOf(streams);
        isForThisMachine = server.getAddress().getAddress().isLoopbackAddress();
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        // At once: one that was never started would keep its port when it is stopped.
        server.start();
    }

    /**
     * Takes a port, and answers.
     *
     * @param resources and {@code streams} by path
     * @throws IOException when none of the ports is to be had
     */
    static PageServer open(
            final SiteConfig.Page page, final Map<String, Resource> resources, final Map<String, Stream> streams)
            throws IOException {
        return new PageServer(bind(page), resources, streams);
    }

    private static void limit(final String property, final int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }

    /** The first that is free of those that may be taken: they are the same at each start. */
    private static HttpServer bind(final SiteConfig.Page page) throws IOException {
        for (int tried = 0; ; tried++) {
            try {
                return HttpServer.create(new InetSocketAddress(page.address(), page.port() + tried), BACKLOG);
            } catch (final BindException e) {
                if (tried + 1 >= page.ports()) {
                    throw e;
                }
            }
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(final HttpExchange exchange) throws IOException {
        try (exchange) {
            final Answer refused = refusal(exchange);
            final Stream stream = streams.get(exchange.getRequestURI().getPath());
            if (refused != null) {
                send(exchange, refused);
            } else if (stream == null || exchange.getRequestMethod().equals("HEAD")) {
                within(room, exchange, () -> send(exchange, answer(exchange)));
            } else {
                within(listeners, exchange, () -> tell(exchange, stream));
            }
        }
    }

    /** Something that is done while there is room for it. */
    private interface Step {
        void run() throws IOException;
    }

    private static void within(final Semaphore places, final HttpExchange exchange, final Step step)
            throws IOException {
        if (!places.tryAcquire()) {
            send(exchange, Answer.text(Answer.UNAVAILABLE, "too many at once; ask again"));
            return;
        }
        try {
            step.run();
        } catch (final RuntimeException e) {
            System.err.println("aether: page: " + exchange.getRequestURI().getPath() + ": " + e);
            send(exchange, Answer.text(Answer.FAILED, "this cannot be told; the appliance's own output says why"));
        } finally {
            places.release();
        }
    }

    /** Why a request is not answered; null when it is. */
    private Answer refusal(final HttpExchange exchange) {
        final String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.text(Answer.METHOD_NOT_ALLOWED, "there is nothing here but to read: GET or HEAD");
        }
        if (hasBody(exchange)) {
            return Answer.text(Answer.BAD_REQUEST, "a request to read has no content");
        }
        if (!isAddress(exchange.getRequestHeaders().getFirst("Host"))) {
            return Answer.text(Answer.FORBIDDEN, "ask by the address that this listens on");
        }
        return null;
    }

    private Answer answer(final HttpExchange exchange) throws IOException {
        final Resource resource = resources.get(exchange.getRequestURI().getPath());
        return resource == null
                ? Answer.text(
                        Answer.NOT_FOUND,
                        "there is "
                                + String.join(
                                        ", ",
                                        resources.keySet().stream().sorted().toList()))
                : resource.answer(exchange.getRequestHeaders().getFirst("Accept"));
    }

    private static boolean hasBody(final HttpExchange exchange) {
        final String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return exchange.getRequestHeaders().containsKey("Transfer-Encoding") || length != null && !length.equals("0");
    }

    /** Whether a Host header names an address: a name may be anybody's, who leads it here. */
    private boolean isAddress(final String host) {
        final String name = host == null ? "" : host.replaceFirst(":\\d{1,5}$", "");
        if (isForThisMachine && name.equals("localhost")) {
            return true;
        }
        try {
            return !name.isEmpty() && InetAddress.ofLiteral(name.replaceAll("[\\[\\]]", "")) != null;
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }

    private static void head(final HttpExchange exchange, final String type) {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'");
    }

    private static void tell(final HttpExchange exchange, final Stream stream) throws IOException {
        head(exchange, "text/event-stream");
        exchange.sendResponseHeaders(Answer.OK, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            stream.tell(out, exchange.getRequestURI().getRawQuery());
        }
    }

    private static void send(final HttpExchange exchange, final Answer answer) throws IOException {
        head(exchange, answer.type());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.content().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(answer.content());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
