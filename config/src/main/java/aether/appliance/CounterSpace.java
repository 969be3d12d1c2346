package aether.appliance;

import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.status.CountersManager;
import org.agrona.concurrent.status.CountersReader;

/** Room for the counters of one process. */
public final class CounterSpace {
    private static final int MAX_COUNTERS = 1024;

    private CounterSpace() {}

    /** A manager with room for 1,024 counters. */
    public static CountersManager create() {
        return new CountersManager(
                new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_COUNTERS * CountersReader.METADATA_LENGTH)),
                new UnsafeBuffer(ByteBuffer.allocateDirect(MAX_COUNTERS * CountersReader.COUNTER_LENGTH)));
    }
}
