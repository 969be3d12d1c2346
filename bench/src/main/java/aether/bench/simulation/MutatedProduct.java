package aether.bench.simulation;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** The product once more, beside itself, with one fault: all of its classes anew, one of them changed. */
public final class MutatedProduct implements AutoCloseable {
    private static final String OURS = "aether.";

    private static final class Classes extends ClassLoader {
        private final Mutation mutation;

        private Classes(final Mutation mutation) {
            super(MutatedProduct.class.getClassLoader());
            this.mutation = mutation;
        }

        @Override
        protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                final Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                return name.startsWith(OURS) ? define(name) : super.loadClass(name, resolve);
            }
        }

        private Class<?> define(final String name) {
            final byte[] bytes = bytes(name);
            final byte[] changed = name.equals(mutation.type()) ? mutation.applied(bytes) : bytes;
            return defineClass(name, changed, 0, changed.length);
        }
    }

    private final Closeable site;
    private final Method run;

    /** Loaded. */
    public MutatedProduct(final Mutant mutant) {
        try {
            final Classes classes = new Classes(mutant.mutation());
            final Class<?> siteType = classes.loadClass(SimulatedSite.class.getName());
            final Constructor<?> constructor = siteType.getConstructor();
            site = (Closeable) constructor.newInstance();
            run = classes.loadClass(Simulation.class.getName()).getMethod("violation", siteType, long.class);
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException("the product cannot be loaded once more", e);
        }
    }

    /** Of a class as it is. */
    static byte[] bytes(final String name) {
        try (InputStream in = MutatedProduct.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new IllegalStateException(name + ": there is no such class in the product any more");
            }
            return in.readAllBytes();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is seen with a seed; null when nothing is. Also an exception that ends the run is seen. */
    public String violation(final long seed) {
        try {
            return (String) run.invoke(null, site, seed);
        } catch (final InvocationTargetException e) {
            return "ends with " + e.getCause();
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            site.close();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
