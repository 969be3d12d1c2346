package aether.session.moment;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Looks at two object graphs of our own, field by field, for one that was forgotten when state was written down. Arrays of numbers are left to the
 * comparison of what was written: what is behind their used part means nothing.
 */
final class SameState {
    private static final List<String> OURS = List.of(
            "aether.arbiter.",
            "aether.book.",
            "aether.channel.",
            "aether.feed.",
            "aether.dbn.",
            "aether.replay.StateHash");

    /** Used within one packet, or found anew: what is there between packets means nothing. */
    private static final Set<String> MEANINGLESS = Set.of(
            "AcceptedPacket",
            "BookEvent",
            "BookSnapshot",
            "EntryGroup",
            "QueuedEntry",
            "ShortEntryPad",
            "SnapshotReader",
            "DefinitionReader",
            "InstrumentDefinition");

    private static final Set<String> MEANINGLESS_FIELDS = Set.of(
            "ChannelWideEvents.last",
            "ChannelWideEvents.lastSecurityId",
            "EventPublisher.event",
            "GapRepair.base",
            "GapRepair.openedNs",
            "KeyedBooks.current",
            "LineArbiter.sendingTimeNs",
            "Mdp3Decoder.message",
            "Mdp3Decoder.sawReset",
            "PriceSnapshots.fault",
            "PriceSnapshots.compared",
            "PriceSnapshots.isComparing",
            "RecoveryFeeds.current",
            "SnapshotRecovery.orderSnapshot",
            "TradeSummaries.instruments");

    private record Pair(Object first, Object second, String where) {}

    private SameState() {}

    /** Fields that differ. */
    static List<String> differences(final Object first, final Object second) {
        final List<String> found = new ArrayList<>();
        final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        final Deque<Pair> open = new ArrayDeque<>();
        open.add(new Pair(first, second, ""));
        while (!open.isEmpty()) {
            final Pair pair = open.poll();
            if (pair.first == null || pair.second == null) {
                if (pair.first != pair.second) {
                    found.add(pair.where + ": " + pair.first + ", " + pair.second);
                }
            } else if (seen.add(pair.first)) {
                compare(pair, open, found);
            }
        }
        return found;
    }

    private static void compare(final Pair pair, final Deque<Pair> open, final List<String> found) {
        if (pair.first.getClass() != pair.second.getClass()) {
            found.add(pair.where + ": " + pair.first.getClass() + ", " + pair.second.getClass());
            return;
        }
        if (pair.first.getClass().isArray()) {
            for (int i = 0;
                    !pair.first.getClass().componentType().isPrimitive() && i < Array.getLength(pair.first);
                    i++) {
                open.add(new Pair(Array.get(pair.first, i), Array.get(pair.second, i), pair.where));
            }
            return;
        }
        for (Class<?> type = pair.first.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            if (type.getName().startsWith("aether.") && !MEANINGLESS.contains(type.getSimpleName())) {
                for (final Field field : type.getDeclaredFields()) {
                    compare(pair, type.getSimpleName(), field, open, found);
                }
            }
        }
    }

    private static boolean isOurs(final Object object) {
        return OURS.stream().anyMatch(ours -> object.getClass().getName().startsWith(ours));
    }

    /** Leads from a playhead to what is ours. */
    private static boolean isOnTheWay(final Object object) {
        return object != null && (isOurs(object) || object.getClass().getName().startsWith("aether.session."));
    }

    private static void compare(
            final Pair pair, final String type, final Field field, final Deque<Pair> open, final List<String> found) {
        final String where = type + '.' + field.getName();
        if (Modifier.isStatic(field.getModifiers()) || MEANINGLESS_FIELDS.contains(where)) {
            return;
        }
        field.setAccessible(true);
        final Object first;
        final Object second;
        try {
            first = field.get(pair.first);
            second = field.get(pair.second);
        } catch (final IllegalAccessException e) {
            throw new AssertionError(e);
        }
        if (field.getType().isPrimitive() || field.getType().isEnum() || field.getType() == String.class) {
            if (isOurs(pair.first) && !Objects.equals(first, second)) {
                found.add(where + ": " + first + ", " + second);
            }
        } else if (isOurs(pair.first) || isOnTheWay(first)) {
            open.add(new Pair(first, second, where));
        }
    }
}
