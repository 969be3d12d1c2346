package aether.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may import whom: the table of docs/ARCHITECTURE.md, checked. */
class ImportTableTest {
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("aether");

    private static final String[] NIC = {"aether.nic.."};
    private static final String[] FEED = {
        "aether.arbiter..", "aether.feed..", "aether.book..", "aether.channel..", "aether.reader..", "aether.state.."
    };
    private static final String[] GATEWAY = {
        "aether.connection..", "aether.gateway..", "aether.order..", "aether.risk..", "aether.ilink3.."
    };
    private static final String[] JOURNAL = {"aether.cluster..", "aether.journal.."};
    private static final String[] REPLAY = {"aether.dbn..", "aether.replay..", "aether.venue.."};
    private static final String[] CONFIG = {
        "aether.appliance..",
        "aether.backtest..",
        "aether.check..",
        "aether.cli..",
        "aether.config..",
        "aether.console..",
        "aether.demo..",
        "aether.desk..",
        "aether.export..",
        "aether.host..",
        "aether.lines..",
        "aether.monitor..",
        "aether.web..",
        "aether.session..",
        "aether.table..",
        "aether.trial.."
    };
    private static final String PORT = "aether.nic";

    @Test
    void nicDriverImportsNothingOfOurs() {
        mayOnlyImport(NIC);
    }

    @Test
    void feedHandlerImportsThePortAndSharedMemory() {
        mayOnlyImport(FEED, PORT, "aether.nic.words");
    }

    /** It is packed into a jar of its own. */
    @Test
    void theReaderImportsNothingButTheJdk() {
        classes()
                .that()
                .resideInAPackage("aether.reader..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("aether.reader..", "java..")
                .check(CLASSES);
    }

    @Test
    void orderGatewayImportsBooksAndThePort() {
        mayOnlyImport(GATEWAY, "aether.book", "aether.state", PORT);
    }

    @Test
    void journalImportsNothingOfOurs() {
        mayOnlyImport(JOURNAL);
    }

    @Test
    void replayImportsWhatItReplays() {
        // The simulated venue speaks order entry: it shares the codecs with the client.
        mayOnlyImport(
                REPLAY,
                "aether.journal..",
                "aether.arbiter..",
                "aether.feed..",
                "aether.book..",
                "aether.gateway..",
                "aether.ilink3..",
                "aether.nic.pcap",
                "aether.state",
                PORT);
    }

    @Test
    void noPackagesImportEachOtherInACircle() {
        slices().matching("aether.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyButTheBenchmarksMainImportsTheCommands() {
        noClasses()
                .that()
                .resideOutsideOfPackages("aether.cli..", "aether.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("aether.cli..")
                .check(CLASSES);
    }

    @Test
    void whatEveryCommandSharesImportsNothingOfOurs() {
        mayOnlyImport(new String[] {"aether.console.."});
    }

    @Test
    void nobodyImportsTheBenchmarks() {
        noClasses()
                .that()
                .resideOutsideOfPackage("aether.bench..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("aether.bench..")
                .check(CLASSES);
    }

    @Test
    void everyClassLivesInAKnownPackage() {
        classes()
                .should()
                .resideInAnyPackage(concat(
                        concat(concat(NIC, FEED), concat(GATEWAY, JOURNAL)),
                        concat(concat(REPLAY, CONFIG), new String[] {"aether.bench.."})))
                .check(CLASSES);
    }

    /** What lies behind the tap must do the same twice: it is told the time, and draws no lots. */
    @Test
    void feedBooksAndReplayReadNoClockAndDrawNoLots() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "aether.arbiter..", "aether.feed..", "aether.book..", "aether.channel..", "aether.replay..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.SplittableRandom")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .check(CLASSES);
    }

    private static void mayOnlyImport(final String[] own, final String... allowed) {
        final DescribedPredicate<JavaClass> ours = JavaClass.Predicates.resideInAPackage("aether..");
        final DescribedPredicate<JavaClass> permitted = JavaClass.Predicates.resideInAnyPackage(concat(own, allowed));
        noClasses()
                .that()
                .resideInAnyPackage(own)
                .should()
                .dependOnClassesThat(ours.and(DescribedPredicate.not(permitted)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static String[] concat(final String[] first, final String... second) {
        final String[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
