package aether.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What can corrupt memory (downcalls, reinterpreted segments, raw addresses) is allowed in a few packages of the NIC driver
 * and nowhere else; and those packages stay a small part of the code.
 */
class TrustedBaseTest {
    private static final String[] TRUSTED = {
        "aether.nic.sys..",
        "aether.nic.memory..",
        "aether.nic.xdp..",
        "aether.nic.packet..",
        "aether.nic.vfio..",
        "aether.nic.words.."
    };
    private static final List<String> TRUSTED_FOLDERS = List.of(
            "aether/nic/sys/",
            "aether/nic/memory/",
            "aether/nic/xdp/",
            "aether/nic/packet/",
            "aether/nic/vfio/",
            "aether/nic/words/");
    private static final Set<String> FOREIGN_TYPES = Set.of(
            "java.lang.foreign.Linker",
            "java.lang.foreign.SymbolLookup",
            "sun.misc.Unsafe",
            "jdk.internal.misc.Unsafe",
            "org.agrona.UnsafeApi");
    private static final Set<String> RAW_MEMBERS = Set.of("reinterpret", "addressOffset", "ofAddress");
    private static final double MAX_SHARE = 10.0;

    @Test
    void rawMemoryStaysInTheTrustedPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(TRUSTED)
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "reach past the JVM's memory safety", type -> FOREIGN_TYPES.contains(type.getName())))
                .check(ImportTableTest.CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackages(TRUSTED)
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "is a raw address or a reinterpreted segment", TrustedBaseTest::isRaw))
                .check(ImportTableTest.CLASSES);
    }

    /** Agrona's own method names are raw only on its buffers. */
    private static boolean isRaw(final JavaAccess<?> access) {
        final String owner = access.getTargetOwner().getName();
        return RAW_MEMBERS.contains(access.getName())
                && (owner.startsWith("org.agrona.") || owner.startsWith("java.lang.foreign."));
    }

    @Test
    void theTrustedShareIsSmallAndPrinted() {
        long all = 0;
        long trusted = 0;
        for (final Path file : Sources.main()) {
            final long lines = Sources.lines(file).size();
            all += lines;
            if (TRUSTED_FOLDERS.stream().anyMatch(Sources.relative(file)::contains)) {
                trusted += lines;
            }
        }
        final double share = 100.0 * trusted / all;
        System.out.printf("trusted share: %.1f %% of main code (%,d of %,d lines)%n", share, trusted, all);
        assertTrue(all > 1000, "the sources were not found");
        assertTrue(share < MAX_SHARE, "the trusted base has grown to " + share + " %");
    }
}
