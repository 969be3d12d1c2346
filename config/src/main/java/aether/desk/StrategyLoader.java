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

/** Loads a strategy; errors name the setting that is wrong. */
public final class StrategyLoader {
    private static final int MOST_NAMES = 5;
    private static final String CLASS_SUFFIX = ".class";
    private static final Names OF_SITE = new Names("orders.strategy.class", "orders.strategy.jar");

    private StrategyLoader() {}

    /**
     * What the settings are called.
     *
     * @param ofClass names the class
     * @param ofJar names the jar
     */
    public record Names(String ofClass, String ofJar) {}

    /**
     * The strategy of a site.
     *
     * @throws ConfigException naming the setting, and what to do
     */
    static Strategy load(final SiteConfig.Orders config) {
        return load(config.strategyClass(), config.strategyJar(), OF_SITE);
    }

    /**
     * A new one.
     *
     * @param jar that holds it, or null for the class path
     * @throws ConfigException naming the setting, and what to do
     */
    public static Strategy load(final String name, final Path jar, final Names settings) {
        try {
            final Class<?> loaded = loader(jar, settings).loadClass(name);
            return (Strategy) loaded.getDeclaredConstructor().newInstance();
        } catch (final ClassNotFoundException e) {
            throw new ConfigException(
                    settings.ofClass() + ": no class " + name
                            + (jar == null
                                    ? " on the class path; name its jar in " + settings.ofJar()
                                    : " in " + jar + holds(jar)),
                    e);
        } catch (final UnsupportedClassVersionError e) {
            throw new ConfigException(
                    settings.ofClass() + ": " + name + " was compiled for a newer Java than this one, "
                            + Runtime.version().feature() + "; compile it with 'javac --release "
                            + Runtime.version().feature() + "'",
                    e);
        } catch (final LinkageError e) {
            throw new ConfigException(
                    settings.ofClass() + ": " + name + " does not fit this version of the appliance (" + e
                            + "); compile it against config/target/lib/order-gateway-*.jar of this build",
                    e);
        } catch (final java.lang.reflect.InvocationTargetException e) {
            throw new ConfigException(
                    settings.ofClass() + ": the constructor of " + name + " failed: " + e.getCause(), e);
        } catch (final ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException(
                    settings.ofClass() + ": " + name
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

    private static ClassLoader loader(final Path jar, final Names settings) {
        if (jar == null) {
            return StrategyLoader.class.getClassLoader();
        }
        if (!Files.isRegularFile(jar)) {
            throw new ConfigException(settings.ofJar() + ": " + jar + ": no such file");
        }
        try (JarFile readable = new JarFile(jar.toFile())) {
            return new URLClassLoader(new URL[] {jar.toUri().toURL()}, StrategyLoader.class.getClassLoader());
        } catch (final IOException e) {
            throw new ConfigException(settings.ofJar() + ": " + jar + ": no jar: " + e.getMessage(), e);
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
