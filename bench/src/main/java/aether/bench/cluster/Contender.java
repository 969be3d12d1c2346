package aether.bench.cluster;

import org.agrona.concurrent.UnsafeBuffer;

/** Three members in this process; an input goes in on one thread, and comes out on it when a majority has it. */
interface Contender extends AutoCloseable {
    /** False when it takes none now. */
    boolean offer(UnsafeBuffer input, int length);

    /** Lets come out what is out; {@code out} hears of each, its first eight bytes. */
    void poll(Out out);

    /** Takes what came out. */
    interface Out {
        void onInput(long stamp);
    }

    /** Does what is to be done before; true when inputs may go in. */
    boolean prepare();

    @Override
    void close();
}
