package aether.architecture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Circles in who knows whom, by Tarjan's algorithm for strongly connected components. */
final class Circles {
    private final Map<String, Set<String>> edges;
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private Set<String> largest = Set.of();

    private Circles(final Map<String, Set<String>> edges) {
        this.edges = edges;
    }

    /** The members of the largest circle; nobody where there is none. */
    static Set<String> largest(final Map<String, Set<String>> edges) {
        final Circles circles = new Circles(edges);
        edges.keySet().forEach(circles::visit);
        return circles.largest;
    }

    private void visit(final String node) {
        if (index.containsKey(node)) {
            return;
        }
        index.put(node, index.size());
        low.put(node, index.get(node));
        open.push(node);
        for (final String next : edges.getOrDefault(node, Set.of())) {
            if (!index.containsKey(next)) {
                visit(next);
                low.merge(node, low.get(next), Math::min);
            } else if (open.contains(next)) {
                low.merge(node, index.get(next), Math::min);
            }
        }
        if (low.get(node).equals(index.get(node))) {
            close(node);
        }
    }

    private void close(final String first) {
        final Set<String> circle = new TreeSet<>();
        String member;
        do {
            member = open.pop();
            circle.add(member);
        } while (!member.equals(first));
        if (circle.size() > Math.max(1, largest.size())) {
            largest = circle;
        }
    }
}
