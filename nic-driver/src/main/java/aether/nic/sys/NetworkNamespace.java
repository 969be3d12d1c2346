package aether.nic.sys;

import aether.nic.TransportException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A network of its own for a laboratory or a test: one thread that lives in a new network namespace. Sockets opened and processes started on
 * that thread belong to it, wherever they are used afterwards; it vanishes with the last of them.
 */
public final class NetworkNamespace implements AutoCloseable {
    private static final int CLONE_NEWNET = 0x40000000;
    private static final long MOST_SECONDS = 60;

    private final ExecutorService thread;
    private final int threadId;

    private NetworkNamespace(final ExecutorService thread, final int threadId) {
        this.thread = thread;
        this.threadId = threadId;
    }

    /**
     * Makes one; its loopback interface is up.
     *
     * @throws TransportException when that is not allowed
     */
    public static NetworkNamespace create() {
        final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            final Thread made = new Thread(task, "network-namespace");
            made.setDaemon(true);
            return made;
        });
        final int result = await(thread, () -> {
            final int unshared = LibC.unshare(CLONE_NEWNET);
            return unshared < 0 ? unshared : LibC.gettid();
        });
        if (result < 0) {
            thread.shutdown();
            throw new TransportException(
                    "a network namespace cannot be made: " + Errno.text(result) + "; it needs CAP_SYS_ADMIN");
        }
        final NetworkNamespace made = new NetworkNamespace(thread, result);
        try {
            made.ip("link", "set", "lo", "up");
            return made;
        } catch (final RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** Whether this process may make one. */
    public static boolean isAllowed() {
        if (!LibC.isSupported()) {
            return false;
        }
        try {
            create().close();
            return true;
        } catch (final TransportException e) {
            return false;
        }
    }

    /** Does something on the thread of this namespace; an exception comes back as it is. */
    public <T> T call(final Callable<T> task) {
        return await(thread, task);
    }

    /** Does something on the thread of this namespace. */
    public void run(final Runnable task) {
        await(thread, () -> {
            task.run();
            return null;
        });
    }

    /** Starts something that goes on; the thread is busy until it ends. */
    public CompletableFuture<Void> start(final Runnable task) {
        return CompletableFuture.runAsync(task, thread);
    }

    /** Runs {@code ip} in this namespace and returns what it said. */
    public String ip(final String... arguments) {
        return call(() -> IpCommand.run(arguments));
    }

    /** The kernel's number of its thread, by which {@code ip} names it. */
    public int threadId() {
        return threadId;
    }

    private static <T> T await(final ExecutorService thread, final Callable<T> task) {
        try {
            return thread.submit(task).get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof final RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof final Error cause) {
                throw cause;
            }
            throw new TransportException(e.getCause().toString(), e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException("interrupted in a network namespace", e);
        } catch (final java.util.concurrent.TimeoutException e) {
            throw new TransportException("nothing came back from a network namespace in " + MOST_SECONDS + " s", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
