package aether.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets Ctrl-C and a time limit end a command in order: the main thread is told, and the process waits for it to finish. */
public final class StopSignal implements AutoCloseable {
    private static final long FINISH_SECONDS = 20;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onShutdown, "stop-signal");

    public StopSignal() {
        java.lang.Runtime.getRuntime().addShutdownHook(hook);
    }

    private void onShutdown() {
        asked.countDown();
        try {
            if (!finished.await(FINISH_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("aether: could not stop in order within " + FINISH_SECONDS + " s");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits; true when it is time to stop. */
    public boolean await(final long nanos) {
        try {
            return asked.await(nanos, TimeUnit.NANOSECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** True once it is time to stop. */
    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** The command is done. */
    @Override
    public void close() {
        finished.countDown();
        if (!isAsked()) {
            java.lang.Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
