package aether.architecture;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The shape of a source tree: how long its files and methods are, how many parameters they take, who knows whom, and how many numbers stand in it
 * without a name. Types are told apart by what each file imports.
 */
final class SourceShape extends TreeScanner<Void, Void> {
    private static final Pattern PREDICATE = Pattern.compile("(is|has|may|can)[A-Z].*");
    private static final Pattern OUTERMOST = Pattern.compile("(?:[a-z]\\w*\\.)+([A-Z]\\w*)");
    private static final Set<Long> PLAIN_NUMBERS = Set.of(-1L, 0L, 1L, 2L);
    private static final int LINES_PER_RATE = 1_000;

    /** A method or constructor. */
    record Method(String name, int lines, int parameters, boolean isConstructor) {}

    private final List<Integer> fileLines = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();
    private final Map<String, Set<String>> packages = new TreeMap<>();
    private final Map<String, Set<String>> packageOfImports = new TreeMap<>();
    private final Map<String, Set<String>> names = new HashMap<>();
    private final Map<String, Map<String, String>> imports = new HashMap<>();
    private final Map<String, Set<String>> uses = new TreeMap<>();
    private final List<String> bareNumbers = new ArrayList<>();
    private final List<String> booleanSwitches = new ArrayList<>();
    private final List<String> actingPredicates = new ArrayList<>();
    private CompilationUnitTree unit;
    private SourcePositions positions;
    private String type;
    private Set<String> seen = new HashSet<>();
    private Set<String> flags = new HashSet<>();
    private String predicate;
    private Set<String> locals = new HashSet<>();

    private SourceShape() {}

    /** Of some files. */
    static SourceShape of(final List<Path> files) throws IOException {
        final SourceShape shape = new SourceShape();
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            final JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            shape.positions = Trees.instance(task).getSourcePositions();
            for (final CompilationUnitTree parsed : task.parse()) {
                shape.file(parsed);
            }
        }
        shape.resolve();
        return shape;
    }

    private void file(final CompilationUnitTree parsed) {
        final Path path = Path.of(parsed.getSourceFile().toUri());
        final String file = path.getFileName().toString();
        if (file.endsWith("-info.java")) {
            return;
        }
        unit = parsed;
        type = file.substring(0, file.length() - ".java".length());
        seen = new HashSet<>();
        fileLines.add(Sources.lines(path).size());
        final String home = String.valueOf(parsed.getPackageName());
        packages.computeIfAbsent(home, name -> new TreeSet<>()).add(type);
        final Map<String, String> imported = new HashMap<>();
        parsed.getImports()
                .forEach(line -> addImport(line.getQualifiedIdentifier().toString(), imported));
        parsed.getTypeDecls().forEach(declared -> scan(declared, null));
        names.put(home + "." + type, seen);
        imports.put(home + "." + type, imported);
    }

    /** What is imported of a type, its nested ones and its static members, stands for the type itself. */
    private static void addImport(final String name, final Map<String, String> imported) {
        final Matcher outermost = OUTERMOST.matcher(name);
        if (outermost.lookingAt()) {
            imported.put(name.substring(name.lastIndexOf('.') + 1), outermost.group());
            imported.put(outermost.group(1), outermost.group());
        }
    }

    private void resolve() {
        names.forEach((user, used) -> {
            final String home = packageOf(user);
            final Set<String> known = new TreeSet<>();
            for (final String name : used) {
                known.add(imports.get(user).getOrDefault(name, home + "." + name));
            }
            known.retainAll(names.keySet());
            known.remove(user);
            uses.put(user, known);
            packageOfImports.put(home, packageOfImports.getOrDefault(home, new TreeSet<>()));
            known.forEach(each -> packageOfImports.get(home).add(packageOf(each)));
        });
        packageOfImports.forEach((name, imported) -> imported.remove(name));
    }

    private static String packageOf(final String type) {
        return type.substring(0, type.lastIndexOf('.'));
    }

    private int lines(final Tree tree) {
        final long start = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
        final long end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, tree));
        return (int) (end - start + 1);
    }

    private String at(final Tree tree) {
        return type + ":" + unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    }

    @Override
    public Void visitMethod(final MethodTree method, final Void nothing) {
        final boolean isConstructor = method.getReturnType() == null;
        methods.add(new Method(
                type + "." + method.getName(),
                lines(method),
                isOverride(method) ? 0 : method.getParameters().size(),
                isConstructor));
        final Set<String> outerFlags = flags;
        final Set<String> outerLocals = locals;
        final String outerPredicate = predicate;
        flags = new HashSet<>();
        locals = new HashSet<>();
        for (final VariableTree parameter : method.getParameters()) {
            locals.add(parameter.getName().toString());
            if ("boolean".equals(String.valueOf(parameter.getType()))) {
                flags.add(parameter.getName().toString());
            }
        }
        predicate = "boolean".equals(String.valueOf(method.getReturnType()))
                        && PREDICATE.matcher(method.getName()).matches()
                ? type + "." + method.getName()
                : null;
        super.visitMethod(method, nothing);
        flags = outerFlags;
        locals = outerLocals;
        predicate = outerPredicate;
        return null;
    }

    /** How many parameters that has is somebody else's choice, and counted there. */
    private static boolean isOverride(final MethodTree method) {
        return method.getModifiers().getAnnotations().stream()
                .anyMatch(annotation ->
                        "Override".equals(annotation.getAnnotationType().toString()));
    }

    /** Constants are where numbers get their names. */
    @Override
    public Void visitVariable(final VariableTree variable, final Void nothing) {
        locals.add(variable.getName().toString());
        final Set<Modifier> modifiers = variable.getModifiers().getFlags();
        if (modifiers.contains(Modifier.STATIC) && modifiers.contains(Modifier.FINAL)) {
            scan(variable.getType(), nothing);
            final List<String> before = List.copyOf(bareNumbers);
            scan(variable.getInitializer(), nothing);
            bareNumbers.clear();
            bareNumbers.addAll(before);
            return null;
        }
        return super.visitVariable(variable, nothing);
    }

    /** Constants of an enum name what they are made with. */
    @Override
    public Void visitClass(final ClassTree tree, final Void nothing) {
        if (tree.getKind() != Tree.Kind.ENUM) {
            return super.visitClass(tree, nothing);
        }
        for (final Tree member : tree.getMembers()) {
            if (member instanceof final VariableTree constant
                    && constant.getModifiers().getFlags().contains(Modifier.STATIC)) {
                visitVariable(constant, nothing);
            } else {
                scan(member, nothing);
            }
        }
        return null;
    }

    @Override
    public Void visitAnnotation(final AnnotationTree annotation, final Void nothing) {
        return null;
    }

    @Override
    public Void visitLiteral(final LiteralTree literal, final Void nothing) {
        if (literal.getValue() instanceof final Number number
                && (literal.getKind() == Tree.Kind.INT_LITERAL || literal.getKind() == Tree.Kind.LONG_LITERAL)
                && !PLAIN_NUMBERS.contains(number.longValue())) {
            bareNumbers.add(at(literal) + " " + number);
        }
        return null;
    }

    @Override
    public Void visitIdentifier(final IdentifierTree identifier, final Void nothing) {
        seen.add(identifier.getName().toString());
        return null;
    }

    @Override
    public Void visitIf(final IfTree choice, final Void nothing) {
        choose(choice.getCondition(), choice);
        return super.visitIf(choice, nothing);
    }

    @Override
    public Void visitConditionalExpression(final ConditionalExpressionTree choice, final Void nothing) {
        choose(choice.getCondition(), choice);
        return super.visitConditionalExpression(choice, nothing);
    }

    private void choose(final ExpressionTree condition, final Tree choice) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitIdentifier(final IdentifierTree identifier, final Void nothing) {
                if (flags.remove(identifier.getName().toString())) {
                    booleanSwitches.add(at(choice) + " " + identifier.getName());
                }
                return null;
            }
        }.scan(condition, null);
    }

    @Override
    public Void visitAssignment(final AssignmentTree assignment, final Void nothing) {
        act(assignment.getVariable(), assignment);
        return super.visitAssignment(assignment, nothing);
    }

    @Override
    public Void visitCompoundAssignment(final CompoundAssignmentTree assignment, final Void nothing) {
        act(assignment.getVariable(), assignment);
        return super.visitCompoundAssignment(assignment, nothing);
    }

    @Override
    public Void visitUnary(final UnaryTree unary, final Void nothing) {
        switch (unary.getKind()) {
            case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
                act(unary.getExpression(), unary);
            default -> {
                // Computes, and changes nothing.
            }
        }
        return super.visitUnary(unary, nothing);
    }

    private void act(final ExpressionTree target, final Tree where) {
        final boolean isLocal = target instanceof final IdentifierTree name
                && locals.contains(name.getName().toString());
        if (predicate != null && !isLocal && (target instanceof IdentifierTree || target instanceof MemberSelectTree)) {
            actingPredicates.add(predicate + " at " + at(where));
        }
    }

    int lines() {
        return fileLines.stream().mapToInt(Integer::intValue).sum();
    }

    List<Method> methods() {
        return methods;
    }

    List<Integer> fileLines() {
        return fileLines;
    }

    /** Types of the tree that each type knows. */
    Map<String, Set<String>> uses() {
        return uses;
    }

    Map<String, Set<String>> packages() {
        return packages;
    }

    /** Numbers other than -1, 0, 1 and 2 that stand outside constants. */
    List<String> bareNumbers() {
        return bareNumbers;
    }

    /** Boolean parameters that the method decides by. */
    List<String> booleanSwitches() {
        return booleanSwitches;
    }

    /** Predicates that change something. */
    List<String> actingPredicates() {
        return actingPredicates;
    }

    Set<String> largestCircleOfTypes() {
        return Circles.largest(uses);
    }

    Set<String> largestCircleOfPackages() {
        return Circles.largest(packageOfImports);
    }

    /** The figures as a table of one column; lines for people. */
    List<String> table() {
        final List<Integer> lengths = methods.stream().map(Method::lines).toList();
        final List<Integer> parameters =
                methods.stream().map(Method::parameters).toList();
        return List.of(
                row("files", fileLines.size()),
                row("lines", lines()),
                row("file lines, median", quantile(fileLines, 0.5)),
                row("file lines, most", quantile(fileLines, 1)),
                row("method lines, p95", quantile(lengths, 0.95)),
                row("method lines, most", quantile(lengths, 1)),
                row("parameters, p99", quantile(parameters, 0.99)),
                row("parameters, most", quantile(parameters, 1)),
                row(
                        "constructor parameters, most",
                        methods.stream()
                                .filter(Method::isConstructor)
                                .mapToInt(Method::parameters)
                                .max()
                                .orElse(0)),
                row(
                        "types that a type knows, p95",
                        quantile(uses.values().stream().map(Set::size).toList(), 0.95)),
                row(
                        "types that a type knows, most",
                        quantile(uses.values().stream().map(Set::size).toList(), 1)),
                row(
                        "types in a package, most",
                        quantile(packages.values().stream().map(Set::size).toList(), 1)),
                row("largest circle of packages", largestCircleOfPackages().size()),
                row("largest circle of types", largestCircleOfTypes().size()),
                String.format("%-34s %8.1f", "bare numbers per 1,000 lines", perThousandLines(bareNumbers.size())),
                row("boolean parameters decided by", booleanSwitches.size()),
                row("predicates that act", actingPredicates.size()));
    }

    double perThousandLines(final int count) {
        return count * (double) LINES_PER_RATE / lines();
    }

    private static String row(final String name, final int value) {
        return String.format("%-34s %8d", name, value);
    }

    static int quantile(final List<Integer> values, final double share) {
        final List<Integer> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
