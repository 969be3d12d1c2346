package aether.table;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The texts of a table that come again and again, each once: symbols, states, sides. One thread puts them in; another reads those whose numbers it was handed. */
final class TextPool {
    private static final int ROOM = 64;

    private final Map<String, Integer> numbers = new HashMap<>();
    private volatile byte[][] texts = new byte[ROOM][];

    /** The number of a text, from 0. */
    int number(final String text) {
        final Integer known = numbers.get(text);
        if (known != null) {
            return known;
        }
        final int number = numbers.size();
        byte[][] room = texts;
        if (number == room.length) {
            room = Arrays.copyOf(room, 2 * number);
        }
        room[number] = text.getBytes(StandardCharsets.UTF_8);
        // What is handed over afterwards is seen there.
        texts = room;
        numbers.put(text, number);
        return number;
    }

    byte[] utf8(final int number) {
        return texts[number];
    }
}
