package aether.venue.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.agrona.collections.Int2IntHashMap;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.IntHashSet;
import org.agrona.collections.Long2LongHashMap;

/**
 * The slow twin of every {@code state(fields)}: walks two cores by reflection and compares every field there is. A field that a checkpoint forgets,
 * and that matters only in a year, is found at once; what may differ is named here, with the reason.
 */
final class SameState {
    /** Rings, with where the next one goes: they may be turned, and what they hold must be the same from the newest back. */
    private static final Map<String, String> RINGS = Map.of("ExecIds", "ring", "MessageWindow", "times");

    /** Void beyond a count, filled by each call before it is read, or who is told. */
    private static final Set<String> NOT_STATE = Set.of(
            "OrderStore.over",
            "OrderStore.overFrom",
            "OrderStore.free",
            "Order.requestIds",
            "Order.isReplace",
            "Order.newPrices",
            "Order.newQuantities",
            "OrderLedger.open",
            "RiskInstrument.open",
            "HeldFrames.buffer",
            "RecentOrders.before",
            "RecentOrders.newest",
            "ExecIds.table",
            "ExecIds.ring",
            "ExecIds.next",
            "MessageWindow.times",
            "MessageWindow.next",
            "CoreReports.nowNs",
            "OrderCore.question",
            "OrderCore.terms",
            "OrderCore.newOrder",
            "CoreInstruments.limits",
            "CoreSession.reader",
            "CoreSession.writer",
            "ILink3Session.writer",
            "BackupSession.writer");

    private final Map<Object, Boolean> seen = new IdentityHashMap<>();
    private final String where;

    private SameState(final String where) {
        this.where = where;
    }

    static void assertSame(final Object expected, final Object actual, final String where) {
        new SameState(where).compare(expected, actual, "core");
    }

    private void compare(final Object expected, final Object actual, final String path) {
        if (expected == null || actual == null) {
            assertEquals(expected, actual, where + ": " + path);
        } else if (seen.put(expected, true) == null) {
            if (expected.getClass().isArray()) {
                compareArrays(expected, actual, path);
            } else if (expected instanceof Int2ObjectHashMap<?> map) {
                compareMaps(map, (Int2ObjectHashMap<?>) actual, path);
            } else if (isValue(expected)) {
                assertEquals(expected, actual, where + ": " + path);
            } else if (expected.getClass().getName().startsWith("aether.")
                    && !expected.getClass().getName().contains(".codec.")) {
                compareFields(expected, actual, path);
            }
        }
    }

    private static boolean isValue(final Object object) {
        return object instanceof Number
                || object instanceof Boolean
                || object instanceof Enum<?>
                || object instanceof String
                || object instanceof Int2IntHashMap
                || object instanceof Long2LongHashMap
                || object instanceof IntHashSet;
    }

    private void compareArrays(final Object expected, final Object actual, final String path) {
        assertEquals(Array.getLength(expected), Array.getLength(actual), where + ": " + path);
        for (int i = 0; i < Array.getLength(expected); i++) {
            final Object one = Array.get(expected, i);
            if (expected.getClass().getComponentType().isPrimitive()) {
                assertEquals(one, Array.get(actual, i), where + ": " + path + '[' + i + ']');
            } else {
                compare(one, Array.get(actual, i), path + '[' + i + ']');
            }
        }
    }

    private void compareMaps(
            final Int2ObjectHashMap<?> expected, final Int2ObjectHashMap<?> actual, final String path) {
        assertEquals(expected.keySet(), actual.keySet(), where + ": " + path);
        expected.forEach((key, value) -> compare(value, actual.get(key), path + '{' + key + '}'));
    }

    private void compareFields(final Object expected, final Object actual, final String path) {
        assertEquals(expected.getClass(), actual.getClass(), where + ": " + path);
        final String ring = RINGS.get(expected.getClass().getSimpleName());
        if (ring != null) {
            assertArrayEquals(newestFirst(expected, ring), newestFirst(actual, ring), where + ": " + path);
        }
        for (final Field field : expected.getClass().getDeclaredFields()) {
            final String name = expected.getClass().getSimpleName() + '.' + field.getName();
            final boolean isListener = field.getType().isInterface();
            if (!Modifier.isStatic(field.getModifiers()) && !isListener && !NOT_STATE.contains(name)) {
                field.setAccessible(true);
                try {
                    compareField(field, expected, actual, path + '.' + field.getName());
                } catch (final IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    private static long[] newestFirst(final Object owner, final String ring) {
        final long[] values = (long[]) value(owner, ring);
        final int next = (int) value(owner, "next");
        final long[] turned = new long[values.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = values[next - 1 - i & turned.length - 1];
        }
        return turned;
    }

    private static Object value(final Object owner, final String name) {
        try {
            final Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (final ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private void compareField(final Field field, final Object expected, final Object actual, final String path)
            throws IllegalAccessException {
        if (field.getType().isPrimitive()) {
            assertEquals(field.get(expected), field.get(actual), where + ": " + path);
        } else {
            compare(field.get(expected), field.get(actual), path);
        }
    }
}
