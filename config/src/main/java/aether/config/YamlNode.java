package aether.config;

import aether.nic.Ipv4;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mapping of the configuration file, with its path for messages. Unknown keys are errors too. */
final class YamlNode {
    private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*(ns|us|ms|s|min|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*(B|KiB|MiB|GiB)?");

    private final String file;
    private final String path;
    private final Map<?, ?> values;
    private final Set<String> used = new HashSet<>();

    YamlNode(final String file, final String path, final Map<?, ?> values) {
        this.file = file;
        this.path = path;
        this.values = values;
    }

    /** A nested mapping; empty when the key is absent. */
    YamlNode child(final String key) {
        final Object value = take(key);
        if (value == null) {
            return new YamlNode(file, at(key), Map.of());
        }
        if (!(value instanceof final Map<?, ?> map)) {
            throw wrong(key, value, "a mapping of keys to values");
        }
        return new YamlNode(file, at(key), map);
    }

    boolean has(final String key) {
        return values.get(key) != null;
    }

    String text(final String key, final String otherwise) {
        final Object value = take(key);
        return value == null ? otherwise : value.toString();
    }

    String requiredText(final String key, final String example) {
        final Object value = take(key);
        if (value == null) {
            throw new ConfigException(file + ": " + at(key) + " is missing; give " + example);
        }
        return value.toString();
    }

    int integer(final String key, final int otherwise, final int lowest, final int highest) {
        final Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof final Integer number) || number < lowest || number > highest) {
            throw wrong(key, value, "a whole number from " + lowest + " to " + highest);
        }
        return number;
    }

    /** A whole number, whose range is known to whoever takes it. */
    int integer(final String key, final int otherwise) {
        final Object value = take(key);
        if (value != null && !(value instanceof Integer)) {
            throw wrong(key, value, "a whole number");
        }
        return value == null ? otherwise : (Integer) value;
    }

    /** A whole number of any size that a long holds; must be there. */
    long number(final String key) {
        final Object value = take(key);
        if (value instanceof final Integer number) {
            return number;
        }
        if (value instanceof final Long number) {
            return number;
        }
        throw wrong(key, value, "a whole number");
    }

    /** All keys with their values as text. */
    Map<String, String> texts() {
        final Map<String, String> texts = new TreeMap<>();
        values.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(take(String.valueOf(key)))));
        return texts;
    }

    /** A list as texts; nothing when the key is absent. */
    List<String> texts(final String key) {
        final Object value = take(key);
        if (value == null) {
            return null;
        }
        if (!(value instanceof final List<?> list)) {
            throw wrong(key, value, "a list in brackets");
        }
        return list.stream().map(String::valueOf).toList();
    }

    /** A share, 0 to 1. */
    double share(final String key, final double otherwise) {
        final Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        if (!(value instanceof final Number number) || !(number.doubleValue() >= 0 && number.doubleValue() <= 1)) {
            throw wrong(key, value, "a share from 0 to 1");
        }
        return number.doubleValue();
    }

    boolean flag(final String key, final boolean otherwise) {
        final Object value = take(key);
        if (value != null && !(value instanceof Boolean)) {
            throw wrong(key, value, "true or false");
        }
        return value == null ? otherwise : (Boolean) value;
    }

    int address(final String key, final String otherwise) {
        final String value = otherwise == null ? requiredText(key, "an IPv4 address") : text(key, otherwise);
        try {
            return Ipv4.parse(value);
        } catch (final IllegalArgumentException e) {
            throw new ConfigException(file + ": " + at(key) + ": " + e.getMessage(), e);
        }
    }

    /** Nanoseconds. */
    long duration(final String key, final long otherwiseNs) {
        final Object value = take(key);
        if (value == null) {
            return otherwiseNs;
        }
        try {
            return nanos(value.toString());
        } catch (final IllegalArgumentException e) {
            throw wrong(key, value, "a duration such as 1ms, 30s or 5min");
        }
    }

    /** Nanoseconds of a duration as written. */
    static long nanos(final String text) {
        final Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches() || matcher.group(1).length() > 12) {
            throw new IllegalArgumentException(text);
        }
        return Long.parseLong(matcher.group(1)) * unitNs(matcher.group(2));
    }

    private static long unitNs(final String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "min" -> 60_000_000_000L;
            default -> 3_600_000_000_000L;
        };
    }

    /** Bytes, at most 1 GiB. */
    int size(final String key, final int otherwise) {
        return (int) bytes(key, otherwise, 1L << 30, "a size of at most 1 GiB, such as 4 MiB");
    }

    /** Bytes of a disk, at most 1,048,576 GiB. */
    long space(final String key, final long otherwise) {
        return bytes(key, otherwise, 1L << 50, "a size such as 100 GiB");
    }

    private long bytes(final String key, final long otherwise, final long most, final String expected) {
        final Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        final Matcher matcher = SIZE.matcher(value.toString());
        if (matcher.matches() && matcher.group(1).length() <= 10) {
            final int shift = matcher.group(2) == null
                    ? 0
                    : "BKMG".indexOf(matcher.group(2).charAt(0)) * 10;
            final long bytes = Long.parseLong(matcher.group(1)) << shift;
            if (bytes >= 0 && bytes <= most) {
                return bytes;
            }
        }
        throw wrong(key, value, expected);
    }

    /** A constant by its name in lower case, with hyphens for underscores. */
    <E extends Enum<E>> E choice(final String key, final E otherwise, final Class<E> type) {
        final Object value = take(key);
        if (value == null) {
            return otherwise;
        }
        for (final E constant : type.getEnumConstants()) {
            if (name(constant).equals(value.toString())) {
                return constant;
            }
        }
        final String names = String.join(
                ", ", Arrays.stream(type.getEnumConstants()).map(YamlNode::name).toList());
        throw wrong(key, value, "one of " + names);
    }

    static String name(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    LocalTime time(final String key, final LocalTime otherwise) {
        final Object value = take(key);
        try {
            return value == null ? otherwise : LocalTime.parse(value.toString());
        } catch (final DateTimeException e) {
            throw wrong(key, value, "a time of day in quotes, such as \"16:30\"");
        }
    }

    ZoneId zone(final String key, final ZoneId otherwise) {
        final Object value = take(key);
        try {
            return value == null ? otherwise : ZoneId.of(value.toString());
        } catch (final DateTimeException e) {
            throw wrong(key, value, "a time zone such as America/Chicago");
        }
    }

    /** Complains about keys that were never asked for. */
    void finish() {
        for (final Object key : values.keySet()) {
            if (!used.contains(String.valueOf(key))) {
                throw new ConfigException(file + ": " + at(String.valueOf(key)) + " is not a setting; known here: "
                        + String.join(", ", used.stream().sorted().toList()));
            }
        }
    }

    private Object take(final String key) {
        used.add(key);
        return values.get(key);
    }

    private String at(final String key) {
        return path.isEmpty() ? key : path + '.' + key;
    }

    /** A complaint that begins with the name of a key of this mapping. */
    ConfigException failed(final String complaint) {
        return new ConfigException(file + ": " + at(complaint));
    }

    /** Settings of a part, which knows its own ranges and relations; its complaints begin with the name of a key. */
    <T> T settings(final Supplier<T> part) {
        try {
            return part.get();
        } catch (final IllegalArgumentException e) {
            throw new ConfigException(file + ": " + at(e.getMessage()), e);
        }
    }

    ConfigException wrong(final String key, final Object value, final String expected) {
        return new ConfigException(file + ": " + at(key) + ": expected " + expected + ", found '" + value + "'");
    }
}
