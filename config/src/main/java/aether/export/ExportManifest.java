package aether.export;

import aether.console.Json;
import aether.replay.Digest;
import aether.session.RecordedSession;
import aether.table.Column;
import aether.table.TableRows;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What stands beside tables: where they come from, what was asked for, and what each of them is. It is written last: where it is, all is. */
public final class ExportManifest {
    private static final String NAME = "manifest.json";
    private static final String REQUEST = "request";
    private static final String WHOLE = "whole";
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final Path unfinished;
    private final String request;
    private CompletableFuture<List<Sum>> sums;

    /** Of tables in {@code directory}, made by {@code wish} from {@code source}. */
    public ExportManifest(
            final Path directory, final RecordedSession source, final Export.Wish wish, final String options) {
        file = directory.resolve(NAME);
        unfinished = directory.resolve("." + NAME + ".part");
        request = request(source, wish, options);
    }

    /** The same text for the same work: sources by name, length and time, and all that was asked for. */
    private static String request(final RecordedSession source, final Export.Wish wish, final String options) {
        final StringBuilder text = new StringBuilder();
        for (final Path path : source.files()) {
            filesOf(path)
                    .forEach(each -> text.append(each.getFileName())
                            .append(' ')
                            .append(each.toFile().length())
                            .append(' ')
                            .append(each.toFile().lastModified())
                            .append("; "));
        }
        final List<String> tables =
                wish.tables().stream().map(table -> table.schema(1).name()).toList();
        return text.append(String.join(",", tables))
                .append("; depth ")
                .append(wish.depth())
                .append("; from ")
                .append(wish.from())
                .append("; to ")
                .append(wish.to())
                .append("; instruments ")
                .append(wish.instruments())
                .append("; ")
                .append(wish.form())
                .append("; ")
                .append(options)
                .toString();
    }

    private static List<Path> filesOf(final Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().endsWith(RecordedSession.INDEX))
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the same was asked for before, and is there. */
    public boolean isDone() {
        return isOfThis(file);
    }

    /** Whether the same was asked for before, and broken off: what is there of it is this one's to replace. */
    public boolean isBegun() {
        return isOfThis(unfinished);
    }

    /** Whether anything is there, of this or of something else. */
    public boolean isThere() {
        return Files.exists(file);
    }

    /** Whether the session of what is there could be read as a whole, and had all that was asked for. */
    public boolean isWhole() {
        return "true".equals(valueOf(file, WHOLE));
    }

    private boolean isOfThis(final Path manifest) {
        return request.equals(valueOf(manifest, REQUEST));
    }

    /** Null where there is none. */
    private static String valueOf(final Path manifest, final String name) {
        if (!Files.isRegularFile(manifest)) {
            return null;
        }
        try (JsonParser json = new JsonFactory().createParser(manifest.toFile())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME && name.equals(json.currentName())) {
                    json.nextToken();
                    return json.getText();
                }
            }
            return null;
        } catch (final IOException e) {
            // Not one of ours.
            return null;
        }
    }

    /** What was there of before counts no more; looks through the sources meanwhile, which takes a while. */
    public void begin(final RecordedSession source) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(file);
            try (Json json = new Json(Files.newOutputStream(unfinished))) {
                json.openObject().key(REQUEST).text(request).closeObject().endLine();
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        sums = CompletableFuture.supplyAsync(() -> source.files().stream()
                .flatMap(path -> filesOf(path).stream())
                .map(each -> new Sum(each, each.toFile().length(), sha256(each)))
                .toList());
    }

    /** Nothing came of what was begun. */
    public void withdraw() {
        try {
            sums.cancel(false);
            Files.deleteIfExists(unfinished);
            final Path directory = file.toAbsolutePath().getParent();
            try (Stream<Path> left = Files.list(directory)) {
                if (left.findAny().isEmpty()) {
                    Files.delete(directory);
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of a source. */
    private record Sum(Path path, long bytes, String sha256) {}

    /** All is there. */
    public void write(final Export export, final Export.Wish wish, final RecordedSession.Played played) {
        try {
            try (OutputStream out = Files.newOutputStream(unfinished);
                    Json json = new Json(out)) {
                json.openObject();
                json.key("build").text(build());
                json.key(REQUEST).text(request);
                sources(json);
                json.key("packets").number(played.packets());
                json.key(WHOLE).flag(played.isWhole() && export.missing().isEmpty());
                json.key("remark").text(played.remark() == null ? "" : played.remark());
                json.key("digests").openArray();
                for (final Digest digest : played.digests()) {
                    json.text(digest.toString());
                }
                json.closeArray();
                json.key("tables").openArray();
                for (final ExportTable table : wish.tables()) {
                    table(json, table, export, wish);
                }
                json.closeArray().closeObject().endLine();
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String build() {
        final String version = ExportManifest.class.getPackage().getImplementationVersion();
        return "aether " + (version == null ? "of classes" : version);
    }

    private void sources(final Json json) {
        json.key("sources").openArray();
        for (final Sum sum : sums.join()) {
            json.openObject().key("file").text(sum.path().toString());
            json.key("bytes").number(sum.bytes());
            json.key("sha256").text(sum.sha256()).closeObject();
        }
        json.closeArray();
    }

    private static void table(final Json json, final ExportTable table, final Export export, final Export.Wish wish)
            throws IOException {
        final TableRows rows = export.rows(table);
        final Path target = export.target(table);
        json.openObject().key("table").text(rows.schema().name());
        json.key("file").text(target.getFileName().toString());
        json.key("rows").number(rows.count());
        if (rows.count() > 0) {
            json.key("firstTime").number(rows.firstNs()).key("lastTime").number(rows.lastNs());
        }
        if (Files.isRegularFile(target)) {
            json.key("bytes").number(Files.size(target)).key("sha256").text(sha256(target));
        }
        json.key("prices").text(wish.form().prices().name().toLowerCase(Locale.ROOT));
        json.key("columns").openArray();
        for (final Column column : rows.schema().columns()) {
            json.openObject().key("name").text(column.name());
            json.key("type").text(column.type().name().toLowerCase(Locale.ROOT));
            json.key("meaning").text(column.meaning()).closeObject();
        }
        json.closeArray().closeObject();
    }

    private static String sha256(final Path path) {
        try (InputStream in = Files.newInputStream(path);
                DigestInputStream digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            final byte[] chunk = new byte[CHUNK];
            while (digested.read(chunk) >= 0) {
                // The digest is what is wanted.
            }
            return HexFormat.of().formatHex(digested.getMessageDigest().digest());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
