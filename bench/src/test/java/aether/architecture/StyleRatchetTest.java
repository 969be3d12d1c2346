package aether.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * The size and naming rules, as a ratchet: the numbers of exceptions below may only go down. Whoever shortens something
 * lowers its number; whoever would have to raise one finds another way.
 */
class StyleRatchetTest {
    private static final int MAX_METHOD_LINES = 50;
    private static final int LONG_METHODS_LEFT = 0;
    private static final Pattern DRAWER = Pattern.compile("util|utils|impl|common|core|helper|helpers|misc|base");
    private static final Pattern DRAWER_TYPE = Pattern.compile(".*(Util|Utils|Impl|Manager|Helper|Helpers)");

    @Test
    void methodsReadAtAGlance() throws IOException {
        final List<String> tooLong = new ArrayList<>();
        parse((unit, positions, file) -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(final MethodTree method, final Void nothing) {
                final long start = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
                final long end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
                if (end - start + 1 > MAX_METHOD_LINES) {
                    tooLong.add(file + " " + method.getName() + ": " + (end - start + 1) + " lines");
                }
                return super.visitMethod(method, nothing);
            }
        });
        assertEquals(LONG_METHODS_LEFT, tooLong.size(), () -> String.join("\n", tooLong));
    }

    @Test
    void nothingLivesInADrawer() throws IOException {
        final List<String> drawers = new ArrayList<>();
        parse((unit, positions, file) -> new TreeScanner<Void, Void>() {
            @Override
            public Void visitClass(final ClassTree type, final Void nothing) {
                if (DRAWER_TYPE.matcher(type.getSimpleName()).matches()) {
                    drawers.add(file + " " + type.getSimpleName());
                }
                return super.visitClass(type, nothing);
            }
        });
        for (final Path file : Sources.main()) {
            for (final Path folder : file.getParent()) {
                if (DRAWER.matcher(folder.toString()).matches()
                        && Sources.relative(file).contains("/" + folder + "/")) {
                    drawers.add(Sources.relative(file));
                }
            }
        }
        assertTrue(drawers.isEmpty(), () -> String.join("\n", drawers));
    }

    private interface Visitor {
        TreeScanner<Void, Void> of(CompilationUnitTree unit, SourcePositions positions, String file);
    }

    private static void parse(final Visitor visitor) throws IOException {
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            final JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(Sources.main()));
            final SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (final CompilationUnitTree unit : task.parse()) {
                final String file =
                        Sources.relative(Path.of(unit.getSourceFile().toUri()));
                visitor.of(unit, positions, file).scan(unit, null);
            }
        }
    }
}
