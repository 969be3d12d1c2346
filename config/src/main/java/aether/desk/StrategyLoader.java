package aether.desk;

import aether.config.ConfigException;
import aether.config.SiteConfig;
import aether.gateway.Strategy;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/** Loads the strategy of a site; errors name the key of the configuration. */
final class StrategyLoader {
    private static final int MOST_NAMES = 5;
    private static final String CLASS_SUFFIX = ".class";

    private StrategyLoader() {}

    /**
     * A new one.
     *
     * @throws ConfigException naming the setting, and what to do
     */
    static Strategy load(final SiteConfig.Orders config) {
        final String name = config.strategyClass();
        try {
            final Class<?> loaded = loader(config.strategyJar()).loadClass(name);
            return (Strategy) loaded.getDeclaredConstructor().newInstance();
        } catch (final ClassNotFoundException e) {
            throw new ConfigException(
                    "orders.strategy.class: no class " + name
                            + (config.strategyJar() == null
                                    ? " on the class path; name its jar in orders.strategy.jar"
                                    : " in " + config.strategyJar() + holds(config.strategyJar())),
                    e);
        } catch (final UnsupportedClassVersionError e) {
            throw new ConfigException(
                    "orders.strategy.class: " + name + " was compiled for a newer Java than this one, "
                            + Runtime.version().feature() + "; compile it with 'javac --release "
                            + Runtime.version().feature() + "'",
                    e);
        } catch (final LinkageError e) {
            throw new ConfigException(
                    "orders.strategy.class: " + name + " does not fit this version of the appliance (" + e
                            + "); compile it against config/target/lib/order-gateway-*.jar of this build",
                    e);
        } catch (final java.lang.reflect.InvocationTargetException e) {
            throw new ConfigException(
                    "orders.strategy.class: the constructor of " + name + " failed: " + e.getCause(), e);
        } catch (final ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException(
                    "orders.strategy.class: " + name
                            + " must implement aether.gateway.Strategy and have a public constructor without parameters",
                    e);
        }
    }

    /**
     * Another of the same class, that knows nothing of the first.
     *
     * @throws ConfigException when its constructor fails
     */
    static Strategy another(final Strategy first) {
        try {
            return first.getClass().getDeclaredConstructor().newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new ConfigException(
                    "orders.strategy.class: the constructor of "
                            + first.getClass().getName() + " failed: " + e.getCause(),
                    e);
        }
    }

    private static ClassLoader loader(final Path jar) {
        if (jar == null) {
            return StrategyLoader.class.getClassLoader();
        }
        if (!Files.isRegularFile(jar)) {
            throw new ConfigException("orders.strategy.jar: " + jar + ": no such file");
        }
        try (JarFile readable = new JarFile(jar.toFile())) {
            return new URLClassLoader(new URL[] {jar.toUri().toURL()}, StrategyLoader.class.getClassLoader());
        } catch (final IOException e) {
            throw new ConfigException("orders.strategy.jar: " + jar + ": no jar: " + e.getMessage(), e);
        }
    }

    private static String holds(final Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            final List<String> classes = file.stream()
                    .map(entry -> entry.getName().replace('/', '.'))
                    .filter(name -> name.endsWith(CLASS_SUFFIX) && !name.contains("$"))
                    .map(name -> name.substring(0, name.length() - CLASS_SUFFIX.length()))
                    .limit(MOST_NAMES)
                    .toList();
            return classes.isEmpty() ? ", which holds no class" : ", which holds " + String.join(", ", classes);
        } catch (final IOException e) {
            return "";
        }
    }
}
