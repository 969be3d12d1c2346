package aether.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.architecture.SourceShape.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The shape of the code, as a ratchet: each number of exceptions below may only go down. Whoever mends one lowers its number; whoever would have to
 * raise one finds another way.
 *
 * <p>{@code mvn -pl bench test -Dtest=ShapeRatchetTest -Daether.shape=DIR} prints the same table for another tree of sources.
 */
class ShapeRatchetTest {
    private static final int MOST_KNOWN_TYPES = 20;
    private static final int MOST_PARAMETERS = 6;
    private static final int MOST_TYPES_IN_A_PACKAGE = 25;

    private static final int TYPES_THAT_KNOW_TOO_MANY = 6;
    private static final int METHODS_WITH_TOO_MANY_PARAMETERS = 19;
    private static final int CONSTRUCTORS_WITH_TOO_MANY_PARAMETERS = 3;
    private static final int PACKAGES_WITH_TOO_MANY_TYPES = 1;
    private static final int LARGEST_CIRCLE_OF_TYPES = 3;
    private static final double BARE_NUMBERS_PER_THOUSAND_LINES = 17.0;
    private static final int BOOLEAN_SWITCHES = 62;
    private static final int ACTING_PREDICATES = 0;

    private static SourceShape shape;

    @BeforeAll
    static void measure() throws IOException {
        shape = SourceShape.of(Sources.main());
        print("this tree", shape);
        final String other = System.getProperty("aether.shape", "");
        if (!other.isEmpty()) {
            print(other, SourceShape.of(mainSources(Path.of(other))));
        }
    }

    private static List<Path> mainSources(final Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().matches(".*/(test|target)/.*"))
                    .toList();
        }
    }

    private static void print(final String name, final SourceShape shape) {
        System.out.println("shape of " + name);
        shape.table().forEach(line -> System.out.println("  " + line));
    }

    @Test
    void shouldHaveTypesThatKnowFewOthers() {
        atMost(
                TYPES_THAT_KNOW_TOO_MANY,
                shape.uses().entrySet().stream()
                        .filter(entry -> entry.getValue().size() > MOST_KNOWN_TYPES)
                        .map(entry ->
                                entry.getKey() + " knows " + entry.getValue().size())
                        .toList());
    }

    @Test
    void shouldHaveMethodsWithFewParameters() {
        atMost(
                METHODS_WITH_TOO_MANY_PARAMETERS,
                tooWide(shape.methods().stream().filter(method -> !method.isConstructor())));
    }

    @Test
    void shouldHaveConstructorsWithFewParameters() {
        atMost(
                CONSTRUCTORS_WITH_TOO_MANY_PARAMETERS,
                tooWide(shape.methods().stream().filter(Method::isConstructor)));
    }

    private static List<String> tooWide(final Stream<Method> methods) {
        return methods.filter(method -> method.parameters() > MOST_PARAMETERS)
                .map(method -> method.name() + " takes " + method.parameters())
                .toList();
    }

    @Test
    void shouldHaveSmallPackages() {
        atMost(
                PACKAGES_WITH_TOO_MANY_TYPES,
                shape.packages().entrySet().stream()
                        .filter(entry -> entry.getValue().size() > MOST_TYPES_IN_A_PACKAGE)
                        .map(entry ->
                                entry.getKey() + " has " + entry.getValue().size())
                        .toList());
    }

    @Test
    void shouldHaveNoCircles() {
        assertEquals(Set.of(), shape.largestCircleOfPackages());
        final Set<String> circle = shape.largestCircleOfTypes();
        assertTrue(circle.size() <= LARGEST_CIRCLE_OF_TYPES, circle::toString);
    }

    @Test
    void shouldGiveNumbersNames() {
        final double rate = shape.perThousandLines(shape.bareNumbers().size());
        assertTrue(
                rate <= BARE_NUMBERS_PER_THOUSAND_LINES,
                () -> rate + " per 1,000 lines: " + String.join("\n", shape.bareNumbers()));
    }

    @Test
    void shouldNotSelectBehaviourByABoolean() {
        atMost(BOOLEAN_SWITCHES, shape.booleanSwitches());
    }

    @Test
    void shouldHavePredicatesThatChangeNothing() {
        atMost(ACTING_PREDICATES, shape.actingPredicates());
    }

    private static void atMost(final int left, final List<String> exceptions) {
        assertTrue(
                exceptions.size() <= left,
                () -> exceptions.size() + " instead of " + left + ":\n" + String.join("\n", exceptions));
    }

    /** The measure itself, on a few lines that are known. */
    @Test
    void shouldMeasureWhatItSays(@org.junit.jupiter.api.io.TempDir final Path directory) throws IOException {
        final Path one = Files.writeString(directory.resolve("One.java"), """
                package a;
                import b.Two;
                final class One {
                    static final int NAMED = 17;
                    private int count;
                    private Two other;
                    One(int a, int b, int c) { count = 18; }
                    boolean isDone(boolean really) {
                        if (really) {
                            count++;
                        }
                        return count > 1;
                    }
                }
                """);
        final Path two = Files.writeString(directory.resolve("Two.java"), """
                package b;
                import a.One;
                final class Two {
                    One back;
                    boolean isOne(int one) { int local = 0; local++; return local == one; }
                }
                """);
        final SourceShape measured = SourceShape.of(List.of(one, two));
        assertEquals(List.of("One:7 18"), measured.bareNumbers());
        assertEquals(List.of("One:9 really"), measured.booleanSwitches());
        assertEquals(List.of("One.isDone at One:10"), measured.actingPredicates());
        assertEquals(Set.of("a.One", "b.Two"), measured.largestCircleOfTypes());
        assertEquals(Set.of("a", "b"), measured.largestCircleOfPackages());
        assertEquals(Map.of("a.One", Set.of("b.Two"), "b.Two", Set.of("a.One")), measured.uses());
        assertEquals(
                List.of(new Method("One.<init>", 1, 3, true), new Method("One.isDone", 6, 1, false)),
                measured.methods().subList(0, 2));
    }
}
