package aether.book;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each scenario, the hash of all books that it made must be the one on record: whatever a scenario does not look at
 * must not change unnoticed either. A hash that is meant to change is entered in {@code final-states.properties} by hand.
 */
final class FinalState implements BeforeEachCallback, AfterEachCallback {
    static final ThreadLocal<List<BookHarness>> MADE = ThreadLocal.withInitial(ArrayList::new);

    private static final Properties RECORDED = new Properties();

    static {
        try (InputStream in = FinalState.class.getResourceAsStream("final-states.properties")) {
            RECORDED.load(in);
        } catch (final IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Tests with parameters end in the number of the invocation. */
    private static String invocation(final String uniqueId) {
        final String mark = "test-template-invocation:#";
        final int at = uniqueId.indexOf(mark);
        return at < 0 ? "" : "." + uniqueId.substring(at + mark.length(), uniqueId.length() - 1);
    }

    @Override
    public void beforeEach(final ExtensionContext context) {
        MADE.get().clear();
    }

    @Override
    public void afterEach(final ExtensionContext context) {
        long hash = 0;
        for (final BookHarness harness : MADE.get()) {
            hash = BookHash.mix(hash, harness.hash());
        }
        final String name = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName() + invocation(context.getUniqueId());
        if (context.getExecutionException().isEmpty() && !MADE.get().isEmpty()) {
            assertEquals(RECORDED.getProperty(name), Long.toHexString(hash), "final state of " + name);
        }
        MADE.get().clear();
    }
}
