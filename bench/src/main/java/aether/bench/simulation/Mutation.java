package aether.bench.simulation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A change to one method of the product, in its bytes.
 *
 * @param type its class
 * @param method its name, or where there are several, {@code name(Type, Type)}
 * @param change what is other than written
 */
record Mutation(String type, String method, Change change) {
    /** What a method does instead. */
    sealed interface Change {}

    /** Nothing but to say this: a whole number, or whether. */
    record Says(int value) implements Change {}

    /** The same, without calling this; what it would have said is 0, or null. */
    record LeavesOut(String call) implements Change {}

    /** The same, with this machine's clock in place of this. */
    record ReadsClock(String call) implements Change {}

    static Mutation says(final String type, final String method, final int value) {
        return new Mutation(type, method, new Says(value));
    }

    static Mutation leavesOut(final String type, final String method, final String call) {
        return new Mutation(type, method, new LeavesOut(call));
    }

    static Mutation readsClock(final String type, final String method, final String call) {
        return new Mutation(type, method, new ReadsClock(call));
    }

    /**
     * The class as it is then.
     *
     * @throws IllegalStateException when there is no such method or call any more
     */
    byte[] applied(final byte[] bytes) {
        final boolean[] isDone = new boolean[1];
        final ClassTransform transform = (builder, element) -> {
            if (element instanceof MethodModel model
                    && isNamed(model)
                    && model.code().isPresent()) {
                builder.transformMethod(model, (inner, part) -> {
                    if (part instanceof CodeModel code) {
                        inner.withCode(body -> isDone[0] |= write(body, model.methodTypeSymbol(), code.elementList()));
                    } else {
                        inner.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        };
        final ClassFile file =
                ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG, ClassFile.DeadCodeOption.PATCH_DEAD_CODE);
        final byte[] changed = file.transformClass(file.parse(bytes), transform);
        if (!isDone[0]) {
            throw new IllegalStateException(this + ": there is nothing like that in the product any more");
        }
        return changed;
    }

    /** By its name, or where there are several, by the types of its parameters as well. */
    private boolean isNamed(final MethodModel model) {
        final String name = model.methodName().stringValue();
        final String types = model.methodTypeSymbol().parameterList().stream()
                .map(ClassDesc::displayName)
                .collect(Collectors.joining(", ", "(", ")"));
        return method.equals(name) || method.equals(name + types);
    }

    private boolean write(final CodeBuilder body, final MethodTypeDesc type, final List<CodeElement> code) {
        if (change instanceof Says says) {
            say(body, type.returnType(), says.value());
            return true;
        }
        boolean isFound = false;
        for (final CodeElement element : code) {
            final boolean isMeant = element instanceof InvokeInstruction call && isMeant(call);
            if (isMeant) {
                replace(body, (InvokeInstruction) element);
            } else {
                body.with(element);
            }
            isFound |= isMeant;
        }
        return isFound;
    }

    private static void say(final CodeBuilder body, final ClassDesc type, final int value) {
        final TypeKind kind = TypeKind.from(type).asLoadable();
        switch (kind) {
            case VOID -> {}
            case LONG -> body.loadConstant((long) value);
            default -> body.loadConstant(value);
        }
        body.return_(kind);
    }

    private boolean isMeant(final InvokeInstruction call) {
        return switch (change) {
            case LeavesOut left -> call.name().equalsString(left.call());
            case ReadsClock read -> call.name().equalsString(read.call());
            case Says says -> false;
        };
    }

    private void replace(final CodeBuilder body, final InvokeInstruction call) {
        final MethodTypeDesc type = call.typeSymbol();
        for (int i = type.parameterCount() - 1; i >= 0; i--) {
            drop(body, TypeKind.from(type.parameterType(i)));
        }
        if (call.opcode() != Opcode.INVOKESTATIC) {
            body.pop();
        }
        if (change instanceof ReadsClock) {
            body.invokestatic(ClassDesc.of("java.lang.System"), "nanoTime", MethodTypeDesc.of(ConstantDescs.CD_long));
            return;
        }
        switch (TypeKind.from(type.returnType()).asLoadable()) {
            case VOID -> {}
            case LONG -> body.lconst_0();
            case REFERENCE -> body.aconst_null();
            default -> body.iconst_0();
        }
    }

    private static void drop(final CodeBuilder body, final TypeKind kind) {
        if (kind.slotSize() == 2) {
            body.pop2();
        } else {
            body.pop();
        }
    }
}
