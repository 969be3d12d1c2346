package aether.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aether.gateway.OrderCore;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The order plane's core in its class files: everything that {@link OrderCore} can reach in our own packages reads no clock,
 * draws no lots, starts no thread, does no I/O, computes with no floating point, and walks no hash table.
 */
class DeterminismScanTest {
    private static final List<String> FORBIDDEN = List.of(
            "java/io/",
            "java/nio/file/",
            "java/nio/channels/",
            "java/net/",
            "java/util/concurrent/",
            "java/util/Random",
            "java/util/SplittableRandom",
            "java/time/",
            "java/util/HashMap",
            "java/util/HashSet",
            "java/lang/Thread",
            "java/lang/ProcessHandle",
            "java/util/Locale",
            "java/util/TimeZone");
    private static final Set<String> FORBIDDEN_METHODS = Set.of(
            "java/lang/System.nanoTime",
            "java/lang/System.currentTimeMillis",
            "java/lang/System.getenv",
            "java/lang/System.getProperty",
            "java/lang/System.identityHashCode",
            "java/lang/Math.random",
            "java/lang/Object.hashCode");

    /** For people and at start-up, never while an input is applied. */
    private static final Set<String> ALLOWED = Set.of("aether/order/OrderProtocol uses java/util/Locale");

    private final Set<String> found = new TreeSet<>();

    @Test
    void shouldFindNothingInTheCoreThatCouldMakeTwoRunsDiffer() throws Exception {
        final Deque<String> open =
                new ArrayDeque<>(List.of(OrderCore.class.getName().replace('.', '/')));
        final Set<String> seen = new TreeSet<>(open);
        while (!open.isEmpty()) {
            final String name = open.removeFirst();
            for (final String used : scan(name)) {
                if (used.startsWith("aether/") && !used.contains("/codec/") && seen.add(used)) {
                    open.add(used);
                }
            }
        }
        found.removeAll(ALLOWED);
        assertEquals(Set.of(), found);
        assertTrue(seen.size() > 30, seen.toString());
        assertTrue(seen.contains("aether/risk/PreTradeRisk") && seen.contains("aether/ilink3/ILink3Session"));
    }

    /** The scan would notice: the signature stands outside the core since it needs what the core must not have. */
    @Test
    void shouldNoticeWhatIsForbidden() throws Exception {
        scan("aether/venue/entry/OrderEntryService");
        assertTrue(found.stream().anyMatch(text -> text.contains("java/nio/channels/")), found.toString());
        scan("aether/feed/deribit/ScaledNumbers");
        assertTrue(found.stream().anyMatch(text -> text.contains("floating point")), found.toString());
    }

    private List<String> scan(final String name) throws Exception {
        final List<String> used = new ArrayList<>();
        final ClassModel model = ClassFile.of().parse(bytes(name));
        for (final PoolEntry entry : model.constantPool()) {
            if (entry instanceof final ClassEntry type) {
                used.add(type.asInternalName());
                forbid(name, type.asInternalName());
            } else if (entry instanceof final MemberRefEntry member) {
                final String method =
                        member.owner().asInternalName() + "." + member.name().stringValue();
                if (FORBIDDEN_METHODS.contains(method)) {
                    found.add(name + " calls " + method);
                }
            }
        }
        model.methods()
                .forEach(method -> method.code()
                        .ifPresent(code -> code.forEach(element -> {
                            if (element instanceof final java.lang.classfile.Instruction instruction
                                    && isFloating(instruction.opcode())
                                    && !(instruction instanceof ConstantInstruction)) {
                                found.add(name + " computes with floating point in "
                                        + method.methodName().stringValue());
                            }
                        })));
        return used;
    }

    /** Load factors of maps are constants that are handed on: arithmetic is what is looked for. */
    private static boolean isFloating(final Opcode opcode) {
        return switch (opcode) {
            case DADD, DSUB, DMUL, DDIV, DREM, FADD, FSUB, FMUL, FDIV, FREM, I2D, L2D, I2F, L2F, D2L, D2I, F2I, F2L ->
                true;
            default -> false;
        };
    }

    private void forbid(final String name, final String used) {
        for (final String prefix : FORBIDDEN) {
            if (used.startsWith(prefix)) {
                found.add(name + " uses " + used);
            }
        }
    }

    private static byte[] bytes(final String name) throws IOException {
        try (var in = OrderCore.class.getClassLoader().getResourceAsStream(name + ".class")) {
            if (in != null) {
                return in.readAllBytes();
            }
            return Files.readAllBytes(Path.of(URI.create(name)));
        }
    }
}
