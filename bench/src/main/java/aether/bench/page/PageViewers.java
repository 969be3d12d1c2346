package aether.bench.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Open pages and one scraper, as a process of their own: {@code address viewers}. They look while the last line on the standard input was "on"; each line is
 * answered with the events and scrapes since the one before.
 */
public final class PageViewers {
    private static final int BUFFER = 1 << 16;
    private static final long SCRAPE_MS = 1_000;
    private static final long PAUSE_MS = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong scrapes = new AtomicLong();
    private volatile boolean isOn;

    private PageViewers(final String address) {
        this.address = address;
    }

    /** Ends when its input does. */
    public static void main(final String[] args) throws IOException {
        final PageViewers viewers = new PageViewers(args[0]);
        for (int i = 0; i < Integer.parseInt(args[1]); i++) {
            Thread.ofPlatform().daemon().start(() -> viewers.again(viewers::look));
        }
        Thread.ofPlatform().daemon().start(() -> viewers.again(viewers::scrape));
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                viewers.isOn = line.equals("on");
                System.out.println(viewers.bytes.getAndSet(0) + " " + viewers.scrapes.getAndSet(0));
            }
        }
    }

    /** Something that is done while somebody looks. */
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private void again(final Step step) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
                if (isOn) {
                    step.run();
                }
            } catch (final IOException e) {
                // Asked again, as a browser does.
            } catch (final InterruptedException e) {
                return;
            }
        }
    }

    private HttpRequest get(final String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).build();
    }

    private void look() throws IOException, InterruptedException {
        final byte[] buffer = new byte[BUFFER];
        try (InputStream in = client.send(get("/events"), HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            for (int read = in.read(buffer); read >= 0 && isOn; read = in.read(buffer)) {
                bytes.addAndGet(read);
            }
        }
    }

    private void scrape() throws IOException, InterruptedException {
        client.send(get("/metrics"), HttpResponse.BodyHandlers.ofByteArray());
        scrapes.incrementAndGet();
        TimeUnit.MILLISECONDS.sleep(SCRAPE_MS);
    }
}
