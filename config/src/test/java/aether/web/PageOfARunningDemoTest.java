package aether.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aether.appliance.FreshJvm;
import aether.cli.AetherMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** What a scraper and a person see of a demo that is running. */
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class PageOfARunningDemoTest {
    private static final Pattern PAGE = Pattern.compile("page (http://127\\.0\\.0\\.1:\\d+)/");
    private static final Pattern SAMPLE = Pattern.compile("(aether_\\w+)(\\{[^}]*}) (\\S+)");
    private static final long PAUSE_MS = 100;
    private static final int MOST_PAUSES = 600;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private Process demo;
    private ChromeDriver browser;
    private String address;

    @BeforeEach
    void start() throws Exception {
        final Path log = directory.resolve("demo.log");
        demo = new ProcessBuilder(FreshJvm.command(
                        List.of(),
                        AetherMain.MAIN,
                        "demo",
                        "--headless",
                        "--duration",
                        "2min",
                        "--journal",
                        directory.resolve("journal").toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await("the page's address", () -> addressIn(log) != null);
        address = addressIn(log);
        await("events", () -> metrics().getOrDefault("aether_books_events_total{channel=\"0\"}", 0.0) > 1_000);
    }

    @AfterEach
    void end() throws InterruptedException {
        if (browser != null) {
            browser.quit();
        }
        demo.destroyForcibly().waitFor();
    }

    private static String addressIn(final Path log) {
        try {
            final Matcher page = PAGE.matcher(Files.readString(log));
            return page.find() ? page.group(1) : null;
        } catch (final IOException e) {
            return null;
        }
    }

    private static void await(final String what, final BooleanSupplier isThere) throws InterruptedException {
        for (int i = 0; !isThere.getAsBoolean(); i++) {
            assertTrue(i < MOST_PAUSES, what + " did not come");
            TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
        }
    }

    private HttpResponse<String> get(final String path, final String accept) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(address + path))
                            .header("Accept", accept)
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new AssertionError(e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Values by name and labels, as Prometheus' own text has them. */
    private Map<String, Double> metrics() {
        final Map<String, Double> values = new HashMap<>();
        final Matcher samples = SAMPLE.matcher(get("/metrics", "text/plain").body());
        while (samples.find()) {
            values.put(samples.group(1) + samples.group(2), Double.parseDouble(samples.group(3)));
        }
        return values;
    }

    @Test
    void shouldTellAScraperWhatStatTells() {
        final HttpResponse<String> open = get("/metrics", "application/openmetrics-text; version=1.0.0");
        assertEquals(200, open.statusCode());
        assertTrue(open.headers().firstValue("Content-Type").orElse("").startsWith("application/openmetrics-text"));
        assertTrue(open.body().endsWith("# EOF\n"));
        assertEquals(200, get("/health", "*/*").statusCode());

        final Map<String, Double> first = metrics();
        final MetricCatalog catalog = MetricCatalog.load();
        final Matcher stat = Pattern.compile("\"([^\"]+)\":-?\\d+").matcher(AetherMain.say(0, "stat", "--json"));
        int counters = 0;
        while (stat.find()) {
            final MetricCatalog.Named named = catalog.of(stat.group(1));
            assertTrue(named != null, stat.group(1));
            final String label =
                    named.labelValue().isEmpty() ? "" : "," + named.metric().label() + "=\"" + named.labelValue() + '"';
            final String sample = named.metric().fullName() + "{channel=\"0\"" + label + '}';
            assertTrue(first.containsKey(sample), sample);
            counters++;
        }
        assertTrue(counters > 150, counters + " counters");
        final Map<String, Double> second = metrics();
        first.forEach((sample, value) -> {
            if (sample.contains("_total{") || sample.contains("_bucket{")) {
                assertTrue(second.get(sample) >= value, sample);
            }
        });
        final String book = "aether_stage_latency_seconds_bucket{channel=\"0\",stage=\"book\",le=\"+Inf\"}";
        assertTrue(second.get(book) > first.get(book), second.toString());
    }

    private static Path program(final String name) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private void look(final int width, final int height) {
        final Path chromium = program("chromium");
        final Path driver = program("chromedriver");
        assumeTrue(chromium != null && driver != null, "skipped: no chromium and chromedriver on the PATH");
        final ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars");
        browser = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(driver.toFile())
                        .build(),
                options);
        browser.manage().window().setSize(new Dimension(width, height));
        browser.get(address + "/");
    }

    private String text(final String selector) {
        try {
            return browser.findElement(By.cssSelector(selector)).getText();
        } catch (final StaleElementReferenceException e) {
            return "";
        }
    }

    private List<String> texts(final String selector) {
        final List<String> texts = new ArrayList<>();
        browser.findElements(By.cssSelector(selector)).forEach(element -> texts.add(element.getText()));
        return texts;
    }

    private static long whole(final String text) {
        return text.isEmpty() ? 0 : Long.parseLong(text.replace(",", ""));
    }

    @Test
    void shouldShowAPersonEverythingMoving() throws Exception {
        look(1400, 1300);
        await("the status", () -> text("#status").startsWith("live"));
        await(
                "rates of both lines",
                () -> whole(text("#lines tbody tr:nth-child(1) td:nth-child(2)")) > 100
                        && whole(text("#lines tbody tr:nth-child(2) td:nth-child(2)")) > 100);
        assertTrue(text("h1").contains("channel 0"));
        await(
                "the latency of books",
                () -> text("#latency tbody tr:first-child").matches("book [\\d.]+ [\\d.]+ .*"));
        await("all books", () -> text("#states").contains("25 LIVE"));
        await("orders", () -> text("#orders").contains("sent"));
        assertTrue(texts("#threads tbody tr").toString().contains("feed"));
        // Plots have drawn something: none of them is one colour.
        for (final String plot : List.of("#rate-plot canvas", "#latency-plot canvas", "#heat canvas")) {
            await(plot, () -> (Boolean) browser.executeScript("""
                    const canvas = document.querySelector(arguments[0]);
                    const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                    return new Set(new Uint32Array(data.buffer)).size > 1;
                    """, plot));
        }

        final String before = text("#ladder");
        await("the ladder to move", () -> !text("#ladder").equals(before));
        assertTrue(text("#ladder-name").startsWith("AEAA0"), text("#ladder-name"));
        browser.findElement(By.cssSelector(".scroll")).sendKeys(Keys.ARROW_DOWN);
        await("the next instrument's ladder", () -> text("#ladder-name").startsWith("AEAB0"));
        keep("page-1400.png");
        browser.findElement(By.id("find")).sendKeys("aeak");
        await("the one that was looked for", () -> texts("#books tbody tr").size() == 1);
        browser.findElement(By.cssSelector("#books tbody tr")).click();
        await("its ladder", () -> text("#ladder-name").startsWith("AEAK0"));

        // Its appliance is gone: that is said, and nothing is made up.
        demo.destroyForcibly().waitFor();
        await("the end to be told", () -> text("#status").startsWith("nothing comes"));
        assertNotEquals("", text("#books"));
    }

    @Test
    void shouldFitANarrowScreen() throws Exception {
        look(400, 900);
        await("books", () -> text("#states").contains("LIVE"));
        assertFalse((Boolean) browser.executeScript("return document.documentElement.scrollWidth > window.innerWidth"));
        for (final WebElement section : browser.findElements(By.tagName("section"))) {
            assertTrue(section.getSize().getWidth()
                    <= browser.manage().window().getSize().getWidth());
        }
        keep("page-400.png");
    }

    /** For people, where a place is named. */
    private void keep(final String name) throws IOException, InterruptedException {
        final String place = System.getProperty("aether.screenshots");
        if (place != null) {
            // Plots with something in them.
            TimeUnit.SECONDS.sleep(20);
            Files.write(Path.of(place, name), browser.getScreenshotAs(OutputType.BYTES));
        }
    }
}
