package aether.table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The texts of a table, each once: symbols, states, sides. Put in by one thread, read by another that was handed a number. */
final class TextPool {
    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final List<byte[]> texts = new ArrayList<>();
    private volatile List<byte[]> readable = List.of();

    /** The number of a text, from 0. */
    int number(final String text) {
        final Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        final int number = texts.size();
        texts.add(text.getBytes(StandardCharsets.UTF_8));
        readable = List.copyOf(texts);
        numbers.put(text, number);
        return number;
    }

    byte[] utf8(final int number) {
        return readable.get(number);
    }
}
