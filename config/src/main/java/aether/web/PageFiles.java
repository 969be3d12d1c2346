package aether.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of the page, as they are in the product: nothing is read from anywhere else. */
final class PageFiles {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8");

    private PageFiles() {}

    /** By path. */
    static Map<String, Resource> all() {
        final Map<String, Resource> files = new LinkedHashMap<>();
        files.put("/", file("index.html"));
        for (final String name : new String[] {"page.js", "page.css", "uPlot.iife.min.js", "uPlot.min.css"}) {
            files.put("/" + name, file(name));
        }
        return files;
    }

    private static Resource file(final String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
            final Answer answer =
                    new Answer(Answer.OK, TYPES.get(name.substring(name.lastIndexOf('.') + 1)), in.readAllBytes());
            return accept -> answer;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
