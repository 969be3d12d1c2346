package aether.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.config.SiteConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is served is served, and nothing else, whoever asks and however. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class PageServerTest {
    private static final int PATIENCE_MS = 20_000;
    private static final int MANY = 300;

    private final CountDownLatch ended = new CountDownLatch(1);
    private PageServer server;

    @BeforeEach
    void open() throws IOException {
        server = open(InetAddress.getLoopbackAddress(), 0, 1);
    }

    private PageServer open(final InetAddress address, final int port, final int ports) throws IOException {
        return PageServer.open(
                new SiteConfig.Page(address, port, ports),
                Map.of("/metrics", accept -> Answer.text(Answer.OK, "figures for " + accept), "/broken", accept -> {
                    throw new IllegalStateException("as it was to be");
                }),
                Map.of("/events", this::tell));
    }

    /** Goes on until it is told to end. */
    private void tell(final OutputStream out, final String query) throws IOException {
        out.write(("told " + query).getBytes(ISO_8859_1));
        out.flush();
        try {
            if ("wait".equals(query)) {
                ended.await();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void close() {
        ended.countDown();
        server.close();
    }

    private Socket connect() throws IOException {
        final Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    /** Sends bytes as they are, and reads until the other end closes. */
    private String send(final String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return read(socket.getInputStream());
        } catch (final SocketException e) {
            // Closed before it had all of it.
            return "";
        }
    }

    private static String read(final InputStream in) {
        try {
            return new String(in.readAllBytes(), ISO_8859_1);
        } catch (final IOException e) {
            return "";
        }
    }

    private String ask(final String line, final String... headers) throws IOException {
        return send(line + " HTTP/1.1\r\nConnection: close\r\n" + String.join("", headers) + "\r\n");
    }

    private String here() {
        return "Host: 127.0.0.1:" + server.port() + "\r\n";
    }

    private static int status(final String answer) {
        return answer.isEmpty() ? 0 : Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void shouldAnswerWhatIsThere() throws IOException {
        final String answer = ask("GET /metrics?name=x", here(), "Accept: text/plain\r\n");
        assertEquals(200, status(answer), answer);
        assertTrue(answer.endsWith("figures for text/plain\n"), answer);
        assertTrue(answer.contains("nosniff"), answer);
        final String head = ask("HEAD /metrics", here());
        assertEquals(200, status(head), head);
        assertTrue(head.endsWith("\r\n\r\n"), head);
        assertEquals(200, status(ask("GET /metrics", "Host: localhost\r\n")));
    }

    @Test
    void shouldTellWhoListens() throws IOException {
        final String told = ask("GET /events?instrument=ES", here());
        assertEquals(200, status(told), told);
        assertTrue(told.contains("told instrument=ES"), told);
        assertEquals(403, status(ask("GET /events", "Host: desk.example\r\n")));
        assertEquals(405, status(ask("POST /events", here(), "Content-Length: 0\r\n")));
    }

    @Test
    void shouldAnswerNothingElse() throws IOException {
        for (final String path :
                List.of("/", "/metrics/", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/metrics%00")) {
            final String answer = ask("GET " + path, here());
            assertNotEquals(200, status(answer), path);
            assertFalse(answer.contains("root:"), path);
        }
        assertEquals(405, status(ask("POST /metrics", here(), "Content-Length: 0\r\n")));
        assertEquals(405, status(ask("DELETE /metrics", here())));
        assertEquals(400, status(ask("GET /metrics", here(), "Content-Length: 5\r\n")));
    }

    @Test
    void shouldSayWhenSomethingIsBroken() throws IOException {
        assertEquals(500, status(ask("GET /broken", here())));
        assertEquals(200, status(ask("GET /metrics", here())));
    }

    /** Where another has it, the next one; what was configured, or nothing. */
    @Test
    void shouldTakeTheNextPort() throws IOException {
        final int taken = server.port();
        try (PageServer next = open(InetAddress.getLoopbackAddress(), taken, 50)) {
            assertTrue(next.port() > taken && next.port() < taken + 50, next.port() + " behind " + taken);
        }
        assertThrows(BindException.class, () -> open(InetAddress.getLoopbackAddress(), taken, 1));
    }

    @Test
    void shouldGiveItsPortBack() throws IOException {
        final PageServer first = open(InetAddress.getLoopbackAddress(), 0, 1);
        final int port = first.port();
        first.close();
        open(InetAddress.getLoopbackAddress(), port, 1).close();
    }

    @Test
    void shouldAnswerByItsOwnAddress() throws IOException {
        final InetAddress second = InetAddress.ofLiteral("127.0.0.2");
        try (PageServer other = open(second, 0, 1);
                Socket socket = new Socket(second, other.port())) {
            socket.setSoTimeout(PATIENCE_MS);
            final String request =
                    "GET /metrics HTTP/1.1\r\nConnection: close\r\nHost: 127.0.0.2:" + other.port() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            assertEquals(200, status(read(socket.getInputStream())));
        }
    }

    /** There is room for so many who listen, and again when they have gone; others are answered meanwhile. */
    @Test
    void shouldHaveRoomForSoManyListeners() throws IOException, InterruptedException {
        final List<Socket> listening = new ArrayList<>();
        try {
            for (int i = 0; i < PageServer.MOST_LISTENERS; i++) {
                final Socket socket = connect();
                socket.getOutputStream()
                        .write(("GET /events?wait HTTP/1.1\r\n" + here() + "\r\n").getBytes(ISO_8859_1));
                assertEquals('H', socket.getInputStream().read());
                listening.add(socket);
            }
            assertEquals(503, status(ask("GET /events?x", here())));
            assertEquals(200, status(ask("GET /metrics", here())));
            ended.countDown();
            int status = 503;
            for (int i = 0; status != 200 && i < 100; i++) {
                TimeUnit.MILLISECONDS.sleep(50);
                status = status(ask("GET /events?x", here()));
            }
            assertEquals(200, status);
        } finally {
            for (final Socket socket : listening) {
                socket.close();
            }
        }
    }

    /** As a browser would that was sent here by another's page under another name. */
    @Test
    void shouldAnswerByNoOtherName() throws IOException {
        assertEquals(403, status(ask("GET /metrics", "Host: desk.example\r\n")));
        assertEquals(403, status(ask("GET /metrics", "Host: desk.example:" + server.port() + "\r\n")));
        assertEquals(403, status(ask("GET /metrics")));
    }

    @Test
    void shouldOutliveWhatIsNoRequest() throws IOException {
        final StringBuilder large = new StringBuilder(here());
        large.append("X: ").append("x".repeat(200_000)).append("\r\n");
        assertNotEquals(200, status(ask("GET /metrics", large.toString())));
        final StringBuilder many = new StringBuilder(here());
        for (int i = 0; i < 1_000; i++) {
            many.append("X").append(i).append(": y\r\n");
        }
        assertNotEquals(200, status(ask("GET /metrics", many.toString())));
        assertNotEquals(200, status(send("\u0000\u0001\u0002\r\n\r\n")));
        assertEquals(200, status(ask("GET /metrics", here())));
    }

    /** Connections that say nothing, or read nothing, are closed after a while; others are answered then, at the latest. */
    @Test
    void shouldNotWaitForWhoSaysNothing() throws IOException, InterruptedException {
        final List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                final Socket socket = connect();
                socket.getOutputStream().write("GET /metr".getBytes(ISO_8859_1));
                idle.add(socket);
            }
            int status = 0;
            for (int i = 0; status != 200 && i < 60; i++) {
                status = status(ask("GET /metrics", here()));
                TimeUnit.MILLISECONDS.sleep(status == 200 ? 0 : 500);
            }
            assertEquals(200, status);
        } finally {
            for (final Socket socket : idle) {
                socket.close();
            }
        }
    }
}
